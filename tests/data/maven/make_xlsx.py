#!/usr/bin/env python3
"""The four files of this folder as one book, made by LibreOffice: make_xlsx.py [maven.xlsx]

Numbers and dates become numbers and dates of the sheet, everything else stays the text that it is. What others refer to stands first.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
SHEETS = ("sales_teams", "products", "accounts", "sales_pipeline")
NUMBERS = {"sales_price", "year_established", "revenue", "employees", "close_value"}
DATES = {"engage_date", "close_date"}

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="D"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>
<number:text>.</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>
</office:automatic-styles><office:body><office:spreadsheet>
"""
TAIL = "</office:spreadsheet></office:body></office:document>\n"


def cell(column, text):
    if not text:
        return "<table:table-cell/>"
    if column in NUMBERS:
        return f'<table:table-cell office:value-type="float" office:value="{text}"/>'
    if column in DATES:
        day, month, year = text.split("-")
        return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{year}-{month}-{day}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def table(name):
    with open(os.path.join(HERE, name + ".csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    out = [f'<table:table table:name="{name}">\n']
    for number, row in enumerate(rows):
        cells = (cell(None if number == 0 else column, text) for column, text in zip(rows[0], row))
        out.append("<table:table-row>" + "".join(cells) + "</table:table-row>\n")
    return "".join(out) + "</table:table>\n"


def main():
    target = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(HERE, "maven.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        flat = os.path.join(folder, "maven.fods")
        with open(flat, "w", encoding="utf-8") as file:
            file.write(HEAD + "".join(table(name) for name in SHEETS) + TAIL)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", folder,
                        flat], check=True, stdout=subprocess.DEVNULL)
        shutil.move(os.path.join(folder, "maven.xlsx"), target)


if __name__ == "__main__":
    main()
