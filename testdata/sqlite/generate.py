#!/usr/bin/env python3
"""Writes the SQLite files of this folder with Python's sqlite3. Run it here: `python3 generate.py`.

The values are made up; the numbers follow from the row, so there is no seed.
"""
import os
import shutil
import sqlite3

NAMES = ["Ann Example", "Bob Ünal", "Chloé Muster", "Dee O'Neil", "Eve \"Quote\"", "Łukasz Nowak", "名前 太郎", ""]


def ssn(i):
    return f"{219 + i % 300}-{10 + i % 89:02d}-{1000 + i * 7 % 9000}"


def connect(path, *pragmas):
    for ending in ["", "-wal", "-shm", "-journal"]:
        if os.path.exists(path + ending):
            os.remove(path + ending)
    connection = sqlite3.connect(path, isolation_level=None)
    # Debian's library overwrites what is deleted unless told otherwise.
    for pragma in ["page_size=1024", "secure_delete=off", *pragmas]:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fill(c, rows):
    c.execute("CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT NOT NULL, ssn VARCHAR(11), \n"
              "  born INT, score REAL, twice AS (born * 2) VIRTUAL, note TEXT, photo BLOB)")
    c.execute("CREATE INDEX people_ssn ON people(ssn)")
    c.execute("CREATE VIEW names AS SELECT name FROM people")
    c.execute("CREATE TABLE settings(v TEXT, flag INTEGER, k TEXT, PRIMARY KEY (k)) WITHOUT ROWID")
    c.execute("BEGIN")
    for i in range(1, rows + 1):
        note = None if i % 3 == 0 else "long " * 500 + f"end {i}" if i % 20 == 0 else f"note {i}"
        photo = bytes([0, 255, i]) if i % 10 == 0 else None
        c.execute("INSERT INTO people(id, name, ssn, born, score, note, photo) VALUES(?,?,?,?,?,?,?)",
                  (i, NAMES[i % 8], ssn(i), 1950 + i % 50, i / 4, note, photo))
        if i % 4 == 0:
            c.execute("INSERT INTO settings VALUES(?,?,?)", (f"value {i}", i % 2, f"key{i:03d}"))
    c.execute("COMMIT")


def main():
    c = connect("people.db")
    fill(c, 60)
    c.close()

    c = connect("deleted.db")
    fill(c, 60)
    c.execute("DELETE FROM people WHERE id IN (5, 17, 18, 41)")
    c.execute("CREATE TABLE former(who TEXT, ssn TEXT, n INT)")
    for i in range(40):
        c.execute("INSERT INTO former VALUES(?,?,?)", (f"former customer {i}", ssn(i + 100), i))
    c.execute("DROP TABLE former")
    c.close()

    for order in ["le", "be"]:
        c = connect(f"utf16{order}.db", f"encoding='UTF-16{order}'")
        fill(c, 20)
        c.close()

    c = connect("log.db", "journal_mode=wal", "wal_autocheckpoint=0")
    fill(c, 20)
    c.execute("UPDATE people SET ssn = '219-09-9999' WHERE id = 7")
    c.execute("DELETE FROM people WHERE id = 8")
    shutil.copy("log.db-wal", "log.wal")
    c.close()
    os.remove("log.db")

    c = connect("journal.db", "cache_size=5")
    fill(c, 20)
    c.execute("BEGIN")
    c.execute("UPDATE people SET ssn = '219-09-9999', note = note || note")
    shutil.copy("journal.db-journal", "before.journal")
    c.execute("ROLLBACK")
    c.close()
    os.remove("journal.db")


main()
