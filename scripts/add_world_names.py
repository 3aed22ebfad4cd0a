#!/usr/bin/env python3
"""Adds the usual names of other countries to rules/data/names.txt, after scripts/make_name_tables.py has written it.

Source:
  Faker 40.63.0 (Python, MIT)    given and family names by locale, of which those in Latin script are taken

Usage:
  pip install faker==40.63.0
  scripts/add_world_names.py

How frequent these names are is not known; they count as one that four people in 100,000 have. Ordinary words of English
that the census does not know as names stay words. Running it again changes nothing.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import faker.providers.person as persons

from make_name_tables import WORLD, folded, tenths

LEN_MIN, LEN_MAX = 4, 24
NAMES = Path(__file__).resolve().parent.parent / "rules" / "data" / "names.txt"
GIVEN = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary", "first_romanized_names")
FAMILY = ("last_names", "last_names_male", "last_names_female", "last_romanized_names")


def words_of(provider, attributes):
    """Single words in Latin script of a locale's lists."""
    for attribute in attributes:
        listed = getattr(provider, attribute, ())
        for name in listed if isinstance(listed, (list, tuple, set, dict)) else ():
            for word in re.split(r"[ \-]", name):
                if word[:1].isupper() and all(char < "\u0250" or char in "\u1ea0" or "\u1ea0" <= char <= "\u1eff" for char in word):
                    yield folded(word)


def world():
    given, family = set(), set()
    for info in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module(f"faker.providers.person.{info.name}").Provider
        given.update(words_of(provider, GIVEN))
        family.update(words_of(provider, FAMILY))
    return given, family


def main():
    text = NAMES.read_text(encoding="ascii")
    head = [line for line in text.splitlines() if line.startswith("#")]
    entries = dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    for names, at in zip(world(), (0, 2)):
        for name in names:
            entry = entries.get(name, "-------")
            is_word_only = entry[:4] == "----" and entry[6] == "w"
            if LEN_MIN <= len(name) <= LEN_MAX and not is_word_only and entry[at : at + 2] == "--":
                entries[name] = entry[:at] + tenths(WORLD) + entry[at + 2 :]
    tokens = defaultdict(list)
    for token in sorted(entries):
        tokens[len(token)].append(token)
    counts = "# count of tokens of each length: " + " ".join(f"{n}:{len(tokens[n])}" for n in sorted(tokens))
    head[-1] = counts
    mark = "# names of other countries also from the person providers of Faker (MIT), by scripts/add_world_names.py"
    if mark not in head:
        head.insert(-1, mark)
    with open(NAMES, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(head) + "\n")
        for length in sorted(tokens):
            out.writelines(f"{token} {entries[token]}\n" for token in tokens[length])


if __name__ == "__main__":
    main()
