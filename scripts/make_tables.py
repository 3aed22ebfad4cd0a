#!/usr/bin/env python3
"""Makes labelled tables of people, to be scored by `score_tables.py`.

    pip install Faker
    scripts/make_tables.py DIR [--tables 300] [--seed 1]
    scripts/score_tables.py DIR

Headings are those of customer systems (`SSN__c`), old hosts (`CUST-SSN`) and forms (`What is your SSN?`), those that say something
else (`legacy_code`), codes (`A4`, `col_3`) or none at all; cells are in capitals, in small letters, missing or mistyped; names and
addresses are of twenty countries. Everything is made up; the same seed gives the same tables with the same version of Faker.
"""

import argparse
import csv
import json
import random
from pathlib import Path

from faker import Faker

LOCALES = ["en_US"] * 10 + "en_CA en_GB en_AU en_IN es_MX fr_FR de_DE it_IT nl_NL pl_PL sv_SE pt_BR es_ES da_DK".split()
HEADINGS = {
    "us_ssn": ["SSN__c", "CUST-SSN", "What is your SSN?", "member_key"],
    "imei": ["IMEI__c", "EQP-IMEI", "Your IMEI number", "hw_ref"],
    "payment_card": ["CC_Number__c", "PYMT-CARD-NO", "Card no.", "instrument"],
    "iban": ["IBAN__c", "BANK-IBAN", "IBAN for the refund", "settlement"],
    "email": ["PersonEmail", "CUST-EMAIL", "What is your e-mail address?", "principal"],
    "phone": ["MobilePhone", "HM_PHN", "Best number to reach you", "channel"],
    "date_of_birth": ["Birthdate", "BRTH_DT", "Date of birth (MM/DD/YYYY)", "milestone"],
    "us_drivers_license": ["DL_Number__c", "DRVR-LIC-NO", "Driver's license number", "legacy_code"],
    "person_name": ["Contact_Name__c", "INSURED_NM", "Your name", "caption"],
    "street_address": ["MailingStreet", "CUST-ADDR-LN1", "Where do you live?", "free_text"],
}
STATES = {"CA": "a7", "TX": "8", "NY": "9", "OH": "aa6", "VA": "a8", "MO": "a9", "IN": "10", "OR": "7", "KS": "K8", "ID": "aa6a"}
TYPE_CODES = ["35332811", "35700209", "01326300", "86123403", "35209900", "99000112"]


class Maker:
    """Values, all of one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fakers = {locale: Faker(locale) for locale in sorted(set(LOCALES))}
        for faker in self.fakers.values():
            faker.seed_instance(seed)
        self.us = self.fakers["en_US"]

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def letters(self, count):
        return "".join(self.random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(count))

    def checked(self, body):
        """With the check digit of Luhn."""
        doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(body))]
        return body + str(-sum(number // 10 + number % 10 for number in doubled) % 10)

    def licence(self, state):
        form, value = STATES[state], ""
        while form:
            head = form[0]
            if head == "a":
                value, form = value + self.letters(1), form[1:]
            elif head.isdigit():
                count = len(form) - len(form.lstrip("0123456789"))
                value, form = value + self.digits(int(form[:count])), form[count:]
            else:
                value, form = value + head, form[1:]
        return value

    def value(self, kind, how):
        pick, faker = self.random.choice, how["faker"]
        if kind == "us_ssn":
            area = pick([number for number in range(1, 773) if number != 666])
            return how["gap"].join([f"{area:03}", f"{self.random.randint(1, 99):02}", f"{self.random.randint(1, 9999):04}"])
        if kind == "imei":
            return self.checked(pick(TYPE_CODES) + self.digits(6))
        if kind == "payment_card":
            prefix, length = pick([("4", 16), ("51", 16), ("37", 15), ("6011", 16), ("2221", 16)])
            return self.checked(prefix + self.digits(length - 1 - len(prefix)))
        if kind == "iban":
            return self.fakers[pick(["de_DE", "fr_FR", "es_ES", "en_GB", "nl_NL"])].iban()
        if kind == "phone":
            return how["phone"].format(pick(["212", "305", "415", "617", "702", "847"]), f"{self.random.randint(220, 989)}", self.digits(4))
        if kind == "date_of_birth":
            return self.us.date_of_birth(minimum_age=18, maximum_age=88).strftime(how["date"])
        if kind == "us_drivers_license":
            return self.licence(how["state"])
        if kind == "person_name":
            given, family = faker.first_name(), faker.last_name()
            return f"{family}, {given}" if how["inverted"] else f"{given} {family}"
        if kind == "street_address":
            return faker.address().replace("\n", ", ")
        return self.us.email()

    def innocent(self, row):
        """Functions by what they make."""
        return {
            "row": lambda: str(row + 1),
            "invoice": lambda: "INV" + self.digits(7),
            "ref16": lambda: self.digits(16),
            "serial9": lambda: self.digits(9),
            "part": lambda: self.letters(1) + self.digits(7),
            "price": lambda: f"{self.random.uniform(1, 900):.2f}",
            "opened": lambda: str(self.us.date_between("-3y", "today")),
            "vendor": self.us.company,
            "city": self.us.city,
            "guid": self.us.uuid4,
            "comment": lambda: self.us.sentence(nb_words=8),
        }

    def table(self):
        pick = self.random.choice
        header = pick(["good", "good", "good", "misleading", "opaque", "none"])
        kinds = self.random.sample(sorted(HEADINGS), self.random.randint(2, 6))
        others = self.random.sample(sorted(self.innocent(0)), self.random.randint(2, 5))
        style = 3 if header == "misleading" else self.random.randrange(3)
        columns = [(HEADINGS[kind][style], kind) for kind in kinds] + [(name, None) for name in others]
        self.random.shuffle(columns)
        if header in ("opaque", "none"):
            codes = self.random.sample([stem + str(number) for stem in ("A", "x", "col_", "VAR", "f") for number in range(1, 30)], len(columns))
            names, columns = [name for name, _ in columns], [(code, kind) for code, (_, kind) in zip(codes, columns)]
        else:
            names = [name for name, _ in columns]
        how = {
            "faker": self.fakers[pick(LOCALES)],
            "gap": pick(["-", "-", "", " "]),
            "phone": pick(["({}) {}-{}", "{}-{}-{}", "+1{}{}{}", "{}{}{}", "1-{}-{}-{}"]),
            "date": pick(["%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%d %b %Y", "%m/%d/%y"]),
            "state": pick(sorted(STATES)),
            "inverted": self.random.random() < 0.3,
        }
        case = pick([str, str, str, str.upper, str.lower])
        missing = pick([0, 0, 0.05, 0.3])
        rows, cells = [], [0] * len(columns)
        for row in range(100 if header == "none" else 30):
            record = []
            for at, (_, kind) in enumerate(columns):
                is_missing = kind and self.random.random() < missing
                value = self.value(kind, how) if kind else self.innocent(row)[names[at] if names[at] in others else others[0]]()
                cells[at] += not is_missing
                record.append("" if is_missing else case(value))
            rows.append(record)
        return header, columns, rows, cells


def write(path, form, header, names, rows):
    """Writes a table, and gives its columns' names as they will be reported."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        if form == "ndjson":
            out.writelines(json.dumps(dict(zip(names, row)), ensure_ascii=False) + "\n" for row in rows)
        elif form == "sql":
            columns = "" if header == "none" else " (" + ", ".join(f"`{name}`" for name in names) + ")"
            for row in rows:
                out.write(f"INSERT INTO t{columns} VALUES (" + ",".join("'" + cell.replace("'", "''") + "'" for cell in row) + ");\n")
        else:
            writer = csv.writer(out)
            writer.writerows(rows if header == "none" else [names, *rows])
    is_unnamed = header == "none" and form != "ndjson"
    return [f"column_{at + 1}" for at in range(len(names))] if is_unnamed else names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    (args.folder / "corpus").mkdir(parents=True, exist_ok=True)
    maker = Maker(args.seed)
    with open(args.folder / "labels.ndjson", "w", encoding="utf-8") as labels:
        for number in range(args.tables):
            header, columns, rows, cells = maker.table()
            form = maker.random.choice(["csv", "sql", "ndjson"] if header != "none" else ["csv", "sql"])
            path = args.folder / "corpus" / f"t{number}_{header}.{form}"
            names = write(path, form, header, [name for name, _ in columns], rows)
            described = [
                {"name": name, "kind": kind, "cells": count, "about": heading, "header": header}
                for name, (heading, kind), count in zip(names, columns, cells)
            ]
            labels.write(json.dumps({"file": path.name, "header": header, "rows": len(rows), "columns": described}) + "\n")


if __name__ == "__main__":
    main()
