#!/usr/bin/env python3
"""Writes one made-up data set of six tables, with all values that break readers, in every format of Python's libraries.

    pip install pyarrow fastavro openpyxl xlwt odfpy pymongo pyyaml
    python3 testdata/invariance/generate.py [FOLDER [ROWS]]

Seed 20260607. `schema.sql` and `rows.sql` are the same data for the servers that the tests start. ROWS is the number of
rows in each table; what is committed has 170. Names are common ones, social security numbers have a valid structure and
are random, cards are of the prefix for tests with a random rest, mail addresses are of the domain for examples.
"""

import base64, csv, datetime, io, json, os, plistlib, random, struct, sys, zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = sys.argv[1] if len(sys.argv) > 1 else HERE
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 170
rng = random.Random(20260607)

FIRST = """James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
Jessica Thomas Sarah Charles Karen Christopher Nancy Daniel Lisa Matthew Betty Anthony Margaret Mark Sandra José Zoë""".split()
LAST = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark O'Brien Müller Nuñez""".split()
STREETS = "Maple Oak Cedar Pine Elm Washington Lake Hill Walnut Spring North Ridge Church Park Sunset Highland".split()
SUFFIXES = ["St", "Ave", "Rd", "Blvd", "Ln", "Dr"]
CITIES = [("Springfield", "IL", 627), ("Austin", "TX", 787), ("Fresno", "CA", 937), ("Albany", "NY", 122),
          ("Dayton", "OH", 454), ("Tampa", "FL", 336), ("Boise", "ID", 837), ("Reno", "NV", 895)]
SOUNDEX = {c: d for d, group in enumerate(["BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"], 1) for c in group}
# What breaks readers: line ends, quotes, backslashes, separators, other scripts, JSON and markup in text, long values.
NASTY = ["plain words", "line one\nline two", "windows\r\nline", 'says "hello", twice', "it's late; isn't it", "back\\slash \\n \\N",
         "tab\there", "a,b;c|d", "Grüße aus Köln", "名前と住所", "emoji 😀 end", '{"note": "in \\"text\\"", "n": [1, 2, null]}',
         "<b>bold</b> &amp; more", "", " leading and trailing ", "\\.", "NULL and void", "-- no comment", "/* nor this */", "'); DROP TABLE t; --",
         "percent %41 and %s", "ends in backslash\\", "x" * 5000, "word " * 100, "$$dollar$$", "`tick` [bracket]", "=SUM(A1)", "#hash: yaml"]


def digits(count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def with_luhn(body):
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def ssn():
    return f"{rng.choice([n for n in range(100, 773) if n != 666]):03}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}"


def day(first, last):
    return first + datetime.timedelta(days=rng.randint(0, (last - first).days))


def moment():
    return datetime.datetime(2015, 1, 1) + datetime.timedelta(seconds=rng.randint(0, 300_000_000))


def maybe(value, share=20):
    return None if rng.randint(1, share) == 1 else value


def phone():
    area = rng.choice([205, 212, 305, 312, 404, 415, 512, 602, 617, 702, 713, 818])
    return f"({area}) {rng.randint(200, 999)}-{digits(4)}"


# Column: name, type. `text` is any length, `binary` is bytes.
SCHEMA = {
    "customers": [("id", "int"), ("first_name", "varchar"), ("last_name", "varchar"), ("birth_date", "date"), ("ssn", "varchar"),
                  ("email", "varchar"), ("street", "varchar"), ("city", "varchar"), ("state", "varchar"), ("zip", "varchar"),
                  ("created_at", "timestamp")],
    "devices": [("id", "int"), ("customer_id", "int"), ("imei", "varchar"), ("iccid", "varchar"), ("model", "varchar"),
                ("weight", "double"), ("is_active", "bool")],
    "payments": [("id", "int"), ("customer_id", "int"), ("card_number", "varchar"), ("amount", "decimal"), ("paid_at", "timestamp")],
    "orders": [("id", "int"), ("order_no", "bigint"), ("sku", "varchar"), ("epoch_ms", "bigint"), ("latitude", "double"),
               ("price", "decimal"), ("placed_on", "date")],
    "messages": [("id", "int"), ("sender", "varchar"), ("body", "text"), ("attributes", "text"), ("payload", "binary")],
    "contacts": [("id", "int"), ("full_name", "varchar"), ("mobile", "varchar"), ("note", "text")],
}


def rows():
    data = {name: [] for name in SCHEMA}
    for n in range(1, ROWS + 1):
        first, last = rng.choice(FIRST), rng.choice(LAST)
        city, state, zip3 = rng.choice(CITIES)
        street = f"{rng.randint(10, 9899)} {rng.choice(STREETS)} {rng.choice(SUFFIXES)}"
        mail = f"{first}.{last}{n}@example.com".lower().replace("'", "").encode("ascii", "ignore").decode()
        born = day(datetime.date(1940, 1, 1), datetime.date(2004, 12, 31))
        data["customers"].append([n, first, last, maybe(born), maybe(ssn()), maybe(mail), street, city, state,
                                  f"{zip3}{digits(2)}", moment()])
        data["devices"].append([n, rng.randint(1, ROWS), with_luhn("35" + digits(12)), maybe(with_luhn("8901260" + digits(12))),
                                rng.choice(["SM-G991U", "A2633", "XT2125-4"]), rng.randint(1, 4000) / 8, rng.random() < 0.5])
        data["payments"].append([n, rng.randint(1, ROWS), maybe(with_luhn("4" + digits(14))),
                                 round(rng.randint(100, 99999) / 100, 2), maybe(moment())])
        data["orders"].append([n, 7_000_000_000 + rng.randint(0, 2_999_999_999),
                               f"{rng.choice(['AB', 'QX', 'ZR'])}-{digits(4)}-{digits(3)}", 1_690_000_000_000 + n * 9_731,
                               24 + rng.randint(1, 24 * 2**20) / 2**20, round(rng.randint(100, 200000) / 100, 2),
                               day(datetime.date(2019, 1, 1), datetime.date(2024, 12, 31))])
        text = NASTY[n % len(NASTY)]
        body = text if n % 3 else f"{text}\nSSN: {ssn()}, call {phone()}"
        attributes = json.dumps({"note": text[:40], "ok": n % 2 == 0}, ensure_ascii=False)
        payload = bytes([0, 255, 254, n % 256, 39, 34, 92, 10]) + bytes(rng.randint(0, 255) for _ in range(n % 40))
        data["messages"].append([n, maybe(mail), maybe(body), maybe(attributes), maybe(payload)])
        data["contacts"].append([n, f"{first} {last}", phone(), maybe(text)])
    return data


DATA = rows()


# What is committed: one form of each kind. The others are written where a folder is given.
COMMITTED = """csv csv-semicolon csv-utf16 ndjson json yaml plist-binary xml parquet-snappy parquet-v2 feather-zstd arrows avro-deflate
orc-zlib orc-uncompressed xlsx xls ods bson mongodump bacpac ldif""".split()


def is_wanted(form):
    return FOLDER != HERE or form in COMMITTED


def write(name, data):
    if "/" in name and not is_wanted(name.split("/")[0]):
        return
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def path(name):
    return os.path.join(FOLDER, name)


def text(value):
    """A value as formats of text write it; None where there is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return None if value is None else str(value)


def named(table, convert=lambda value: value, with_nulls=True):
    names = [name for name, _ in SCHEMA[table]]
    for row in DATA[table]:
        yield {name: convert(cell) for name, cell in zip(names, row) if with_nulls or cell is not None}


def of_json(value):
    return value if isinstance(value, (int, float)) or value is None else text(value)


def sql():
    types = {"int": "integer", "bigint": "bigint", "varchar": "varchar(200)", "text": "text", "date": "date", "timestamp": "timestamp NULL",
             "double": "double precision", "decimal": "numeric(12,2)", "bool": "boolean", "binary": "@BINARY@"}
    schema = ""
    for table, columns in SCHEMA.items():
        inner = ", ".join(f"{name} {types[kind]}" + (" PRIMARY KEY" if name == "id" else "") for name, kind in columns)
        schema += f"CREATE TABLE {table} ({inner});\n"
    # In the standard's form, where a backslash is a character like any other. The test writes bytes as each server wants them.
    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, bytes):
            return f"@X{value.hex()}@"
        if isinstance(value, (bool, int, float)):
            return text(value)
        return "'" + text(value).replace("'", "''") + "'"
    out = []
    for table, all_rows in DATA.items():
        for start in range(0, len(all_rows), 500):
            chunk = ",\n".join("(" + ",".join(map(literal, row)) + ")" for row in all_rows[start:start + 500])
            out.append(f"INSERT INTO {table} VALUES {chunk};\n")
    write("schema.sql", schema)
    write("rows.sql", "".join(out))


def text_formats():
    import yaml
    for table, columns in SCHEMA.items():
        names = [name for name, _ in columns]
        cells = [["" if cell is None else text(cell) for cell in row] for row in DATA[table]]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(cells)
        write(f"csv/{table}.csv", out.getvalue())
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(cells)
        write(f"csv-semicolon/{table}.csv", "\ufeff" + out.getvalue())
        write(f"csv-utf16/{table}.csv", out.getvalue().replace(";", ";").encode("utf-16"))
        lines = [json.dumps(row, ensure_ascii=False) for row in named(table, of_json)]
        write(f"ndjson/{table}.ndjson", "\n".join(lines) + "\n")
    write("json/crm.json", json.dumps({table: list(named(table, of_json)) for table in SCHEMA}, indent=1))
    write("json-compact/crm.json", json.dumps({table: list(named(table, of_json, False)) for table in SCHEMA}, separators=(",", ":")))
    write("yaml/crm.yaml", yaml.safe_dump({table: list(named(table, of_json)) for table in SCHEMA}, allow_unicode=True, sort_keys=False))
    whole = {table: list(named(table, lambda v: v if isinstance(v, (int, float, bytes)) else text(v), False)) for table in SCHEMA}
    write("plist/crm.plist", plistlib.dumps(whole, sort_keys=False))
    write("plist-binary/crm.plist", plistlib.dumps(whole, fmt=plistlib.FMT_BINARY, sort_keys=False))
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<crm>\n']
    for table in SCHEMA:
        out.append(f" <{table}>\n")
        for row in named(table, text, False):
            cell = lambda value: escape(value, {"\r": "&#13;"})
            out.append("  <row>" + "".join(f"<{name}>{cell(value)}</{name}>" for name, value in row.items()) + "</row>\n")
        out.append(f" </{table}>\n")
    write("xml/crm.xml", "".join(out) + "</crm>\n")


def columnar():
    import pyarrow as pa, pyarrow.parquet as pq, pyarrow.feather as feather, pyarrow.orc as orc
    types = {"int": pa.int32(), "bigint": pa.int64(), "varchar": pa.string(), "text": pa.string(), "date": pa.date32(),
             "timestamp": pa.timestamp("us"), "double": pa.float64(), "decimal": pa.decimal128(12, 2), "bool": pa.bool_(), "binary": pa.binary()}
    import decimal
    for table, columns in SCHEMA.items():
        arrays = []
        for at, (_, kind) in enumerate(columns):
            cells = [row[at] for row in DATA[table]]
            if kind == "decimal":
                cells = [None if cell is None else decimal.Decimal(f"{cell:.2f}") for cell in cells]
            arrays.append(pa.array(cells, types[kind]))
        whole = pa.table(arrays, names=[name for name, _ in columns])
        for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
            if folder(f"parquet-{codec}"):
                pq.write_table(whole, path(f"parquet-{codec}/{table}.parquet"), compression=codec, row_group_size=max(64, ROWS // 3))
        folder("parquet-v2")
        pq.write_table(whole, path(f"parquet-v2/{table}.parquet"), data_page_version="2.0", use_dictionary=False, data_page_size=2000,
                       column_encoding={n: "DELTA_BYTE_ARRAY" if k in ("varchar", "text") else "PLAIN" for n, k in columns if k != "bool"})
        for codec in ["uncompressed", "lz4", "zstd"]:
            if folder(f"feather-{codec}"):
                feather.write_feather(whole, path(f"feather-{codec}/{table}.feather"), compression=codec)
        folder("arrows")
        with pa.ipc.new_stream(path(f"arrows/{table}.arrows"), whole.schema) as stream:
            stream.write_table(whole, max_chunksize=100)
        for codec in ["uncompressed", "zlib", "snappy", "zstd", "lz4"]:
            if folder(f"orc-{codec}"):
                orc.write_table(whole, path(f"orc-{codec}/{table}.orc"), compression=codec, stripe_size=65536,
                                dictionary_key_size_threshold=0.8 if codec == "zlib" else 0.0)


def folder(name):
    """Makes the folder of a form; False where that form is not wanted."""
    if is_wanted(name):
        os.makedirs(path(name), exist_ok=True)
    return is_wanted(name)


def avro():
    import decimal, fastavro
    types = {"int": "int", "bigint": "long", "varchar": "string", "text": "string", "date": {"type": "int", "logicalType": "date"},
             "timestamp": {"type": "long", "logicalType": "timestamp-millis"}, "double": "double", "bool": "boolean", "binary": "bytes",
             "decimal": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}}
    for table, columns in SCHEMA.items():
        schema = fastavro.parse_schema({"type": "record", "name": table, "fields": [
            {"name": name, "type": ["null", types[kind]]} for name, kind in columns]})
        def convert(value):
            if isinstance(value, datetime.datetime):
                return value.replace(tzinfo=datetime.timezone.utc)
            return value
        records = list(named(table, convert))
        for record in records:
            for name, kind in columns:
                if kind == "decimal" and record[name] is not None:
                    record[name] = decimal.Decimal(f"{record[name]:.2f}")
        for codec in ["null", "deflate"]:
            if not folder(f"avro-{codec}"):
                continue
            with open(path(f"avro-{codec}/{table}.avro"), "wb") as file:
                fastavro.writer(file, schema, records, codec=codec, sync_marker=b"0123456789abcdef")


def sheets():
    import openpyxl, xlwt
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, LineBreak, S, Tab
    # What a cell of a sheet cannot hold is not there in any of them: bytes are base64, and a text is 32,767 characters at most.
    cell = lambda value: text(value) if isinstance(value, bytes) else value
    book, old, ods = openpyxl.Workbook(), xlwt.Workbook(encoding="utf-8"), OpenDocumentSpreadsheet()
    book.remove(book.active)
    styles = {datetime.date: xlwt.easyxf(num_format_str="YYYY-MM-DD"), datetime.datetime: xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM:SS")}
    for table, columns in SCHEMA.items():
        names = [name for name, _ in columns]
        sheet = book.create_sheet(table)
        sheet.append(names)
        for row in DATA[table]:
            sheet.append([None if cell(v) == "" else cell(v) for v in row])
            for place, value in zip(sheet[sheet.max_row], row):
                if isinstance(value, str) and value.startswith("="):
                    place.data_type = "s"
        if ROWS <= 60000:
            sheet = old.add_sheet(table)
            for at, row in enumerate([names] + DATA[table]):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(at, column, cell(value), styles.get(type(value), xlwt.Style.default_style))
        # A text of several lines is several paragraphs.
        grid = Table(name=table)
        for row in [names] + DATA[table]:
            line = TableRow()
            for value in row:
                value = cell(value)
                if value is None:
                    line.addElement(TableCell())
                    continue
                if isinstance(value, bool):
                    place = TableCell(valuetype="boolean", booleanvalue=text(value))
                elif isinstance(value, (int, float)):
                    place = TableCell(valuetype="float", value=repr(value))
                elif isinstance(value, datetime.datetime):
                    place = TableCell(valuetype="date", datevalue=value.strftime("%Y-%m-%dT%H:%M:%S"))
                elif isinstance(value, datetime.date):
                    place = TableCell(valuetype="date", datevalue=value.isoformat())
                else:
                    place = TableCell(valuetype="string")
                for part in text(value).split("\n"):
                    paragraph = P()
                    ods_text(paragraph, part, S, Tab)
                    place.addElement(paragraph)
                line.addElement(place)
            grid.addElement(line)
        ods.spreadsheet.addElement(grid)
    folder("xlsx"), folder("xls"), folder("ods")
    book.save(path("xlsx/crm.xlsx"))
    if ROWS <= 60000:
        old.save(path("xls/crm.xls"))
    if ROWS <= 20000:
        ods.save(path("ods/crm.ods"))


def ods_text(paragraph, part, space, tab):
    """Blanks and tabs as elements, as the format wants them."""
    run = ""
    for char in part:
        if char == "\t" or char == " " and (not run or run.endswith(" ")):
            if run:
                paragraph.addText(run)
            paragraph.addElement(tab() if char == "\t" else space(c=1))
            run = ""
        else:
            run += char
    if run:
        paragraph.addText(run)


def documents():
    import bson
    def convert(value):
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return datetime.datetime(value.year, value.month, value.day)
        return value
    archive = struct.pack("<I", 0x8199E26D) + bson.encode({"version": "0.1", "concurrent_collections": 1})
    for table in SCHEMA:
        archive += bson.encode({"db": "crm", "collection": table, "metadata": "{}", "size": 0, "type": "collection"})
    archive += b"\xff" * 4
    for table in SCHEMA:
        # What is not there is left out, as it mostly is in such stores.
        documents = [bson.encode(row) for row in named(table, convert, False)]
        write(f"bson/{table}.bson", b"".join(documents))
        archive += bson.encode({"db": "crm", "collection": table, "EOF": False, "CRC": 0}) + b"".join(documents) + b"\xff" * 4
        archive += bson.encode({"db": "crm", "collection": table, "EOF": True, "CRC": 0}) + b"\xff" * 4
    write("mongodump/crm.archive", archive)


def ldif():
    """As servers of directories export it: what is no plain text is in Base64."""
    for table, columns in SCHEMA.items():
        out = ["version: 1\n"]
        for row in named(table, text, False):
            out.append(f"\ndn: id={row['id']},ou={table},dc=example,dc=com\nobjectClass: {table}\n")
            for name, value in row.items():
                if value == "":
                    continue
                is_plain = all(" " <= char <= "~" for char in value) and value[0] not in " :<" and value[-1] != " "
                out.append(f"{name}: {value}\n" if is_plain else f"{name}:: {base64.b64encode(value.encode()).decode()}\n")
        write(f"ldif/{table}.ldif", "".join(out))


# What an export of SQL Server holds: written by the documentation of the lengths and types of bulk copies, for want of a server.
BACPAC_TYPES = {"int": "int", "bigint": "bigint", "varchar": "nvarchar(200)", "text": "nvarchar(max)", "date": "date",
                "timestamp": "datetime2", "double": "float", "decimal": "decimal(12,2)", "bool": "bit", "binary": "varbinary(max)"}


def bacpac():
    def field(kind, value, is_nullable):
        # The number that says the length has so many bytes; none where the length is always the same and there is no NULL.
        width = {"varchar": 2, "text": 8, "binary": 8}.get(kind, 1)
        if value is None:
            return b"\xff" * width
        if kind in ("varchar", "text"):
            raw = value.encode("utf-16-le")
        elif kind == "binary":
            raw = value
        elif kind == "date":
            raw = (value.toordinal() - 1).to_bytes(3, "little")
        elif kind == "timestamp":
            within = (value - datetime.datetime.combine(value.date(), datetime.time())) // datetime.timedelta(microseconds=1) * 10
            raw = within.to_bytes(5, "little") + (value.toordinal() - 1).to_bytes(3, "little")
        elif kind == "decimal":
            raw = bytes([12, 2, value >= 0]) + round(abs(value) * 100).to_bytes(16, "little")
        else:
            raw = {"int": "<i", "bigint": "<q", "double": "<d", "bool": "<B"}[kind]
            raw = struct.pack(raw, value)
        is_bare = not is_nullable and kind in ("int", "bigint", "double", "date", "timestamp")
        return (b"" if is_bare else len(raw).to_bytes(width, "little")) + raw
    elements = []
    if not folder("bacpac"):
        return
    with zipfile.ZipFile(path("bacpac/crm.bacpac"), "w", zipfile.ZIP_DEFLATED) as archive:
        def add(name, content):
            archive.writestr(zipfile.ZipInfo(name, (2026, 6, 7, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        for table, columns in SCHEMA.items():
            nullable = [any(row[at] is None for row in DATA[table]) for at in range(len(columns))]
            entries = []
            for (name, kind), is_nullable in zip(columns, nullable):
                base, _, rest = BACPAC_TYPES[kind].partition("(")
                facets = rest.rstrip(")").split(",") if rest else []
                names = ["IsMax"] if facets == ["max"] else ["Precision", "Scale"] if len(facets) == 2 else ["Length"]
                values = ["True"] if facets == ["max"] else facets
                inner = "".join(f'<Property Name="{n}" Value="{v}" />' for n, v in zip(names, values))
                entries.append(
                    f'<Entry><Element Type="SqlSimpleColumn" Name="[dbo].[{table}].[{name}]">'
                    + ("" if is_nullable else '<Property Name="IsNullable" Value="False" />')
                    + '<Relationship Name="TypeSpecifier"><Entry><Element Type="SqlTypeSpecifier">' + inner
                    + f'<Relationship Name="Type"><Entry><References ExternalSource="BuiltIns" Name="[{base}]" /></Entry>'
                    + "</Relationship></Element></Entry></Relationship></Element></Entry>\n")
            elements.append(
                f'<Element Type="SqlTable" Name="[dbo].[{table}]"><Property Name="IsAnsiNullsOn" Value="True" />'
                '<Relationship Name="Columns">\n' + "".join(entries) + '</Relationship><Relationship Name="Schema"><Entry>'
                '<References ExternalSource="BuiltIns" Name="[dbo]" /></Entry></Relationship></Element>\n')
            content = b"".join(field(kind, cell, null) for row in DATA[table] for (_, kind), cell, null in zip(columns, row, nullable))
            add(f"Data/dbo.{table}/TableData-000-00000.BCP", content)
        add("model.xml", '<?xml version="1.0" encoding="utf-8"?>\n<DataSchemaModel FileFormatVersion="1.2" SchemaVersion="2.9" '
            'xmlns="http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02"><Model>\n' + "".join(elements)
            + "</Model></DataSchemaModel>\n")
        add("[Content_Types].xml", '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
            '2006/content-types"><Default Extension="xml" ContentType="text/xml" /></Types>')


if __name__ == "__main__":
    sql()
    text_formats()
    columnar()
    avro()
    sheets()
    documents()
    bacpac()
    ldif()
