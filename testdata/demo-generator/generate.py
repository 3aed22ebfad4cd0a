#!/usr/bin/env python3
"""Writes the demonstration breach of an invented carrier, "Northwind Cellular", into `testdata/demo/`,
and what is in it into `testdata/demo-expected.toml`.

Every person, number and address is made up from one seed; nothing is taken from a real data set. Name lists are common
US names (facts of the US Census 2020 name tables, public domain). The database dumps are real: the rows are loaded
into a PostgreSQL and a MariaDB server started in a temporary folder, and written out by `pg_dump` and `mariadb-dump`.
Without these programs the two dumps are left as they are.

    python3 testdata/demo-generator/generate.py          # needs no package beyond the standard library

SSNs are random numbers of a valid structure (area 001-665 or 667-899, group 01-99, serial 0001-9999). They do not
come from anywhere, and one may by chance equal a number that was issued. Card numbers begin with issuer prefixes and
satisfy Luhn. IMEIs have the prefixes of real reporting bodies (35, 86, 01) and invented type codes; phone numbers are
random exchanges in area codes that are in service.
"""

import csv
import datetime as dt
import gzip
import io
import json
import os
import pathlib
import pwd
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

SEED = 20210817
# What each column holds: the kind that must be found in it, `-` for what must not be accused of anything. A column that is
# not named here (a city, a login) may be reported or not.
TRUTH = {
    "crm/customers.pg.sql": {
        "crm.customers": "customer_id - first_name person_name last_name person_name dob date_of_birth ssn us_ssn email email phone phone "
                         "street street_address customer_since - credit_class -",
        "crm.devices": "device_id - customer_id - make - model - imei imei iccid iccid imsi imsi msisdn phone activated_at -",
        "crm.identity_documents": "id - customer_id - dl_number us_drivers_license verified - verified_on -",
        "crm.payments": "payment_id - customer_id - cardholder_name person_name card_type - card_number payment_card amount -",
        "crm.orders": "order_no - customer_id - created_at - sku - quantity - price - store_lat - store_lon -",
        "crm.audit_log": "event_id - epoch - actor - action - target_table - build - checksum -",
    },
    "billing/billing.mysql.sql": {
        "accounts": "account_no - holder person_name billing_address street_address contact_email email contact_phone phone "
                    "ssn_last4 us_ssn_last4 account_pin account_pin bank_routing us_bank_routing bank_account bank_account opened -",
        "invoices": "invoice_no - account_no - issued - due - total - tax - memo - tracking -",
        "portal_users": "user_id - account_no - password_hash password last_ip ip_address last_login - user_agent -",
    },
    "exports/prepaid_accounts.csv": {
        "": "acct_ref - subscriber_name person_name birth_date date_of_birth address street_address mobile phone email email "
            "imei imei ssn us_ssn balance - plan -",
    },
    "logs/activation.ndjson": {
        "": "ts - event - request_id - subscriber.name.first person_name subscriber.name.last person_name subscriber.msisdn phone "
            "subscriber.email email device.imei imei device.iccid iccid device.model - latency_ms - trace - retries -",
    },
    "logs/provisioning.log": {"": "host - job - op - imei imei imsi imsi msisdn phone rc - took -"},
    "archive/leads-2019.csv.gz": {"": "name person_name email email phone phone channel - score -"},
    "inventory/parts.csv": {
        "": "part_no - description - fits - unit_price - on_hand - bin - depot_lat - depot_lon - counted_on -",
    },
}
TESTDATA = pathlib.Path(__file__).resolve().parent.parent
rng = random.Random(SEED)
PEOPLE, LEADS = 400, 220

FEMALE = """Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret
Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy
Kathleen Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet
Maria Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea
Hannah Megan Cheryl Jacqueline Martha Teresa Gloria Sara Janice Ana Guadalupe Rosa Mei Priya Aaliyah Keisha""".split()
MALE = """James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark
Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald George Jason Edward Jeffrey Ryan Jacob Nicholas Gary
Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis
Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy Christian Walter Keith Austin Roger
Terry Sean Gerald Carl Harold Dylan Arthur Juan Luis Carlos Miguel Wei Raj Jamal DeShawn Omar""".split()
SURNAMES = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker
Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter
Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers
Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood
James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Powell
Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Fisher Vasquez Simmons Romero Jordan Patterson
Alexander Hamilton Graham Reynolds Griffin Wallace Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina
Aguilar Stevens Murray Ford Castro Marshall Owens Harrison Fernandez McDonald Woods Washington Kennedy Wells Vargas Henry
Chen Freeman Webb Tucker Guzman Burns Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon
Munoz Hunt Hicks Holmes Palmer Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza
Daniels Ferguson Nichols Stephens Soto Weaver Ryan Gardner Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen
Peters Santos Hart Bradley Knight Elliott Cunningham Duncan Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray
Delgado Berry Perkins Hoffman Johnston Matthews Pena Richards Contreras Willis Carpenter Lawrence Sandoval O'Brien
O'Connor Kowalski Yamamoto Okafor Haddad Petrov""".split()
# City, state, ZIP prefix (three digits), area codes, licence shape.
PLACES = [
    ("Miami", "FL", "331", "305 786"), ("Orlando", "FL", "328", "407"), ("Tampa", "FL", "336", "813"),
    ("Jacksonville", "FL", "322", "904"), ("Chicago", "IL", "606", "312 773"), ("Springfield", "IL", "627", "217"),
    ("Rockford", "IL", "611", "815"), ("Los Angeles", "CA", "900", "213 323"), ("San Diego", "CA", "921", "619"),
    ("Sacramento", "CA", "958", "916"), ("Fresno", "CA", "937", "559"), ("Houston", "TX", "770", "713 832"),
    ("Dallas", "TX", "752", "214 972"), ("Austin", "TX", "787", "512"), ("El Paso", "TX", "799", "915"),
    ("New York", "NY", "100", "212 917"), ("Brooklyn", "NY", "112", "718 347"), ("Buffalo", "NY", "142", "716"),
    ("Seattle", "WA", "981", "206"), ("Spokane", "WA", "992", "509"), ("Denver", "CO", "802", "303 720"),
    ("Atlanta", "GA", "303", "404 678"), ("Savannah", "GA", "314", "912"), ("Columbus", "OH", "432", "614"),
    ("Cleveland", "OH", "441", "216"), ("Philadelphia", "PA", "191", "215 267"), ("Pittsburgh", "PA", "152", "412"),
    ("Phoenix", "AZ", "850", "602 480"), ("Tucson", "AZ", "857", "520"), ("Charlotte", "NC", "282", "704"),
    ("Raleigh", "NC", "276", "919"), ("Detroit", "MI", "482", "313"), ("Nashville", "TN", "372", "615"),
    ("Milwaukee", "WI", "532", "414"), ("Newark", "NJ", "071", "973"), ("Boston", "MA", "021", "617"),
]
STREETS = """Main Oak Maple Cedar Elm Washington Lake Hill Walnut Spring Church Park Ridge Willow Highland Jefferson
Lincoln Chestnut Sunset Franklin River Meadow Forest Jackson Pine Hickory Madison Prospect Liberty Dogwood
Magnolia Sycamore Birch Riverside Locust Summit Monroe Juniper Harrison Poplar""".split()
SUFFIXES = "St Ave Rd Dr Ln Blvd Ct Pl Way Ter".split()
MAIL = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "icloud.com", "comcast.net", "att.net"]
MODELS = [("Apple", "iPhone 12"), ("Apple", "iPhone 11"), ("Samsung", "Galaxy S21"), ("Samsung", "Galaxy A52"),
          ("Google", "Pixel 5"), ("Motorola", "Moto G Power"), ("OnePlus", "Nord N10"), ("Xiaomi", "Redmi Note 10")]
IMEI_PREFIX = {"Apple": "35", "Samsung": "35", "Google": "35", "Motorola": "35", "OnePlus": "86", "Xiaomi": "86"}
PLMN = ["310260", "310240", "310410", "311480"]


def digits(count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def luhn(body):
    total = 0
    for place, char in enumerate(reversed(body)):
        number = int(char) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return body + str(-total % 10)


def ssn():
    area = rng.choice([a for a in range(1, 900) if a != 666])
    return f"{area:03}-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}"


def soundex(name):
    codes = {c: d for letters, d in (("BFPV", 1), ("CGJKQSXZ", 2), ("DT", 3), ("L", 4), ("MN", 5), ("R", 6)) for c in letters}
    letters = [c for c in name.upper() if c.isalpha()]
    out, last = letters[0], codes.get(letters[0])
    for char in letters[1:]:
        code = codes.get(char)
        if code and code != last:
            out += str(code)
        if char not in "HW":
            last = code
    return (out + "000")[:4]


FIRST_CODE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [0, 60, 100, 160, 200, 240, 280, 320, 400, 420, 500, 520, 540, 620, 640,
                  660, 700, 720, 780, 800, 840, 860, 880, 940, 960, 980]))
SPECIAL = {"Albert Alice": 20, "Ann Anna Anne Annie Arthur": 40, "Bernard Bette Bettie Betty": 80, "Carl Catherine": 120,
           "Charles Clara": 140, "Donald Dorothy": 180, "Edward Elizabeth": 220, "Florence Frank": 260, "George Grace": 300,
           "Harold Harriet": 340, "Harry Hazel": 360, "Helen Henry": 380, "James Jane Jayne": 440, "Jean John": 460,
           "Joan Joseph": 480, "Margaret Martin": 560, "Marvin Mary": 580, "Melvin Mildred": 600, "Patricia Paul": 680,
           "Richard Ruby": 740, "Robert Ruth": 760, "Thelma Thomas": 820, "Walter Wanda": 900, "William Wilma": 920}
NAME_CODE = {name: code for names, code in SPECIAL.items() for name in names.split()}
MIDDLE_CODE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 16, 17, 18, 18,
                   18, 18, 19, 19, 19, 19]))


def licence(person):
    """The number on a driver's licence of the person's state, in the published shape of that state."""
    state, dob = person["state"], person["dob"]
    if state in ("FL", "IL", "WI"):
        first = NAME_CODE.get(person["first"], FIRST_CODE[person["first"][0]])
        fff = first + MIDDLE_CODE.get(person["middle"], 0)
        is_il, is_woman = state == "IL", person["sex"] == "F"
        day = (dob.month - 1) * (31 if is_il else 40) + dob.day + ((600 if is_il else 500) if is_woman else 0)
        base = f"{soundex(person['last'])}{fff:03}{dob:%y}{day:03}"
        return base + {"IL": "", "FL": "0", "WI": digits(2)}[state]
    letter = rng.choice("ABCDEFGHJKLMNPRSTWY")
    shape = {"CA": letter + digits(7), "AZ": rng.choice("ABDY") + digits(8), "TX": rng.choice("01234") + digits(7),
             "NY": digits(9), "CO": f"{rng.randint(90, 99)}{digits(7)}", "GA": f"0{digits(8)}",
             "OH": rng.choice("RSTU") + rng.choice("ABCDEFGHJKLMNPRS") + digits(6), "PA": f"{rng.randint(20, 33)}{digits(6)}",
             "NC": digits(12), "TN": f"0{digits(8)}", "MA": "S" + digits(8)}
    if state == "WA":
        alphabet = "BCDFGHJKLMNPRSTWXYZ"
        return "WDL" + "".join(rng.choice(alphabet) for _ in range(4)) + digits(3) + rng.choice(alphabet) + digits(1)
    if state == "MI":
        return person["last"][0].upper() + digits(12)
    if state == "NJ":
        month = dob.month + (50 if person["sex"] == "F" else 0)
        return f"{person['last'][0].upper()}{digits(7)}{rng.randint(61, 69)}{month:02}{dob:%y}{rng.randint(1, 6)}"
    return shape[state]


def card():
    kind = rng.choices(["visa", "mc", "amex", "disc"], [55, 28, 10, 7])[0]
    prefix, length = {"visa": ("4", 16), "mc": (str(rng.randint(51, 55)), 16), "amex": (rng.choice(["34", "37"]), 15),
                      "disc": ("6011", 16)}[kind]
    return kind, luhn(prefix + digits(length - len(prefix) - 1))


def phone(codes):
    exchange = str(rng.randint(2, 9)) + digits(2)
    while exchange[1:] == "11" or exchange == "555":
        exchange = str(rng.randint(2, 9)) + digits(2)
    return rng.choice(codes.split()) + exchange + digits(4)


def surname():
    """Few names are common and many are rare, as in life."""
    return rng.choices(SURNAMES, [1 / (rank + 20) for rank in range(len(SURNAMES))])[0]


def customers(count):
    people = []
    for number in range(count):
        sex = rng.choice("FM")
        city, state, zip3, codes = rng.choice(PLACES)
        first, last = rng.choice(FEMALE if sex == "F" else MALE), surname()
        dob = dt.date(1938, 1, 1) + dt.timedelta(days=rng.randint(0, 365 * 65))
        plain = last.lower().replace("'", "")
        local = rng.choice([f"{first.lower()}.{plain}", f"{first[0].lower()}{plain}{rng.randint(1, 99)}",
                            f"{plain}{first[0].lower()}", f"{first.lower()}{dob:%y}", f"{first.lower()}_{plain}"])
        unit = rng.choice(["", "", "", "", f" Apt {rng.randint(1, 40)}{rng.choice('ABCD')}", f" Unit {rng.randint(1, 300)}"])
        make, model = rng.choice(MODELS)
        person = {
            "id": 1041 + number, "first": first, "middle": rng.choice("ABCDEFGHJKLMNPRSTVW "), "last": last, "sex": sex,
            "dob": dob, "ssn": ssn(), "email": f"{local}{rng.choice(['', '', rng.randint(1, 999)])}@{rng.choice(MAIL)}",
            "phone": phone(codes), "codes": codes, "city": city, "state": state, "zip": zip3 + f"{rng.randint(1, 99):02}",
            "street": f"{rng.randint(1, 9999)} {rng.choice(STREETS)} {rng.choice(SUFFIXES)}{unit}", "make": make,
            "model": model, "since": dt.datetime(2012, 1, 1) + dt.timedelta(minutes=rng.randint(0, 60 * 24 * 3480)),
        }
        person["licence"] = licence(person)
        person["imei"] = luhn(IMEI_PREFIX[make] + digits(12))
        person["imsi"] = (plmn := rng.choice(PLMN)) + digits(9)
        person["iccid"] = luhn("8901" + plmn[3:] + digits(12))
        person["msisdn"] = "1" + person["phone"]
        people.append(person)
    return people


def dashed(number):
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"


def stamp(start=dt.datetime(2019, 1, 1), days=950):
    return start + dt.timedelta(seconds=rng.randint(0, days * 86400))


CRM_SCHEMA = """
CREATE SCHEMA crm;
CREATE TABLE crm.customers (customer_id integer PRIMARY KEY, first_name varchar(40) NOT NULL, middle_initial char(1),
  last_name varchar(40) NOT NULL, dob date, ssn varchar(11), email varchar(120), phone varchar(20), street varchar(120),
  city varchar(60), state char(2), zip char(5), customer_since timestamp without time zone, credit_class char(1));
CREATE TABLE crm.devices (device_id bigint PRIMARY KEY, customer_id integer REFERENCES crm.customers, make varchar(20),
  model varchar(40), imei varchar(16), iccid varchar(22), imsi varchar(15), msisdn varchar(15), activated_at timestamp with time zone);
CREATE TABLE crm.identity_documents (id serial PRIMARY KEY, customer_id integer REFERENCES crm.customers,
  dl_number varchar(25), dl_state char(2), verified boolean, verified_on date);
CREATE TABLE crm.payments (payment_id integer PRIMARY KEY, customer_id integer REFERENCES crm.customers,
  cardholder_name varchar(80), card_type varchar(10), card_number varchar(19), exp varchar(5), amount numeric(8,2));
CREATE TABLE crm.orders (order_no bigint PRIMARY KEY, customer_id integer REFERENCES crm.customers,
  created_at timestamp without time zone, sku varchar(12), quantity smallint, price numeric(8,2), store_lat double precision,
  store_lon double precision);
CREATE TABLE crm.audit_log (event_id uuid PRIMARY KEY, epoch bigint, actor varchar(30), action varchar(30),
  target_table varchar(30), build varchar(12), checksum char(40));
COMMENT ON TABLE crm.customers IS 'Postpaid subscribers, loaded nightly from billing';
CREATE INDEX customers_last_name ON crm.customers (last_name);
CREATE VIEW crm.lines AS SELECT c.last_name, d.msisdn FROM crm.customers c JOIN crm.devices d USING (customer_id);
"""


def crm_rows(people):
    tables = {name: [] for name in ["customers", "devices", "identity_documents", "payments", "orders", "audit_log"]}
    for n, p in enumerate(people):
        tables["customers"].append([p["id"], p["first"], p["middle"].strip() or None, p["last"], p["dob"],
                                    p["ssn"] if rng.random() > 0.06 else None, p["email"], dashed(p["phone"]), p["street"],
                                    p["city"], p["state"], p["zip"], p["since"], rng.choice("ABCD")])
        tables["devices"].append([70010000 + n * 7, p["id"], p["make"], p["model"], p["imei"], p["iccid"], p["imsi"],
                                  p["msisdn"], f"{stamp()}+00"])
        if rng.random() < 0.9:
            tables["identity_documents"].append([n + 1, p["id"], p["licence"], p["state"], rng.random() > 0.1, stamp().date()])
        if rng.random() < 0.85:
            kind, number = card()
            exp = f"{rng.randint(1, 12):02}/{rng.randint(22, 27)}"
            name = f"{p['first']} {p['last']}".upper()
            amount = rng.choice([35, 50, 65, 70, 85, 120]) + rng.random().__round__(2)
            tables["payments"].append([550000 + n, p["id"], name, kind, number, exp, f"{amount:.2f}"])
    order = 100200300
    for _ in range(380):
        order += rng.randint(1, 90)
        tables["orders"].append([order, rng.choice(people)["id"], stamp(), f"NW-{rng.randint(1000, 9999)}-{rng.choice('ABX')}",
                                 rng.randint(1, 3), f"{rng.uniform(9, 1200):.2f}", round(rng.uniform(25.1, 48.9), 6),
                                 round(rng.uniform(-123.9, -71.2), 6)])
    for _ in range(300):
        when = stamp()
        tables["audit_log"].append([uuid.UUID(int=rng.getrandbits(128), version=4),
                                    int((when - dt.datetime(1970, 1, 1)).total_seconds()), f"svc-{rng.choice(['etl', 'crm', 'api'])}",
                                    rng.choice(["update", "export", "login", "purge"]), rng.choice(list(tables)),
                                    f"{rng.randint(2, 4)}.{rng.randint(0, 30)}.{rng.randint(0, 400)}", f"{rng.getrandbits(160):040x}"])
    return tables


BILLING_SCHEMA = """
CREATE TABLE accounts (account_no int unsigned NOT NULL PRIMARY KEY, holder varchar(80) NOT NULL, billing_address varchar(200),
  contact_email varchar(120), contact_phone varchar(20), ssn_last4 char(4), account_pin char(4), bank_routing char(9),
  bank_account varchar(17), opened date) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE invoices (invoice_no bigint NOT NULL PRIMARY KEY, account_no int unsigned NOT NULL, issued date, due date,
  total decimal(9,2), tax decimal(9,4), memo varchar(120), tracking bigint) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE portal_users (user_id int NOT NULL PRIMARY KEY, account_no int unsigned, login varchar(60), password_hash varchar(60),
  last_ip varchar(45), last_login datetime, user_agent varchar(120)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
"""


def routing():
    """A routing number: a Federal Reserve prefix and the ABA check digit (weights 3, 7, 1)."""
    body = f"{rng.randint(1, 12):02}" + digits(6)
    return body + str(-sum(int(d) * w for d, w in zip(body, [3, 7, 1] * 3)) % 10)


def billing_rows(people):
    tables = {"accounts": [], "invoices": [], "portal_users": []}
    for n, p in enumerate(people[:260]):
        account = 8200041 + n * 3
        full = f"{p['first']} {p['middle'].strip() + '. ' if p['middle'].strip() else ''}{p['last']}"
        address = f"{p['street']}, {p['city']}, {p['state']} {p['zip']}"
        bank = [routing(), digits(rng.randint(9, 12))] if rng.random() < 0.6 else [None, None]
        area, serial = p["phone"][:3], p["phone"][3:]
        tables["accounts"].append([account, full, address, p["email"], f"({area}) {serial[:3]}-{serial[3:]}", p["ssn"][-4:],
                                   digits(4), *bank, p["since"].date()])
        for _ in range(rng.choice([1, 1, 2])):
            issued = stamp().date()
            memo = rng.choice([None, "Autopay", "Late fee waived", "Customer said \"won't pay\"; escalated", "Plan change"])
            tables["invoices"].append([900000000 + len(tables["invoices"]) * 17 + 11, account, issued,
                                       issued + dt.timedelta(days=21), f"{rng.uniform(20, 320):.2f}", f"{rng.uniform(1, 22):.4f}",
                                       memo, rng.randint(10**11, 10**12)])
        if rng.random() < 0.5:
            alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            hashed = "$2y$10$" + "".join(rng.choice(alphabet) for _ in range(53))
            address = f"{rng.choice([24, 47, 68, 71, 73, 98, 108])}.{rng.randint(1, 254)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
            agent = f"NorthwindApp/{rng.randint(4, 6)}.{rng.randint(0, 9)}.{rng.randint(0, 20)} ({p['model']})"
            tables["portal_users"].append([n + 1, account, p["email"].split("@")[0], hashed, address, stamp(), agent])
    return tables


EXPECTED = []


def expect(source, what, **fields):
    EXPECTED.append((source, what, fields))


def expect_table(source, table, names, rows):
    """Notes what must be found, and must not, in the columns of a table, and how many cells have a value."""
    truth = TRUTH[source][table].split()
    for column, kind in zip(truth[::2], truth[1::2]):
        cells = sum(row[names.index(column)] not in (None, "") for row in rows)
        expect(source, "innocent" if kind == "-" else "column", table=table, column=column, **({} if kind == "-" else {"kind": kind}), cells=cells)


def write_expected():
    lines = ["# What is in `demo/`, written by `demo-generator/generate.py` with the data: in each `column` the kind must be found, an",
             "# `innocent` column must not be accused, an `occurrence` is a value in text at these bytes, and an `unreadable`",
             "# source must stand in the ledger with the reason.", "", f"seed = {SEED}", f"people = {PEOPLE}", f"leads = {LEADS}"]
    for source, what, fields in EXPECTED:
        lines += ["", f"[[{what}]]", f'source = "{source}"']
        lines += [f'{name} = {json.dumps(value)}' for name, value in fields.items()]
    (TESTDATA / "demo-expected.toml").write_text("\n".join(lines) + "\n")


def write(path, text):
    path = TESTDATA / "demo" / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def csv_text(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def packed(text):
    return gzip.compress(text.encode(), mtime=0)


def write_exports(people):
    rows = []
    for p in people[250:]:
        address = f"{p['street']}, {p['city']}, {p['state']} {p['zip']}"
        maybe = lambda value, share: value if rng.random() < share else ""
        rows.append([f"PP{digits(7)}", f"{p['last']}, {p['first']}", maybe(f"{p['dob']:%m/%d/%Y}", 0.8), maybe(address, 0.9),
                     p["phone"], maybe(p["email"], 0.7), p["imei"], maybe(p["ssn"].replace("-", ""), 0.5),
                     f"{rng.uniform(0, 80):.2f}", rng.choice(["PREPAID25", "PREPAID40", "DATA5"])])
    header = ["acct_ref", "subscriber_name", "birth_date", "address", "mobile", "email", "imei", "ssn", "balance", "plan"]
    write("exports/prepaid_accounts.csv", csv_text(header, rows))
    expect_table("exports/prepaid_accounts.csv", "", header, rows)
    leads = [[f"{p['first']} {p['last']}", p["email"], f"+1 {dashed(p['phone'])}", p["zip"], rng.choice(["web", "mall", "mail"]),
              rng.randint(1, 100)] for p in customers(LEADS)]
    header = ["name", "email", "phone", "zip", "channel", "score"]
    write("archive/leads-2019.csv.gz", packed(csv_text(header, leads)))
    expect_table("archive/leads-2019.csv.gz", "", header, leads)
    expect("archive/backup-broken.sql.gz", "unreadable", reason="corrupt_stream")


def write_logs(people):
    lines, plain = [], []
    for number in range(230):
        p, when = rng.choice(people), stamp(dt.datetime(2021, 6, 1), 60)
        lines.append(json.dumps({
            "ts": when.isoformat() + "Z", "event": rng.choice(["activate", "swap", "port_in"]), "request_id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "subscriber": {"name": {"first": p["first"], "last": p["last"]}, "msisdn": "+" + p["msisdn"], "email": p["email"]},
            "device": {"imei": p["imei"], "iccid": p["iccid"], "model": p["model"]},
            "latency_ms": round(rng.uniform(3, 900), 3), "trace": rng.getrandbits(53), "retries": rng.choice([0, 0, 0, 1])},
            separators=(",", ":")))
    names = TRUTH["logs/activation.ndjson"][""].split()[::2]
    # The cut line is no record: its cells are not counted.
    expect_table("logs/activation.ndjson", "", names, [[1] * len(names)] * (len(lines) - 1))
    lines[117] = lines[117][:131]
    write("logs/activation.ndjson", "\n".join(lines) + "\n")
    when = dt.datetime(2021, 7, 30, 2, 0, 0)
    for number in range(220):
        p = rng.choice(people)
        when += dt.timedelta(seconds=rng.randint(1, 40), milliseconds=rng.randint(0, 999))
        host, job = f"prov-{rng.randint(1, 4):02}", f"{rng.getrandbits(32):08x}"
        plain.append(f"{when:%Y-%m-%d %H:%M:%S},{when.microsecond // 1000:03} INFO host={host} job={job} op={rng.choice(['HLR_ADD', 'SIM_SWAP', 'EIR_CHECK'])} "
                     f"imei={p['imei']} imsi={p['imsi']} msisdn={p['msisdn']} rc={rng.choice([0, 0, 0, 0, 17])} took={rng.uniform(1, 80):.2f}ms")
    write("logs/provisioning.log", "\n".join(plain) + "\n")
    names = TRUTH["logs/provisioning.log"][""].split()[::2]
    expect_table("logs/provisioning.log", "", names, [[1] * len(names)] * len(plain))


def write_notes(people):
    """Prose in which values are marked `{kind:value}`; the marks are taken out, and say what must be found."""
    a, b, c, d, e = people[3], people[57], people[121], people[200], people[333]
    full = lambda p: f"{p['first']} {p['middle'].strip() + '. ' if p['middle'].strip() else ''}{p['last']}"
    address = lambda p: f"{p['street']}, {p['city']}, {p['state']} {p['zip']}"
    marked = f"""Retention desk, call notes, week of 12 July 2021

07/12 10:42 Spoke with {{person_name:{a['first']} {a['last']}}} about the price of the family plan. Customer moved and gave the new address,
{{street_address:{address(a)}}}. Will call back on {{phone:({a['phone'][:3]}) {dashed(a['phone'])[4:]}}} after 5 pm. Offered 2 months at half price.

07/12 15:10 {'Mrs.' if b['sex'] == 'F' else 'Mr.'} {b['last']} wants to cancel. Verified by social security number {{us_ssn:{b['ssn']}}} and
date of birth {{date_of_birth:{b['dob']:%B} {b['dob'].day}, {b['dob'].year}}}. Ticket 4471-22 opened, order 100204417 refunded, amount 84.50.

07/13 09:05 Caller says he is the son of {{person_name:{c['first']} {c['last']}}}; not on the account. Refused. Left e-mail
{{email:{c['email']}}} for the forms.

07/14 11:30 {{person_name:{full(d)}}} lost the phone in a cab. IMEI {{imei:{d['imei']}}} set to the deny list. New SIM sent to
{{street_address:{address(d)}}}. Contact number for now: {{phone:{dashed(e['phone'])}}} (sister, {e['first']}).

07/15 16:55 System down from 13:00 to 15:20, build 4.12.318. Nobody could look up accounts. 37 callers in the queue, 12 lost.
"""
    text, at = "", 0
    for mark in re.finditer(r"\{(\w+):([^}]*)\}", marked):
        text += marked[at:mark.start()]
        at = mark.end()
        start = len(text.encode())
        text += mark[2]
        expect("notes/retention_call.txt", "occurrence", kind=mark[1], start=start, end=len(text.encode()))
    write("notes/retention_call.txt", text + marked[at:])


def write_innocent():
    rows = [[f"{rng.randint(100, 999)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}{rng.choice('ABCDEF')}", rng.choice(["SIM tray", "Battery", "Display", "Charger",
             "Case", "Back glass", "Speaker"]), rng.choice([m for _, m in MODELS]), f"{rng.uniform(0.4, 180):.2f}", rng.randint(0, 9000),
             f"{rng.choice('ABCDEFGH')}{rng.randint(1, 40):02}-{rng.randint(1, 9)}", round(rng.uniform(25.1, 48.9), 5),
             round(rng.uniform(-123.9, -71.2), 5), f"{stamp().date()}"] for _ in range(260)]
    header = ["part_no", "description", "fits", "unit_price", "on_hand", "bin", "depot_lat", "depot_lon", "counted_on"]
    write("inventory/parts.csv", csv_text(header, rows))
    expect_table("inventory/parts.csv", "", header, rows)
    write("README.txt", """Northwind Cellular, nightly copy

crm        PostgreSQL dump of the customer database
billing    MariaDB dump of the billing database
exports    what marketing asked for
logs       activation and provisioning
archive    old things, nobody knows
inventory  spare parts per depot

Restore with psql and mariadb. Questions to the data team, extension 4410.
""")


def column_names(schema, table):
    body = re.search(rf"CREATE TABLE {re.escape(table)} \((.*?)\)(?: ENGINE|;\n)", schema, re.DOTALL)[1]
    return [part.split()[0] for part in re.split(r",\s+", body)]


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def inserts(tables, prefix=""):
    return "\n".join(f"INSERT INTO {prefix}{name} VALUES ({', '.join(map(literal, row))});" for name, rows in tables.items() for row in rows)


def unprivileged():
    """Database servers refuse to run as root: a user for them, where that is who we are."""
    if os.geteuid() != 0:
        return {}, os.geteuid()
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}, nobody.pw_uid


def find(name):
    places = os.environ["PATH"] + os.pathsep + os.pathsep.join(map(str, sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))))
    return shutil.which(name, path=places)


def dump_crm(tables):
    programs = {name: find(name) for name in ["initdb", "pg_ctl", "psql", "pg_dump"]}
    if not all(programs.values()):
        return print("no PostgreSQL here: crm/customers.pg.sql is left as it is", file=sys.stderr)
    as_user, uid = unprivileged()
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, uid, -1)
        run = lambda *command, **kw: subprocess.run(command, check=True, cwd=folder, env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                                                    stderr=subprocess.PIPE, stdout=subprocess.PIPE, **as_user, **kw).stdout
        data = f"{folder}/data"
        run(programs["initdb"], "-D", data, "-U", "northwind", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run(programs["pg_ctl"], "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            to = ["-h", folder, "-U", "northwind"]
            sql = f"SET timezone='UTC';\n{CRM_SCHEMA}\n{inserts(tables, 'crm.')}\nSELECT setval('crm.identity_documents_id_seq', 400);"
            run(programs["psql"], *to, "-q", "-v", "ON_ERROR_STOP=1", "postgres", input=sql.encode())
            run(programs["psql"], *to, "-q", "-c", "ALTER DATABASE postgres SET timezone='UTC'", "postgres")
            dump = run(programs["pg_dump"], *to, "--schema=crm", "--restrict-key=northwind", "postgres")
        finally:
            run(programs["pg_ctl"], "-D", data, "-m", "immediate", "stop")
    write("crm/customers.pg.sql", dump)


def dump_billing(tables):
    programs = {name: find(name) for name in ["mariadb-install-db", "mariadbd", "mariadb", "mariadb-dump"]}
    if not all(programs.values()):
        return print("no MariaDB here: billing/billing.mysql.sql is left as it is", file=sys.stderr)
    as_user, uid = unprivileged()
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, uid, -1)
        run = lambda *command, **kw: subprocess.run(command, check=True, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, **as_user, **kw).stdout
        data, socket = f"{folder}/data", f"{folder}/socket"
        run(programs["mariadb-install-db"], "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db")
        server = subprocess.Popen([programs["mariadbd"], "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking",
                                   f"--pid-file={folder}/pid"], cwd=folder, stderr=subprocess.DEVNULL, **as_user)
        try:
            to = ["--no-defaults", f"--socket={socket}", "-u", "root"]
            for _ in range(120):
                if os.path.exists(socket):
                    break
                time.sleep(0.5)
            run(programs["mariadb"], *to, "-e", "CREATE DATABASE billing")
            run(programs["mariadb"], *to, "billing", input=f"SET sql_mode=NO_BACKSLASH_ESCAPES;{BILLING_SCHEMA}\n{inserts(tables)}".encode())
            dump = run(programs["mariadb-dump"], *to, "--skip-dump-date", "billing")
        finally:
            server.terminate()
            server.wait()
    write("billing/billing.mysql.sql", dump)
    write("archive/backup-broken.sql.gz", packed(dump.decode())[:6000])


def main():
    people = customers(PEOPLE)
    crm, billing = crm_rows(people), billing_rows(people)
    for source, schema, tables, prefix in [("crm/customers.pg.sql", CRM_SCHEMA, crm, "crm."), ("billing/billing.mysql.sql", BILLING_SCHEMA, billing, "")]:
        for table, rows in tables.items():
            expect_table(source, prefix + table, column_names(schema, prefix + table), rows)
    write_exports(people)
    write_logs(people)
    write_notes(people)
    write_innocent()
    dump_crm(crm)
    dump_billing(billing)
    write_expected()


if __name__ == "__main__":
    main()
