#!/usr/bin/env python3
"""Writes the files of this folder with PyMongo's `bson` (`pip install pymongo`): the same records as BSON, as an archive laid out
as mongo-tools' `common/archive` describes it, and as extended JSON, canonical and relaxed. The values are made up."""
import datetime
import struct
import uuid

import bson
from bson import json_util
from bson.decimal128 import Decimal128

UTC = datetime.timezone.utc


def people(count):
    for i in range(count):
        yield {
            "_id": bson.ObjectId(f"{0x5f0000000000000000000000 + i:024x}"),
            "name": ["Ann Example", "Bob Ünal", "Dee \"Quote\" O'Neil", "名前"][i % 4],
            "ssn": f"{219 + i}-{10 + i}-{1000 + i * 7}",
            "born": datetime.datetime(1950 + i, 1 + i % 12, 1 + i % 28, tzinfo=UTC),
            "seen": datetime.datetime(2021, 8, 17, 14, i, 5, 120000, tzinfo=UTC),
            "visits": i,
            "account": bson.Int64(7_000_000_000 + i),
            "balance": Decimal128(f"{i}.25"),
            "active": i % 2 == 0,
            "score": i / 4,
            "address": {"city": "Springfield", "zip": f"{62700 + i}"},
            "phones": [f"212-555-01{i:02d}", f"212-555-02{i:02d}"],
            "note": None,
            "ref": bson.Binary(uuid.UUID(int=i).bytes, 4),
        }


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def archive(collections):
    out = struct.pack("<I", 0x8199E26D)
    out += bson.encode({"concurrent_collections": 4, "version": "0.1", "server_version": "6.0.5", "tool_version": "100.7.0"})
    for database, name, _ in collections:
        out += bson.encode({"db": database, "collection": name, "metadata": "{\"indexes\":[]}", "size": 0, "type": "collection"})
    out += b"\xff" * 4
    # Blocks of several collections alternate.
    for start in range(0, 12, 5):
        for database, name, documents in collections:
            block = documents[start:start + 5]
            if block:
                out += bson.encode({"db": database, "collection": name, "EOF": False, "CRC": bson.Int64(0)})
                out += b"".join(map(bson.encode, block)) + b"\xff" * 4
    for database, name, _ in collections:
        out += bson.encode({"db": database, "collection": name, "EOF": True, "CRC": bson.Int64(1)}) + b"\xff" * 4
    return out


def main():
    documents = list(people(12))
    write("people.bson", b"".join(map(bson.encode, documents)))
    orders = [{"_id": i, "item": f"item {i}"} for i in range(7)]
    write("crm.archive", archive([("crm", "people", documents), ("crm", "orders", orders)]))
    for name, options in [("canonical", json_util.CANONICAL_JSON_OPTIONS), ("relaxed", json_util.RELAXED_JSON_OPTIONS)]:
        lines = [json_util.dumps(document, json_options=options, ensure_ascii=False) for document in documents]
        write(f"{name}.json", ("\n".join(lines) + "\n").encode())


main()
