#!/usr/bin/env python3
"""Writes the archives of this folder: loads ../sql_dump/postgres_copy.sql into a server and dumps it in each form.

Needs PostgreSQL 15 (`/usr/lib/postgresql/15/bin`), a user `postgres`, and Python's lz4 and zstandard. pg_dump 15 writes archive
version 1.14; what versions 16 and 17 write (1.15 and 1.16, lz4 and zstd) is made from that, as
src/bin/pg_dump/pg_backup_archiver.c describes it: other numbers in the head, and the data packed otherwise.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

import lz4.frame
import zstandard

BIN = "/usr/lib/postgresql/15/bin"
HERE = os.path.dirname(os.path.abspath(__file__))


def dump_all():
    with tempfile.TemporaryDirectory() as work:
        shutil.chown(work, "postgres")
        os.chmod(work, 0o755)
        as_owner = ["setpriv", "--reuid=postgres", "--clear-groups"]
        subprocess.run(as_owner + [f"{BIN}/initdb", "-U", "scan", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync",
                                   "-D", f"{work}/data"], check=True, cwd=work, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(as_owner + [f"{BIN}/postgres", "-D", f"{work}/data", "-k", work, "-c", "listen_addresses="],
                                  cwd=work, stderr=subprocess.DEVNULL)
        try:
            client = ["-h", work, "-U", "scan", "-d", "postgres"]
            while subprocess.run([f"{BIN}/psql", *client, "-c", "SELECT 1"], capture_output=True).returncode:
                time.sleep(0.2)
            with open(f"{HERE}/../sql_dump/postgres_copy.sql") as sql:
                subprocess.run([f"{BIN}/psql", *client, "-q"], stdin=sql, check=True, stdout=subprocess.DEVNULL)
            note = "SELECT lo_from_bytea(4711, convert_to(E'Call Ann Example, SSN 219-09-4711\\nand Bob.\\n', 'UTF8'))"
            subprocess.run([f"{BIN}/psql", *client, "-q", "-c", note], check=True, stdout=subprocess.DEVNULL)
            for name, args in [("gzip.dump", ["-Fc"]), ("plain.dump", ["-Fc", "-Z0"]), ("inserts.dump", ["-Fc", "--inserts"])]:
                subprocess.run([f"{BIN}/pg_dump", *client, *args, "-f", f"{HERE}/{name}"], check=True)
            subprocess.run([f"{BIN}/pg_dump", *client, "-Fd", "-Z0", "-f", f"{work}/dir"], check=True)
            shutil.copy(f"{work}/dir/toc.dat", f"{HERE}/toc.dat")
            for name in sorted(os.listdir(f"{work}/dir")):
                print(name, os.path.getsize(f"{work}/dir/{name}"))
        finally:
            server.terminate()
            server.wait()


class Archive:
    """Reads a custom archive of version 1.14 and writes it as another."""

    def __init__(self, data, minor, algorithm, pack):
        self.data, self.at, self.minor, self.pack = data, 0, minor, pack
        self.out = bytearray()
        self.take(5 + 1)
        assert self.data[6] == 14
        self.at += 1
        self.out.append(minor)
        self.take(4)
        self.int(copy=False)
        self.out.append(algorithm)

    def take(self, count):
        piece = self.data[self.at:self.at + count]
        self.out += piece
        self.at += count
        return piece

    def int(self, copy=True):
        sign, *digits = self.data[self.at:self.at + 5]
        self.at += 5
        value = int.from_bytes(bytes(digits), "little") * (-1 if sign else 1)
        if copy:
            self.put(value)
        return value

    def put(self, value):
        self.out += bytes([value < 0]) + abs(value).to_bytes(4, "little")

    def string(self):
        length = self.int()
        return None if length < 0 else self.take(length)

    def toc(self):
        for _ in range(7):
            self.int()
        for _ in range(3):
            self.string()
        for _ in range(self.int()):
            for _ in range(2):
                self.int()
            for _ in range(4):
                self.string()
            self.int()
            for _ in range(6):
                self.string()
            if self.minor >= 16:
                self.put(ord("r"))
            for _ in range(2):
                self.string()
            while self.string() is not None:
                pass
            self.take(9)

    def blocks(self):
        while self.at < len(self.data):
            kind = self.take(1)[0]
            self.int()
            if kind == 1:
                self.chunks()
            else:
                while self.int():
                    self.chunks()
        return bytes(self.out)

    def chunks(self):
        data = b""
        while (length := self.int(copy=False)):
            data += self.data[self.at:self.at + length]
            self.at += length
        packed = self.pack(zlib.decompress(data))
        for at in range(0, len(packed), 1000):
            chunk = packed[at:at + 1000]
            self.put(len(chunk))
            self.out += chunk
        self.put(0)


def main():
    if "--convert" not in sys.argv:
        dump_all()
    source = open(f"{HERE}/gzip.dump", "rb").read()
    for name, minor, algorithm, pack in [
        ("gzip_1_15.dump", 15, 1, zlib.compress),
        ("lz4_1_16.dump", 16, 2, lz4.frame.compress),
        ("zstd_1_16.dump", 16, 3, zstandard.ZstdCompressor().compress),
    ]:
        archive = Archive(source, minor, algorithm, pack)
        archive.toc()
        open(f"{HERE}/{name}", "wb").write(archive.blocks())


main()
