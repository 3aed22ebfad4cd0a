#!/usr/bin/env python3
"""Writes rules/data/zip3.txt and rules/data/us_cities.txt from the `zipcodes` package 3.0.0.

zip3.txt: the first three digits of a ZIP code and the states where such ZIP codes lie, as ranges of equal states.
us_cities.txt: cities that read like a person's name, because they begin with a first name of rules/data/names.txt and
end in a surname, or are a single word that is a name.

Usage: pip install zipcodes==3.0.0 && scripts/make_zip_table.py
"""

from collections import defaultdict
from pathlib import Path

import zipcodes

OUT = Path(__file__).resolve().parent.parent / "rules" / "data"
# A city with a single ZIP code is a village; its name says little against a person of that name.
ZIPS_MIN_PAIR = 2
ZIPS_MIN_SINGLE = 4
# The Postal Service's own labelling lists (L002) know better than the package: 771 is Houston's, and 099 is military.
CORRECTIONS = {"771": {"TX"}, "099": {"AE"}}


def ranges(states_by_prefix):
    """Consecutive prefixes with the same states, as (first, last, states)."""
    found = []
    for prefix in sorted(states_by_prefix):
        states = " ".join(sorted(states_by_prefix[prefix]))
        number = int(prefix)
        if found and found[-1][2] == states and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number, states])
    return found


def names():
    given, surnames = set(), set()
    for line in (OUT / "names.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            name, shares = line.split(" ")
            given.update([name] if shares[0:2] != "--" else [])
            surnames.update([name] if shares[2:4] != "--" else [])
    return given, surnames


def cities(entries):
    given, surnames = names()
    count = defaultdict(int)
    for entry in entries:
        count[entry["city"].upper().replace(".", "").replace("'", "")] += 1
    kept = []
    for city, zips in count.items():
        tokens = city.split()
        if not all(token.isascii() and token.isalpha() for token in tokens):
            continue
        if len(tokens) > 1 and tokens[0] in given and tokens[-1] in surnames and zips >= ZIPS_MIN_PAIR:
            kept.append(city)
        elif len(tokens) == 1 and (city in given or city in surnames) and zips >= ZIPS_MIN_SINGLE:
            kept.append(city)
    return sorted(kept)


def main():
    entries = zipcodes.list_all()
    states = defaultdict(set)
    for entry in entries:
        states[entry["zip_code"][:3]].add(entry["state"])
    states.update(CORRECTIONS)
    with open(OUT / "zip3.txt", "w", encoding="ascii", newline="\n") as out:
        out.write("# first three digits of assigned ZIP codes, and the states, territories or military post areas they serve\n")
        out.write("# origin: ZIP code list of zipcodes 3.0.0 (MIT), facts of the US Postal Service\n")
        out.write("# made by scripts/make_zip_table.py, 2026-11\n")
        for first, last, served in ranges(states):
            out.write(f"{first:03}-{last:03} {served}\n")
    with open(OUT / "us_cities.txt", "w", encoding="ascii", newline="\n") as out:
        out.write("# US cities that read like a person's name\n")
        out.write("# origin: city names of zipcodes 3.0.0 (MIT); made by scripts/make_zip_table.py, 2026-11\n")
        out.writelines(f"{city}\n" for city in cities(entries))


if __name__ == "__main__":
    main()
