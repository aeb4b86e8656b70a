#!/usr/bin/env python3
"""How quickly a book of contacts comes in, from the start of kupetsctl to its answer: a fresh server with its own PostgreSQL each time.

Usage: import_speed.py ROWS STEP…   Steps: new (every row new), keys (telephone and e-mail as keys), again (the same once more), undo (of the
last), dry (a rehearsal that tells each cell and what new records look like). Prints seconds, rows a second and processor time."""
import os
import random
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "e2e"), os.path.join(ROOT, "tests", "data", "messy")]
import house  # noqa: E402
import make  # noqa: E402

FIELDS = {"Имя": "name", "Должность": "position", "Отдел": "department", "Телефон": "phones", "E-mail": "emails", "Город": "city",
          "Адрес": "address", "День рождения": "birthday", "Примечание": "note", "Телеграм": "telegram"}


def rows(count):
    rng = random.Random(1)
    for i in range(count):
        yield dict(zip(FIELDS, (
            f"{rng.choice(make.LAST)} {rng.choice(make.NAMES)} {rng.choice(make.MIDDLE)} {i}", rng.choice(make.POSTS), "Отдел продаж",
            make.phone(i, rng.randrange(10)), f"p{i}@firma{i % 5000}.example", rng.choice(make.CITIES),
            f"ул. {rng.choice(make.STREETS)}, д. {rng.randrange(200)}", make.day(rng), f"заметка {i}", f"https://t.me/p{i}")))


def spent():
    """Processor seconds of this house's programs, of all that are called so."""
    out = {"kupets-server": 0.0, "postgres": 0.0}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                name, rest = file.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if name in out:
            out[name] += sum(map(int, rest.split()[11:15])) / os.sysconf("SC_CLK_TCK")
    return out


def main(count, steps):
    with house.House("--unsafe-fast-passwords") as own:
        path = own.path("contacts.xlsx")
        make.COLUMNS = list(FIELDS)
        make.write_xlsx(path, list(rows(count)))
        common = ["import", "contact", path, "--header-row", "3"] + [w for pair in FIELDS.items() for w in ("--map", "=".join(pair))]
        keys = ["--match", "phones", "--match", "emails"]
        calls = {"new": [], "keys": keys, "again": keys, "dry": [*keys, "--dry-run", "--outcomes", own.path("outcomes.jsonl")]}
        last = None
        for step in steps:
            before, begin = spent(), time.monotonic()
            if step == "undo":
                own.ctl("undo", last)
            else:
                reply = own.json(*common, *calls[step])[0]
                last = reply["change_set"] if reply["created"] and step != "dry" else last
            seconds = time.monotonic() - begin
            after = spent()
            used = ", ".join(f"{name} {after[name] - before[name]:.1f} s" for name in after)
            print(f"{step}: {seconds:.1f} s, {count / seconds:.0f} rows/s; {used}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
