#!/usr/bin/env python3
"""Writes the tables of this folder with the stores' own libraries: pip install plyvel rocksdict (1.5.1, 0.3.29).

    python3 testdata/sst/generate.py

The people of testdata/documents/people.csv, one key for each of their values: `person:017:ssn`.
"""

import csv
import pathlib
import shutil
import tempfile

import plyvel
from rocksdict import BlockBasedIndexType, BlockBasedOptions, ChecksumType, DBCompressionType, Options, SstFileWriter

HERE = pathlib.Path(__file__).resolve().parent
ROWS = list(csv.DictReader(open(HERE.parent / "documents" / "people.csv", newline="")))
FIELDS = ["name", "email", "ssn", "birth_date"]
# compression, version of the format, check sums, divided index, entries between restarts of the index
ROCKSDB = [
    ("none", 5, "xxh3", False, 1),
    ("snappy", 2, "crc32c", False, 1),
    ("lz4", 5, "xxhash64", True, 1),
    ("lz4hc", 6, "xxhash", False, 4),
    ("zstd", 6, "xxh3", True, 4),
    ("bz2", 7, "crc32c", False, 1),
]


def pairs():
    values = {f"person:{int(row['id']):03d}:{field}": row[field] for row in ROWS for field in FIELDS if row[field]}
    return [(key.encode(), value.encode()) for key, value in sorted(values.items())]


def leveldb(compression):
    folder = tempfile.mkdtemp()
    store = plyvel.DB(folder, create_if_missing=True, compression=compression, block_size=1024)
    for key, value in pairs():
        store.put(key, value)
    store.close()
    # What was in the log becomes a table when it is opened again.
    plyvel.DB(folder, compression=compression, block_size=1024).close()
    (table,) = pathlib.Path(folder).glob("*.ldb")
    shutil.copy(table, HERE / f"leveldb-{compression or 'none'}.ldb")
    shutil.rmtree(folder)


def rocksdb(compression, version, checksum, is_divided, restarts):
    table = BlockBasedOptions()
    table.set_format_version(version)
    table.set_block_size(1024)
    table.set_index_block_restart_interval(restarts)
    table.set_checksum_type(getattr(ChecksumType, checksum)())
    if is_divided:
        table.set_index_type(BlockBasedIndexType.two_level_index_search())
        table.set_metadata_block_size(64)
    options = Options(raw_mode=True)
    options.set_compression_type(getattr(DBCompressionType, compression)())
    options.set_block_based_table_factory(table)
    writer = SstFileWriter(options)
    writer.open(str(HERE / f"rocksdb-{compression}-{version}.sst"))
    for key, value in pairs():
        writer[key] = value
    writer.finish()


for name in ("snappy", None):
    leveldb(name)
for form in ROCKSDB:
    rocksdb(*form)
