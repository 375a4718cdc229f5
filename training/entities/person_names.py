#!/usr/bin/env python3
"""Writes models/given-names.txt and models/surnames.txt, small letters, a name a line.

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


def main():
    given, surnames = census("dist.female.first") + census("dist.male.first"), census("dist.all.last")[:SURNAMES]
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        given += lists(provider, "first_name")
        surnames += lists(provider, "last_name")
    folder = Path(sys.argv[1])
    for file, names in [("given-names.txt", given), ("surnames.txt", surnames)]:
        (folder / file).write_text("\n".join(clean(names)) + "\n", encoding="utf8")


main()
