#!/usr/bin/env python3
"""Scores plainsight on labelled tables that someone else made.

    scripts/score_tables.py DIR [--binary target/release/plainsight] [--mistakes FILE] [--confidence 0.5]

DIR holds `corpus/` with one table a file, and `labels.ndjson` with a line a file:

    {"file": "t1.csv", "header": "good", "columns": [
       {"name": "ssn", "kind": "us_ssn", "cells": 97, "about": "dashed", "header": "good"},
       {"name": "order_no", "kind": null, "cells": 100, "about": "ten random digits"}]}

`kind` is null for an innocent column; `cells` counts the values that are no placeholder; a table without a header has
the columns `column_1`, `column_2`, ... `about` and `header` only group the mistakes;
`ok` may name kinds that are no mistake there.

Printed for each kind: precision, recall and F1 by value (an occurrence counts in its column, never more of them than
there are cells) and by column (found where at least half of the cells are); F1 by value for each sort of heading; the innocent columns that were accused,
where a tenth of the cells or three of them are occurrences; and the expected calibration error of the occurrences down
to a confidence of 0.05, in ten bins.
"""

import argparse
import collections
import json
import os
import subprocess
import tempfile

ACCUSED_SHARE, ACCUSED_CELLS = 0.1, 3
CALIBRATED_FROM = 0.05


def scan(binary, folder, confidence):
    """All occurrences, as dictionaries."""
    with tempfile.TemporaryDirectory() as temporary:
        found = os.path.join(temporary, "found.ndjson")
        command = [binary, "scan", folder, "--occurrences", found, "-o", os.path.join(temporary, "report.json")]
        done = subprocess.run(command + ["--min-confidence", str(confidence)], capture_output=True, check=False)
        if done.returncode not in (0, 3):
            raise SystemExit(done.stderr.decode(errors="replace"))
        with open(found, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def share(part, whole):
    return part / whole if whole else 1.0


def f1(hits, false_hits, misses):
    return share(2 * hits, 2 * hits + false_hits + misses)


def by_column(occurrences):
    """Counts by file, column and kind."""
    counts = collections.Counter()
    for one in occurrences:
        counts[os.path.basename(one["source"]), one["column"] or "", one["kind"]] += 1
    return counts


class Scores:
    def __init__(self, labels):
        self.labels = labels
        self.values = collections.defaultdict(lambda: [0, 0, 0])
        self.columns = collections.defaultdict(lambda: [0, 0, 0])
        self.by_header = collections.defaultdict(lambda: [0, 0, 0])
        self.mistakes = []
        self.innocent, self.accused = 0, 0
        self.kinds = {column["kind"] for table in labels for column in table["columns"] if column["kind"]}

    def count(self, found):
        of_column = collections.defaultdict(dict)
        for (file, column, kind), count in found.items():
            of_column[file, column][kind] = count
        for table in self.labels:
            for column in table["columns"]:
                self.column(table, column, of_column.pop((table["file"], column["name"]), {}))
        for (file, column), kinds in of_column.items():
            self.mistakes.append((f"{file}\t{column}\tno such column", "", str(kinds)))

    def column(self, table, column, kinds):
        wanted, cells = column["kind"], column["cells"]
        place = f"{table['file']}\t{column['name']}\t{column.get('header')}\t{table['rows']} rows"
        header = column.get("header") or table.get("header")
        if wanted:
            hits = min(kinds.get(wanted, 0), cells)
            self.values[wanted][0] += hits
            self.values[wanted][2] += cells - hits
            self.by_header[wanted, header][0] += hits
            self.by_header[wanted, header][2] += cells - hits
            is_found = 2 * hits >= cells
            self.columns[wanted][0 if is_found else 2] += 1
            if hits < 0.97 * cells:
                self.mistakes.append((f"MISS {wanted}", column.get("about", ""), f"{place}\t{hits} of {cells} {kinds}"))
        else:
            self.innocent += 1
        is_accused = False
        for kind, count in kinds.items():
            if kind == wanted or kind in column.get("ok", []):
                continue
            if kind in self.kinds:
                self.values[kind][1] += count
                self.by_header[kind, header][1] += count
            if count >= max(ACCUSED_SHARE * cells, ACCUSED_CELLS):
                is_accused = True
                self.columns[kind][1] += 1
            self.mistakes.append((f"FALSE {kind}", column.get("about", ""), f"{place}\t{count} of {cells}, is {wanted}"))
        self.accused += is_accused and not wanted


def calibration(labels, occurrences):
    """Expected calibration error by kind."""
    kind_of = {(table["file"], column["name"]): column["kind"] for table in labels for column in table["columns"]}
    bins = collections.defaultdict(lambda: collections.defaultdict(lambda: [0.0, 0, 0]))
    for one in occurrences:
        is_right = kind_of.get((os.path.basename(one["source"]), one["column"])) == one["kind"]
        slot = bins[one["kind"]][min(9, int(one["confidence"] * 10))]
        slot[0] += one["confidence"]
        slot[1] += is_right
        slot[2] += 1
    errors = {}
    for kind, of_kind in bins.items():
        total = sum(slot[2] for slot in of_kind.values())
        errors[kind] = (sum(abs(slot[0] - slot[1]) for slot in of_kind.values()) / total, total, of_kind)
    return errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder")
    parser.add_argument("--binary", default="target/release/plainsight")
    parser.add_argument("--mistakes", help="write every mistake to this file")
    parser.add_argument("--confidence", type=float, default=0.5)
    parser.add_argument("--bins", action="store_true", help="print the bins of calibration")
    args = parser.parse_args()
    with open(os.path.join(args.folder, "labels.ndjson"), encoding="utf-8") as lines:
        labels = [json.loads(line) for line in lines]
    corpus = os.path.join(args.folder, "corpus")
    scores = Scores(labels)
    scores.count(by_column(scan(args.binary, corpus, args.confidence)))
    print(f"{'kind':20} {'values':>7} {'prec':>6} {'recall':>6} {'F1':>6}   {'columns':>7} {'prec':>6} {'recall':>6} {'F1':>6}")
    for kind in sorted(scores.kinds):
        row = f"{kind:20}"
        for hits, false_hits, misses in (scores.values[kind], scores.columns[kind]):
            row += f" {hits + misses:7} {share(hits, hits + false_hits):6.3f} {share(hits, hits + misses):6.3f}"
            row += f" {f1(hits, false_hits, misses):6.3f}  "
        print(row.rstrip())
    headers = sorted({header for _, header in scores.by_header if header})
    print("F1 by heading       " + "".join(f"{header:>12}" for header in headers))
    for kind in sorted(scores.kinds):
        print(f"{kind:20}" + "".join(f"{f1(*scores.by_header[kind, header]):12.3f}" for header in headers))
    print(f"innocent columns accused: {scores.accused} of {scores.innocent}")
    for kind, (error, total, of_kind) in sorted(calibration(labels, scan(args.binary, corpus, CALIBRATED_FROM)).items()):
        if kind in scores.kinds:
            print(f"calibration error {kind:20} {error:.3f} over {total}")
            if args.bins:
                for at, (confidence, right, count) in sorted(of_kind.items()):
                    print(f"    {confidence / count:.3f} said, {right / count:.3f} true, {count}")
    if args.mistakes:
        with open(args.mistakes, "w", encoding="utf-8") as out:
            out.writelines("\t".join(mistake) + "\n" for mistake in sorted(scores.mistakes))


if __name__ == "__main__":
    main()
