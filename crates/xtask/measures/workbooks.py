"""Measures a workbook of many observations on its way out, through openpyxl, and back.

    pip install openpyxl
    python3 crates/xtask/measures/workbooks.py target/release/renkei [COPIES]

The demo's observations are copied (100 times without a number), exported as a workbook, changed in openpyxl in one cell
of every tenth row, looked at and stored. In the same run openpyxl reads and writes the same file. It fails when bringing
the file back takes longer than openpyxl needs for its own reading and writing, or when a count is not what was changed.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import openpyxl

program = pathlib.Path(sys.argv[1]).resolve()
copies = int(sys.argv[2]) if len(sys.argv) > 2 else 100


def timed(what, work):
    start = time.perf_counter()
    result = work()
    print(f"{what:<42} {time.perf_counter() - start:8.2f} s", flush=True)
    return time.perf_counter() - start, result


def renkei(*arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return done.stdout


def make(folder, record):
    renkei("demo", "--load-only", "--data", record)
    renkei("export", folder / "demo", "--data", record)
    with open(folder / "demo/observations.csv", newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    names = ["id", *[name for name in rows[0] if name != "id"]]
    with open(folder / "observations.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        wanted = len(rows) * copies
        for number in range(wanted):
            writer.writerow({**rows[number % len(rows)], "id": f"obs-copy-{number}"})
    renkei("import", folder / "observations.csv", "--data", record)
    return wanted


def edit(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["observations"]
    head = [cell.value for cell in sheet[1]]
    column = head.index("note") + 1
    changed = 0
    for row in range(2, sheet.max_row + 1, 10):
        sheet.cell(row, column).value = f"checked {row}"
        changed += 1
    book.save(target)
    return changed


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    record = folder / "record"
    made = make(folder, record)
    out, back = folder / "out.xlsx", folder / "back.xlsx"
    given = ("--kind", "observations", "--data", record)
    export_time, _ = timed("renkei export --xlsx", lambda: renkei("export", "--xlsx", out, *given))
    print(f"{made} copies, {out.stat().st_size / 1e6:.2f} MB")
    own_time, changed = timed("openpyxl: read, change, write", lambda: edit(out, back))
    _, told = timed("renkei import --dry-run (preview)", lambda: renkei("import", back, "--dry-run", "--json", "--data", record))
    preview = json.loads(told)
    back_time, told = timed("renkei import (compare and store)", lambda: renkei("import", back, "--json", "--data", record))
    first = json.loads(told)
    _, told = timed("renkei import, a second time", lambda: renkei("import", back, "--json", "--data", record))
    second = json.loads(told)
    counts = (len(preview["changed"]), len(preview["added"]), preview["refused_total"], first["changed"], second["changed"])
    right = counts == (changed, 0, 0, changed, 0)
    print(f"changed {changed}; preview, stored, stored again: {counts}")
    print(f"out and back {export_time + back_time:.2f} s, openpyxl {own_time:.2f} s")
    if not right or export_time + back_time >= own_time:
        sys.exit("the limit does not hold")
