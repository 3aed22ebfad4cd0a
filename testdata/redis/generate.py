#!/usr/bin/env python3
"""Writes the files of this folder: fills a Redis server (7.0, `redis-server` from the distribution) and copies what it saves. Needs
Python's `redis`. `old.rdb` is put together by hand, in the encodings of versions before 7. The values are made up."""
import os
import shutil
import struct
import subprocess
import tempfile
import time

import redis

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ["Ann Example", "Bob Ünal", "Dee \"Quote\" O'Neil", "名前"]


def fill(c):
    for i in range(40):
        c.hset(f"user:{100 + i}", mapping={"name": NAMES[i % 4], "ssn": f"{219 + i}-{10 + i}-{1000 + i * 7}", "age": i})
        c.set(f"user:{100 + i}:email", f"person{i}@example.com")
        c.set(f"session:{i:016x}", '{"user": %d, "phone": "212-555-01%02d"}' % (i, i))
    for i in range(10):
        c.rpush("queue", f"job {i} for Ann Example")
        c.sadd("numbers", 219090000 + i)
        c.sadd("cities", f"Springfield {i}")
        c.zadd("scores", {f"player {i}": i * 1.5})
    for i in range(100):
        c.hset("emails", f"{100000 + i}", f"person{i}@example.com")
    c.set("long", "all work and no play " * 40)
    c.set("number", 123456789)
    c.rpush("big", "x" * 10000, "219-09-9999")
    for i in range(5):
        c.xadd("events", {"who": NAMES[i % 4], "ssn": f"{319 + i}-10-2000"})
    c.xgroup_create("events", "readers", "0")
    c.xreadgroup("readers", "one", {"events": ">"}, count=2)
    c.set("brief", "gone soon", ex=100000)


def old():
    """Encodings that newer servers read and no longer write."""
    def string(text):
        text = text if isinstance(text, bytes) else text.encode()
        return bytes([0x40 | len(text) >> 8, len(text) & 0xFF]) + text

    def ziplist(items):
        body, previous = b"", 0
        for item in items:
            entry = bytes([previous]) + (b"\xC0" + struct.pack("<h", item) if isinstance(item, int) else bytes([len(item)]) + item.encode())
            body += entry
            previous = len(entry)
        return struct.pack("<IIH", len(body) + 11, 0, len(items)) + body + b"\xFF"

    out = b"REDIS0006" + b"\xFE\x00"
    out += b"\x0D" + string("user:1") + string(ziplist(["name", "Ann Example", "age", 42]))
    out += b"\x0A" + string("list") + string(ziplist(["one", "two", 300]))
    out += b"\x0C" + string("zset") + string(ziplist(["Ann", 5]))
    out += b"\x09" + string("user:2") + string(b"\x01\x04name\x03\x00Bob\xFF")
    out += b"\x0B" + string("ints") + string(struct.pack("<IIhh", 2, 2, 7, 9))
    out += b"\x03" + string("board") + b"\x01" + string("Cid") + b"\x033.5"
    out += b"\x0E" + string("quick") + b"\x01" + string(ziplist(["three"]))
    out += b"\xFF" + b"\0" * 8
    open(f"{HERE}/old.rdb", "wb").write(out)


def main():
    with tempfile.TemporaryDirectory() as work:
        server = subprocess.Popen(["redis-server", "--dir", work, "--port", "0", "--unixsocket", f"{work}/s", "--save", "",
                                   "--appendonly", "yes"], stdout=subprocess.DEVNULL)
        try:
            c = redis.Redis(unix_socket_path=f"{work}/s")
            while True:
                try:
                    c.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.1)
            fill(c)
            c.save()
            shutil.copy(f"{work}/dump.rdb", f"{HERE}/dump.rdb")
            time.sleep(1.5)
            base = [name for name in os.listdir(f"{work}/appendonlydir") if name.endswith(".incr.aof")][0]
            shutil.copy(f"{work}/appendonlydir/{base}", f"{HERE}/commands.aof")
        finally:
            server.terminate()
            server.wait()
    old()


main()
