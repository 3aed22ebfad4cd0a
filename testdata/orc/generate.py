#!/usr/bin/env python3
"""Writes ORC files with every codec, both encodings of text, and every type. `pip install pyarrow`; no random numbers."""

import datetime, decimal, os
import pyarrow as pa, pyarrow.orc as orc

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ["Ann Example", "Bob Ünal", 'Dee "Quote" O\'Neil', "名前"]


def people():
    count = range(200)
    return pa.table({
        "id": pa.array(list(count), pa.int32()),
        "name": [NAMES[n * 3 % 4] for n in count],
        "ssn": [f"219-09-{1000 + n}" for n in count],
        "note": [None if n % 7 == 0 and n else f"note {n}" for n in count],
    })


def types():
    none = [None, None]
    pairs = pa.map_(pa.string(), pa.int64())
    return pa.table({
        "truth": pa.array([True] + none), "tiny": pa.array([-3] + none, pa.int8()), "big": pa.array([-9 * 10**12] + none, pa.int64()),
        "real": pa.array([1.5] + none, pa.float32()), "double": pa.array([2.25] + none, pa.float64()),
        "day": pa.array([datetime.date(1985, 10, 26)] + none),
        "time": pa.array([datetime.datetime(2014, 12, 31, 23, 59, 58, 500000)] + none, pa.timestamp("ns")),
        "money": pa.array([decimal.Decimal("-123.45")] + none, pa.decimal128(20, 2)),
        "bytes": pa.array([b"raw"] + none, pa.binary()),
        "address": pa.array([{"city": "Fresno", "zip": "93701"}, None, {"city": "Reno", "zip": None}]),
        "tags": pa.array([["a", "b"], None, []], pa.list_(pa.string())),
        "pairs": pa.array([[("k", 1)], None, []], pairs),
    })


for codec in ["none", "zlib", "snappy", "zstd", "lz4"]:
    name = "uncompressed" if codec == "none" else codec
    # With a threshold above zero text is in dictionaries.
    orc.write_table(people(), os.path.join(HERE, f"people-{codec}.orc"), compression=name,
                    dictionary_key_size_threshold=0.9 if codec in ("zlib", "zstd") else 0.0)
orc.write_table(types(), os.path.join(HERE, "types.orc"), compression="zlib")
