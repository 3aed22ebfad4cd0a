#!/usr/bin/env python3
"""Writes a made-up table of people that goes on over several pages, as PDF by tools that lay its rows out differently.

    pip install reportlab fpdf2
    python3 testdata/documents/pages.py

Seed 1407. `pages.csv` holds the same rows. ReportLab writes the heading on the first page alone; fpdf2 breaks the cells of
a row into lines around the middle of the row.
"""

import csv, datetime, os, random

from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(1407)
FIRST = "Ann Bob Carol David Erin Frank Grace Henry Iris Jack Karen Liam Maria Noah Olga Peter".split()
LAST = "Smith Johnson Garcia Miller Davis Wilson Anderson Thomas Moore Martin Jackson Harris Clark Lewis".split()
HEAD = ["id", "full_name", "ssn", "date_of_birth", "email", "state"]


def person(n):
    first, last = R.choice(FIRST), R.choice(LAST)
    return [
        str(1000 + n),
        f"{first} {last}",
        f"{R.randint(100, 664):03}-{R.randint(1, 99):02}-{R.randint(1, 9999):04}",
        f"{R.randint(1940, 2003)}-{R.randint(1, 12):02}-{R.randint(1, 28):02}",
        f"{first.lower()}.{last.lower()}{n}@example.org",
        R.choice(["CA", "TX", "NY", "FL"]),
    ]


ROWS = [person(n) for n in range(60)]


def path(name):
    return os.path.join(HERE, name)


with open(path("pages.csv"), "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([HEAD] + ROWS)

SimpleDocTemplate(path("pages-reportlab.pdf"), pagesize=A4, invariant=1).build([LongTable([HEAD] + ROWS)])

pdf = FPDF()
pdf.set_creation_date(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc))
pdf.add_page()
pdf.set_font("Helvetica", size=7)
with pdf.table(repeat_headings=0) as table:
    for cells in [HEAD] + ROWS:
        row = table.row()
        for cell in cells:
            row.cell(cell)
pdf.output(path("pages-fpdf.pdf"))
