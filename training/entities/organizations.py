#!/usr/bin/env python3
"""Writes models/organizations.tsv, the organizations that names are looked up in.

  pip install pytickersymbols==1.17.10
  npm install name-suggestion-index@8.0.20260918
  organizations.py node_modules DATA models

From institutions.txt beside this file (written for this), pytickersymbols (MIT: companies of 20 indices with ISINs, tickers and
articles of Wikipedia), name-suggestion-index (BSD 3-Clause: brands with numbers of Wikidata) and FinanceDatabase (MIT:
DATA/links/listings.tsv.gz). Which words are ordinary is counted in the sentences of DATA/ner/gmb.jsonl (public domain).

Each line: title of the article in the English Wikipedia, number in Wikidata, ISO 3166-1 code of the country, ISIN, MIC and ticker
parted by ":", names parted by "|", and words parted by "|". The first name is the usual one. A name after "?" counts only where
the document has one of the words ("*": those that tell of companies), or another name, or else, without words, is about the
country.
"""
import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote

from pytickersymbols import PyTickerSymbols

SUFFIXES = (
    "inc incorporated corp corporation co company ltd limited llc llp lp plc spa s.p.a ag sa s.a s.a.b de c.v se nv n.v bv b.v gmbh group holding "
    "holdings kgaa ab asa oyj a/s as pjsc ojsc pao jsc tbk pt berhad bhd k.k kk spa a.s public pcl sab aktiengesellschaft the & and"
).split()
# Where the shares of a company of a country are at home, by ISO 3166-1 and MIC, and how FinanceDatabase calls the country.
HOMES = {
    "Japan": ("JP", "XJPX"), "United Kingdom": ("GB", "XLON"), "India": ("IN", "XNSE"), "China": ("CN", "XSHG XSHE XHKG"),
    "Hong Kong": ("HK", "XHKG"), "Taiwan": ("TW", "XTAI"), "South Korea": ("KR", "XKRX"), "Germany": ("DE", "XETR"),
    "France": ("FR", "XPAR"), "Netherlands": ("NL", "XAMS"), "Belgium": ("BE", "XBRU"), "Italy": ("IT", "XMIL"),
    "Spain": ("ES", "XMAD"), "Portugal": ("PT", "XLIS"), "Ireland": ("IE", "XDUB"), "Switzerland": ("CH", "XSWX"),
    "Austria": ("AT", "XWBO"), "Sweden": ("SE", "XSTO"), "Norway": ("NO", "XOSL"), "Denmark": ("DK", "XCSE"),
    "Finland": ("FI", "XHEL"), "Australia": ("AU", "XASX"), "New Zealand": ("NZ", "XNZE"), "Canada": ("CA", "XTSE"),
    "Brazil": ("BR", "BVMF"), "Mexico": ("MX", "XMEX"), "South Africa": ("ZA", "XJSE"), "Israel": ("IL", "XTAE"),
    "Turkey": ("TR", "XIST"), "Indonesia": ("ID", "XIDX"), "Malaysia": ("MY", "XKLS"), "Thailand": ("TH", "XBKK"),
    "Singapore": ("SG", "XSES"), "Saudi Arabia": ("SA", "XSAU"), "Russia": ("RU", "MISX"), "Chile": ("CL", "XSGO"),
    "Argentina": ("AR", "XBUE"), "Egypt": ("EG", "XCAI"), "Poland": ("PL", "XWAR"), "Czech Republic": ("CZ", "XPRA"),
    "Hungary": ("HU", "XBUD"), "Greece": ("GR", "ASEX"), "Iceland": ("IS", "XICE"), "United States": ("US", "XNYS XNAS"),
}
# What Google calls exchanges.
EXCHANGES = {
    "NYSE": "XNYS", "NASDAQ": "XNAS", "LON": "XLON", "TYO": "XTKS", "ETR": "XETR", "FRA": "XFRA", "EPA": "XPAR", "AMS": "XAMS",
    "EBR": "XBRU", "BME": "XMAD", "BIT": "XMIL", "SWX": "XSWX", "VTX": "XSWX", "STO": "XSTO", "HEL": "XHEL", "BATS": "BATS",
}
COMPANY = "*"
# Names of anybody's.
GENERIC = re.compile(
    r"^(?:Central|National|City|State|County|Public|Community|First|People'?s|Union|Federal|Royal|General|Regional|Post|United|Saint"
    r"|St\.?|Holy|Our|Municipal|Local|International|American|Global|World|Old|New|North|South|East|West|Northern|Southern|Eastern"
    r"|Western|Grand|Independent|Democratic|Islamic|Christian|Catholic|Agricultural|Development|Commercial|Savings) "
    r"(?:\w+ )?(?:Bank|Hospital|Library|Office|Market|Church|School|College|Store|Pharmacy|Clinic|Party|Police|Club|Union|Group"
    r"|Trust|Fund|Council|Assembly|Court|Company|Airport|Airlines?|Service|Services|Army|Guard|Institute|University|Times|Post"
    r"|News|Theatre|Museum|Park|Hotel|Center|Centre|Foundation|Authority|Commission|Agency|Ministry|Department)$"
    r"|^(?:Ministry|Department|Municipality|Municipal|Police|City|County|University|Government|Office|Embassy|Consulate) "
)


def plain(name):
    return " ".join(re.findall(r"[\w&+']+", name.lower().replace("’", "'").replace(".", "")))


def bare(name):
    """A name without its legal form."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1].lower().strip(".()") in SUFFIXES:
        words.pop()
    if len(words) > 1 and words[0] == "The":
        words.pop(0)
    return " ".join(words)


def title_name(title):
    return re.sub(r" \([^)]*\)$", "", title)


class List:
    """The organizations, told apart by their titles and names."""

    def __init__(self, ordinary):
        self.ordinary, self.rows, self.by_name = ordinary, [], {}

    def add(self, title="", number="", country="", isin="", ticker="", names=(), words=""):
        row = dict(title=title, number=number, country=country, isin=isin, ticker=ticker, names=list(names), words=words)
        self.rows.append(row)
        for name in names:
            self.by_name.setdefault(plain(name.lstrip("?")), row)
        return row

    def of_company(self, *names):
        """The names of a company, those in front that other things have marked."""
        found = []
        for name in dict.fromkeys(filter(None, names)):
            for form in (name, bare(name)):
                if "|" not in form and (len(form) > 1):
                    found.append(("?" if self.is_ordinary(form) else "") + form)
        return list(dict.fromkeys(found))

    def is_ordinary(self, name):
        words = name.split()
        return len(words) == 1 and (words[0].lower() in self.ordinary or len(name) <= 3 or (name.isupper() and len(name) < 5))


def institutions(found, numbers):
    text = Path(__file__).with_name("institutions.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            title, number, country, names, words = (cell.strip() for cell in (line + ";;;;").split(";")[:5])
            main = title_name(title)
            names = [name for name in names.split("|") if name]
            # What Wikipedia tells from others of its name in brackets has a shared name, unless listed as its own.
            shared = title != main and main not in names
            usual = ["?" + main if shared or f"?{main}" in names else main]
            names = [name for name in names if name.lstrip("?") != main]
            number = number or numbers.get(plain(title), "")
            found.add(title, number, country, names=[*usual, *names], words=words)


def companies(found, numbers):
    for stock in PyTickerSymbols().get_all_stocks():
        url = stock.get("metadata", {}).get("wikipedia_url", "")
        title = unquote(url.rsplit("/wiki/", 1)[1]).replace("_", " ") if "/wiki/" in url else ""
        title = title.split("#")[0]
        home, mics = HOMES.get(stock.get("country", ""), ("", ""))
        tickers = {}
        for symbol in stock.get("symbols", []):
            exchange, _, ticker = (symbol.get("google") or "").partition(":")
            if exchange in EXCHANGES and ticker:
                tickers.setdefault(EXCHANGES[exchange], ticker)
        homes = mics.replace("XJPX", "XTKS").split() or []
        ticker = next((f"{mic}:{tickers[mic]}" for mic in homes if mic in tickers), "")
        isin = next((isin for isin in stock.get("isins", []) if isin[:2] == home), "")
        names = found.of_company(title_name(title), stock["name"])
        own = [name for name in names if not name.startswith("?")] or names
        same = next((row for row in found.rows if title and row["title"] == title), None)
        same = same or found.by_name.get(plain(title_name(title))) or found.by_name.get(plain(stock["name"]))
        if same:
            same["isin"] = same["isin"] or isin
            same["ticker"] = same["ticker"] or ticker
            same["country"] = same["country"] or home
            taken = {name.lstrip("?") for name in same["names"]}
            same["names"] += [name for name in names if name.lstrip("?") not in taken]
            same["words"] = same["words"] or (COMPANY if any(name[0] == "?" for name in same["names"]) else "")
        elif own:
            words = COMPANY if any(name.startswith("?") for name in names) else ""
            found.add(title, numbers.get(plain(title_name(title)), ""), home, isin, ticker, names, words)


def brands(found, index, wikidata, places):
    owners, kinds = defaultdict(set), defaultdict(set)
    for path, category in index.items():
        tree, key, _ = path.split("/")
        if tree == "brands" or (tree == "operators" and key in ("power", "telecom", "pipeline", "office")):
            for item in category["items"]:
                tags = item["tags"]
                for of in ("brand", "operator", "subject"):
                    number = tags.get(f"{of}:wikidata")
                    if number in wikidata and key != "advertising":
                        kinds[number].add(tree)
                        for name in (tags.get(of), tags.get(f"{of}:en"), tags.get("name:en"), wikidata[number].get("label")):
                            if name and not re.search(r"[^\x20-\x7e\u00c0-\u017f’–]", name):
                                owners[name].add(number)
    known = {row["number"] for row in found.rows}
    names = defaultdict(list)
    for name, numbers in owners.items():
        stem = bare(name)
        alone = len(stem.split()) == 1
        lower = stem.lower()
        unsure = (
            len(numbers) > 1 or GENERIC.search(name) or "|" in name or plain(name) in places or plain(stem) in places
            or (alone and (len(stem) < 5 or stem.isupper() or lower in found.ordinary or not stem[0].isupper()))
            or (not alone and all(word.lower() in found.ordinary for word in stem.split()) and len(stem.split()) < 2)
        )
        if not unsure and plain(name) not in found.by_name and plain(stem) not in found.by_name:
            (number,) = numbers
            names[number].append(name)
    for number, called in names.items():
        description = wikidata[number].get("description", "")
        if number in known or re.search(r"\b(country|sovereign|state of|city|municipality|religion|island|province|people)\b", description):
            continue
        label = wikidata[number].get("label", called[0])
        called.sort(key=lambda name: name != label)
        found.add(number=number, names=called)


def listings(found, path):
    stocks = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            home, mics = HOMES.get(row["country"] or "", ("", ""))
            if row["market_cap"] in ("Mega Cap", "Large Cap", "Mid Cap") and row["mic"] in mics.split() and not row["delisted"]:
                stocks[row["name"]].append((mics.split().index(row["mic"]), row, home))
    stems = Counter(plain(bare(name)) for name in stocks)
    for name, found_at in sorted(stocks.items()):
        _, row, home = min(found_at, key=lambda one: (one[0], len(one[1]["symbol"]), one[1]["symbol"]))
        mic = row["mic"].replace("XJPX", "XTKS")
        ticker = f"{mic}:{row['symbol'].split('.')[0]}"
        isin = row["isin"] or ""
        same = found.by_name.get(plain(name)) or found.by_name.get(plain(bare(name)))
        if same:
            # Of the same name abroad is another company.
            if (same["country"] or home) == home and not same["ticker"]:
                same["ticker"], same["isin"], same["country"] = ticker, same["isin"] or isin, home
            continue
        stem = bare(name)
        if stems[plain(stem)] > 1 or GENERIC.search(stem) or len(stem.split()) == 1 and len(stem) < 4 or name.isupper():
            continue
        names = found.of_company(name)
        if any(not one.startswith("?") for one in names):
            found.add(country=home, isin=isin if isin[:2] == home else "", ticker=ticker, names=names, words=COMPANY if any(one[0] == "?" for one in names) else "")


def main():
    packages, data, models = map(Path, sys.argv[1:])
    ordinary = Counter()
    with open(data / "ner/gmb.jsonl", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            tokens = entry.get("tokens") or entry["text"].split()
            ordinary.update(token for token in tokens if token.islower())
    found = List({word for word, count in ordinary.items() if count > 1})
    nsi = packages / "name-suggestion-index/dist"
    wikidata = json.loads((nsi / "wikidata/wikidata.json").read_text(encoding="utf-8"))["wikidata"]
    index = json.loads((nsi / "json/nsi.json").read_text(encoding="utf-8"))["nsi"]
    labels = defaultdict(list)
    for number, entry in wikidata.items():
        labels[plain(entry.get("label", ""))].append(number)
    numbers = {label: of[0] for label, of in labels.items() if len(of) == 1}
    places = set()
    for name in ("places.tsv", "regions.tsv"):
        for line in (models / name).read_text(encoding="utf-8").splitlines():
            places |= {plain(one) for one in line.split("\t")[4 if name[0] == "p" else 3].split("|")}
    institutions(found, numbers)
    companies(found, numbers)
    brands(found, index, wikidata, places)
    listings(found, data / "links/listings.tsv.gz")
    with open(models / "organizations.tsv", "w", encoding="utf-8") as out:
        for row in found.rows:
            cells = [row["title"], row["number"], row["country"], row["isin"], row["ticker"], "|".join(row["names"]), row["words"]]
            # Of a title that is the usual name nothing is written but a sign.
            cells[0] = "=" if row["title"] and row["title"] == row["names"][0].lstrip("?") else row["title"]
            print("\t".join(cells).rstrip("\t"), file=out)


main()
