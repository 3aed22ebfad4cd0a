#!/usr/bin/env python3
"""Writes one made-up table of people in every format of documents and columnar files, with the formats' common tools.

    pip install pyarrow fastavro openpyxl xlwt odfpy python-docx python-pptx reportlab pyyaml pillow nbformat python-snappy \
        zstandard lz4 dbf ldif3 msgforge msgpack cbor2 polars
    python3 testdata/documents/generate.py

Seed 20240229. Names are common ones, social security numbers have a valid structure and are random, telephone numbers
are of the range for fiction, mail addresses of the domain for examples.
"""

import csv, datetime, html, io, json, mailbox, os, plistlib, random, sys
from email.header import Header
from email.message import EmailMessage
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = 60
rng = random.Random(20240229)
FIRST = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph".split()
LAST = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson".split()
NOTES = ['says "hello"', "a, b; c", "back\\slash", "Grüße aus Köln", "<tag> & more", "it's late", "line one\nline two"]
COLUMNS = ["id", "name", "email", "ssn", "phone", "birth_date", "account", "note"]


def ssn():
    return f"{rng.choice([n for n in range(100, 773) if n != 666]):03}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}"


def person(n):
    first, last = rng.choice(FIRST), rng.choice(LAST)
    born = datetime.date(1940, 1, 1) + datetime.timedelta(days=rng.randint(0, 22000))
    return [n, f"{first} {last}", f"{first}.{last}{n}@example.com".lower(), ssn(),
            f"{rng.randint(201, 989)}-555-01{rng.randint(0, 99):02}", born, 4000000000000000 + n * 7919,
            NOTES[n] if n < len(NOTES) else None]


PEOPLE = [person(n) for n in range(ROWS)]
TEXT = [["" if cell is None else str(cell) for cell in row] for row in PEOPLE]


def path(name):
    return os.path.join(HERE, name)


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def as_csv():
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(TEXT)
    return out.getvalue()


def text_formats():
    write("people.csv", as_csv())
    rows = "".join(
        "  <person>\n" + "".join(f"    <{name}>{escape(cell)}</{name}>\n" for name, cell in zip(COLUMNS, row))
        + "  </person>\n" for row in TEXT)
    write("people.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<people>\n{rows}</people>\n')
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>\n" for row in TEXT)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    write("people.html", f"<!DOCTYPE html>\n<html><head><title>People</title></head><body>\n"
          f"<h1>Our people</h1><p>As of today.</p>\n<table>\n<tr>{head}</tr>\n{rows}</table></body></html>\n")
    import yaml
    write("people.yaml", yaml.safe_dump({"people": [dict(zip(COLUMNS, row)) for row in PEOPLE]}, allow_unicode=True,
                                        sort_keys=False))
    whole = {"people": [{k: str(v) for k, v in zip(COLUMNS, row) if v is not None} for row in PEOPLE[:12]],
             "made": datetime.datetime(2024, 2, 29, 12, 0, 0), "count": 12, "share": 0.5, "is_complete": False}
    write("people.plist", plistlib.dumps(whole, sort_keys=False))
    write("people-binary.plist", plistlib.dumps(whole, fmt=plistlib.FMT_BINARY, sort_keys=False))
    line = lambda cells: "| " + " | ".join(c.replace("\n", " ").replace("|", "\\|") for c in cells) + " |\n"
    write("people.md", "# People\n\nThe list of **all** people, SSN 536-22-8713 excluded.\n\n" + line(COLUMNS)
          + "|" + "---|" * len(COLUMNS) + "\n" + "".join(line(row) for row in TEXT) + "\nThat is all.\n")
    import nbformat.v4 as nb
    book = nb.new_notebook(cells=[
        nb.new_markdown_cell("# Cleaning\n\nAsk Mary Johnson, mary.johnson@example.com."),
        nb.new_code_cell("import pandas as pd\nssn = '536-22-8713'\n", outputs=[
            nb.new_output("stream", text="loaded james.smith@example.com\n"),
            nb.new_output("execute_result", data={"text/html": "<table><tr><th>name</th><th>ssn</th></tr>"
                          "<tr><td>James Smith</td><td>536-22-8714</td></tr></table>", "text/plain": "..."})])])
    for n, cell in enumerate(book.cells):
        cell["id"] = f"cell{n}"
    write("notebook.ipynb", json.dumps(book, indent=1))
    rtf = "".join(f"\\par {c[1]}\\tab SSN {c[3][:6]}{{\\b {c[3][6:]}}} M\\'fcller \\u8364?\n" for c in TEXT[:10])
    write("letter.rtf", "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\generator none;}{\\info{\\author "
          "Mary Johnson}}\n\\f0\\fs24 Dear all,\n" + rtf + "}")


def mail_formats():
    import zipfile
    message = EmailMessage()
    message["From"] = "James Smith <james.smith@example.com>"
    message["To"] = "Mary Johnson <mary.johnson@example.com>"
    message["Subject"] = "Ihre Unterlagen für Jürgen Müller"
    message["Date"] = "Thu, 29 Feb 2024 12:00:00 +0000"
    message["Message-ID"] = "<1@example.com>"
    message.set_content("Hello Mary,\n\nthe SSN is 536-22-8713. Grüße\n", cte="quoted-printable")
    message.add_alternative("<html><body><p>the SSN is <b>536</b>-22-8713</p></body></html>", subtype="html", cte="base64")
    message.add_attachment(as_csv().encode(), maintype="text", subtype="csv", filename="people.csv")
    with open(path("people.xlsx"), "rb") as file:
        message.add_attachment(file.read(), maintype="application", subtype="vnd.openxmlformats", filename="people.xlsx")
    inner = EmailMessage()
    inner["From"] = "linda.davis@example.com"
    inner["To"] = "james.smith@example.com"
    inner["Subject"] = "forwarded"
    inner.set_content("my phone is 212-555-0142\n")
    message.add_attachment(inner)
    message.set_boundary("=-outer")
    text = message.as_bytes()
    write("letter.eml", text)
    box = b""
    for n, row in enumerate(TEXT[:20]):
        one = EmailMessage()
        one["From"], one["To"] = f"{row[1]} <{row[2]}>", "hr@example.com"
        one["Subject"] = Header(f"Grüße {n}", "utf-8").encode()
        one.set_content(f"My SSN is {row[3]}.\n\nFrom here on nothing.\n", cte="8bit")
        box += b"From sender@example.com Thu Feb 29 12:00:00 2024\n" + one.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
    write("people.mbox", box)


def office_formats():
    import openpyxl, xlwt
    from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, Span
    import docx, pptx
    book = openpyxl.Workbook()
    book.properties.creator = "Mary Johnson"
    sheet = book.active
    sheet.title = "people"
    sheet.append(["People of the company"])
    sheet.append(COLUMNS)
    for row in PEOPLE:
        sheet.append(row)
    for cell in sheet["F"]:
        cell.number_format = "yyyy-mm-dd"
    sheet["A65"].value = None
    other = book.create_sheet("totals")
    other.append(["count", ROWS])
    book.save(path("people.xlsx"))
    old = xlwt.Workbook()
    sheet = old.add_sheet("people")
    style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for at, row in enumerate([COLUMNS] + PEOPLE):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, column, cell, *([style] if isinstance(cell, datetime.date) else []))
    old.save(path("people.xls"))
    ods = OpenDocumentSpreadsheet()
    table = Table(name="people")
    for row in [COLUMNS] + PEOPLE:
        line = TableRow()
        for cell in row:
            if cell is None:
                line.addElement(TableCell())
            elif isinstance(cell, int):
                made = TableCell(valuetype="float", value=cell)
                made.addElement(P(text=str(cell)))
                line.addElement(made)
            elif isinstance(cell, datetime.date):
                made = TableCell(valuetype="date", datevalue=cell.isoformat())
                made.addElement(P(text=cell.strftime("%d/%m/%y")))
                line.addElement(made)
            else:
                made = TableCell(valuetype="string")
                for part in cell.split("\n"):
                    made.addElement(P(text=part))
                line.addElement(made)
        table.addElement(line)
    ods.spreadsheet.addElement(table)
    ods.save(path("people.ods"))
    odt = OpenDocumentText()
    for row in TEXT[:10]:
        p = P(text=f"{row[1]}, SSN {row[3][:6]}")
        p.addElement(Span(text=row[3][6:]))
        odt.text.addElement(p)
    odt.save(path("letter.odt"))
    word = docx.Document()
    word.core_properties.author = "Mary Johnson"
    word.sections[0].header.paragraphs[0].text = "Confidential: james.smith@example.com"
    word.add_heading("People", 1)
    for row in TEXT[:10]:
        p = word.add_paragraph(f"{row[1]} has SSN ")
        p.add_run(row[3][:5]).bold = True
        p.add_run(row[3][5:])
    table = word.add_table(rows=1, cols=len(COLUMNS))
    for cell, name in zip(table.rows[0].cells, COLUMNS):
        cell.text = name
    for row in TEXT:
        for cell, value in zip(table.add_row().cells, row):
            cell.text = value
    word.save(path("letter.docx"))
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "People"
    slide.placeholders[1].text = "\n".join(f"{row[1]}, SSN {row[3]}" for row in TEXT[:10])
    slide.notes_slide.notes_text_frame.text = "call Mary Johnson, 212-555-0142"
    show.save(path("slides.pptx"))


def columnar_formats():
    import pyarrow as pa, pyarrow.feather as feather, pyarrow.orc as orc, pyarrow.parquet as parquet, fastavro
    nested = [{"city": "Bonn", "zip": "53111"} if n % 2 else None for n in range(ROWS)]
    tags = [["a", "b"][: n % 3] for n in range(ROWS)]
    schema = pa.schema([("id", pa.int64()), ("name", pa.string()), ("email", pa.string()), ("ssn", pa.string()),
                        ("phone", pa.string()), ("birth_date", pa.date32()), ("account", pa.int64()), ("note", pa.string())])
    flat = pa.table([[row[i] for row in PEOPLE] for i in range(len(COLUMNS))], schema=schema)
    for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
        parquet.write_table(flat, path(f"people-{codec}.parquet"), compression=codec, row_group_size=25)
    deep = flat.append_column("address", pa.array(nested)).append_column("tags", pa.array(tags)).append_column(
        "seen", pa.array([datetime.datetime(2024, 2, 29, 12, 0, n) for n in range(ROWS)], pa.timestamp("us")))
    parquet.write_table(deep, path("people-nested.parquet"), use_dictionary=False, data_page_version="2.0")
    for codec in ["uncompressed", "lz4", "zstd"]:
        feather.write_feather(deep, path(f"people-{codec}.feather"), compression=codec, chunksize=25)
    dictionary = flat.set_column(1, "name", flat["name"].dictionary_encode())
    with pa.ipc.new_stream(path("people.arrows"), dictionary.schema) as stream:
        stream.write_table(dictionary, max_chunksize=25)
    orc.write_table(flat, path("people.orc"))
    avro = {"type": "record", "name": "Person", "namespace": "com.example", "fields": [
        {"name": "id", "type": "long"}, {"name": "name", "type": "string"}, {"name": "email", "type": "string"},
        {"name": "ssn", "type": "string"}, {"name": "phone", "type": "string"},
        {"name": "birth_date", "type": {"type": "int", "logicalType": "date"}}, {"name": "account", "type": "long"},
        {"name": "note", "type": ["null", "string"]},
        {"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
            {"name": "city", "type": "string"}, {"name": "zip", "type": "string"}]}]},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "extra", "type": {"type": "map", "values": "double"}},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["NEW", "OLD"]}}]}
    records = [dict(zip(COLUMNS, row), address=nested[n], tags=tags[n], extra={"x": n / 2}, kind="NEW")
               for n, row in enumerate(PEOPLE)]
    for codec in ["null", "deflate", "snappy", "zstandard", "bzip2", "xz", "lz4"]:
        with open(path(f"people-{codec}.avro"), "wb") as file:
            fastavro.writer(file, avro, records, codec=codec, sync_interval=2000, sync_marker=b"0123456789abcdef")


def object_streams():
    import cbor2, msgpack
    maps = [{**{k: v for k, v in zip(COLUMNS, row) if v is not None}, "birth_date": str(row[5]), "address": {"city": "Bonn"}, "tags": ["a", "b"]}
            for row in PEOPLE]
    with open(path("people.msgpack"), "wb") as file:
        file.write(b"".join(msgpack.packb(entry) for entry in maps))
    # A list without a count, as programs write one that do not know it.
    with open(path("people.cbor"), "wb") as file:
        file.write(b"\x9F" + b"".join(cbor2.dumps(entry) for entry in maps) + b"\xFF")


def directories_and_old_tables():
    import base64, dbf, ldif3
    # The writer still calls a function by the name that it had in older Pythons.
    base64.encodestring = base64.encodebytes
    out = io.BytesIO()
    writer = ldif3.LDIFWriter(out)
    for row in TEXT:
        entry = {name: [cell] for name, cell in zip(COLUMNS, row) if cell}
        writer.unparse(f"id={row[0]},ou=people,dc=example,dc=org", entry)
    write("people.ldif", out.getvalue())
    fields = "id N(6,0); name C(40); email C(60); ssn C(11); phone C(20); birth_date D; account N(16,0); note C(60)"
    table = dbf.Table(path("people.dbf"), fields, codepage="cp1252")
    table.open(dbf.READ_WRITE)
    for row in PEOPLE:
        table.append(tuple(dbf.Date(cell.year, cell.month, cell.day) if isinstance(cell, datetime.date) else cell for cell in row))
    table.close()


def outlook_message():
    import msgforge
    message = msgforge.Message(
        subject="Claim of Robert Garcia", text_body="Call me.", sent=datetime.datetime(2024, 2, 29),
        html_body="<p>the SSN is <b>536</b>-22-8713</p>", to=[("mary.johnson@example.com", "Mary Johnson")],
        cc=[("bob.ray@example.com", "Bob Ray")], sender=("james.smith@example.com", "James Smith"))
    message.attach_bytes("list.csv", b"name,ssn\nAnn Lee,536-22-8713\nBob Ray,536-22-8714\n")
    message.save(path("letter.msg"))


def libre_office():
    """What `soffice` (LibreOffice 7.4) makes of the table and of the letter."""
    import shutil, subprocess, tempfile
    with tempfile.TemporaryDirectory() as work:
        shutil.copy(path("people.csv"), os.path.join(work, "people-libreoffice.csv"))
        shutil.copy(path("letter.docx"), os.path.join(work, "letter-libreoffice.docx"))
        for source, ending in [("people-libreoffice.csv", "ods"), ("people-libreoffice.csv", "xls"), ("people-libreoffice.csv", "html"),
                               ("people-libreoffice.csv", "fods"), ("letter-libreoffice.docx", "odt")]:
            subprocess.run(["soffice", "--headless", "--convert-to", ending, "--outdir", work, os.path.join(work, source)], check=True)
            name = source.rsplit(".", 1)[0] + "." + ending
            shutil.copy(os.path.join(work, name), path(name))


def pictures_and_pages():
    from PIL import Image, TiffImagePlugin
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    from reportlab.lib.styles import getSampleStyleSheet
    image = Image.new("RGB", (8, 8), "red")
    exif = Image.Exif()
    exif[0x013B] = "Mary Johnson"
    exif[0x010E] = "SSN 536-22-8713"
    exif[0x8298] = "(c) james.smith@example.com"
    image.save(path("photo.tiff"), exif=exif)
    exif[0x8825] = {1: "N", 2: (50.0, 44.0, 2.4), 3: "E", 4: (7.0, 5.0, 59.9)}
    image.save(path("photo.jpg"), exif=exif)
    image.save(path("photo.png"), exif=exif)
    styles = getSampleStyleSheet()
    doc = SimpleDocTemplate(path("people.pdf"), pagesize=landscape(A3), author="Mary Johnson", title="People", invariant=1)
    body = [Paragraph("List of people", styles["Heading1"]), Paragraph("The SSN of James Smith is <b>536</b>-22-8713.", styles["Normal"])]
    cells = [COLUMNS] + [[c.replace("\n", " ") for c in row] for row in TEXT]
    body.append(Table(cells, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    doc.build(body)


def frames():
    """What Polars 2.1.0 writes, and files and streams of Arrow as they were before version 0.15."""
    import polars as pl, pyarrow as pa
    frame = pl.DataFrame({name: [row[i] for row in PEOPLE] for i, name in enumerate(COLUMNS)}, schema_overrides={"name": pl.Categorical})
    frame.write_parquet(path("people-polars.parquet"), compression="snappy", statistics="full", row_group_size=25)
    for name, codec, level in [("", "uncompressed", "newest"), ("-lz4", "lz4", "newest"), ("-zstd", "zstd", "oldest")]:
        frame.write_ipc(path(f"people-polars{name}.arrow"), compression=codec, compat_level=getattr(pl.CompatLevel, level)(), record_batch_size=25)
    flat = frame.cast({"name": pl.String}).to_arrow(compat_level=pl.CompatLevel.oldest())
    legacy = pa.ipc.IpcWriteOptions(metadata_version=pa.ipc.MetadataVersion.V4, use_legacy_format=True)
    for name, writer in [("people-legacy.arrow", pa.ipc.new_file), ("people-legacy.arrows", pa.ipc.new_stream)]:
        with writer(path(name), flat.schema, options=legacy) as out:
            out.write_table(flat, max_chunksize=25)


text_formats()
office_formats()
mail_formats()
outlook_message()
columnar_formats()
object_streams()
pictures_and_pages()
directories_and_old_tables()
frames()
libre_office()
