#!/usr/bin/env python3
"""Writes models/given-names.txt and models/surnames.txt, small letters, a name a line, and
models/given-name-genders.tsv, each given name that mostly women or mostly men have with who: "f" or "m".

  pip install names==0.3.0 faker==40.63.0
  person_names.py models/

From the census of the United States of 1990 (package names; public domain), and the lists of persons' names in Latin script
of Faker's locales (MIT).
"""
import importlib
import pkgutil
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import faker.providers.person

SURNAMES = 20_000
# The least share of the votes for the gender that a name is said to tell.
SHARE = 0.85
# The votes of the census, which counts people; a list of names has one.
CENSUS = 4


def census(file):
    path = Path(find_spec("names").origin).parent / file
    return [line.split()[0].lower() for line in path.open()]


def lists(provider, part):
    for name in dir(provider):
        if part in name and isinstance(getattr(provider, name), (tuple, list, dict)):
            for item in getattr(provider, name):
                # Some locales give each name in several scripts.
                yield from [item] if isinstance(item, str) else item


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def clean(names):
    found = set()
    for name in names:
        for word in name.lower().replace("-", " ").split():
            if len(word) > 1 and word.isalpha() and all("LATIN" in unicodedata.name(c, "") for c in word):
                found.update((word, plain(word)))
    return sorted(found)


def bearers(file):
    """The shares of the people of one gender that have each name, in percent."""
    path = Path(find_spec("names").origin).parent / file
    rows = (line.split() for line in path.open())
    return {row[0].lower(): float(row[1]) for row in rows}


def first_words(names):
    """The first words of names: "Maria" may be the second of a man."""
    return {word for name in names for word in clean(name.replace("-", " ").split()[:1])}


def genders(votes):
    """The names that tell a gender, by the votes of the locales for each: women and men."""
    women, men = bearers("dist.female.first"), bearers("dist.male.first")
    for name in sorted(votes.keys() | women.keys() | men.keys()):
        female, male = votes.get(name, (0, 0))
        woman, man = women.get(name, 0), men.get(name, 0)
        if woman + man:
            female += CENSUS * woman / (woman + man)
            male += CENSUS * man / (woman + man)
        share = female / (female + male)
        if share >= SHARE or share <= 1 - SHARE:
            yield name, "f" if share > 0.5 else "m"


def main():
    votes = {}
    given, surnames = census("dist.female.first") + census("dist.male.first"), census("dist.all.last")[:SURNAMES]
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        given += lists(provider, "first_name")
        for gender, part in enumerate(["first_names_female", "first_names_male"]):
            for name in first_words(lists(provider, part)):
                votes.setdefault(name, [0, 0])[gender] += 1
        surnames += lists(provider, "last_name")
    folder = Path(sys.argv[1])
    rows = "".join(f"{name}\t{gender}\n" for name, gender in genders(votes))
    (folder / "given-name-genders.tsv").write_text(rows, encoding="utf8")
    for file, names in [("given-names.txt", given), ("surnames.txt", surnames)]:
        (folder / file).write_text("\n".join(clean(names)) + "\n", encoding="utf8")


main()
