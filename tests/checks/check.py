#!/usr/bin/env python3
"""Holds the rules of the house. Usage: check.py [--root DIR] layers|sizes|detached|sql|format|names

layers    the include graph has only the arrows of the table "Where things are" in docs/architecture.md
sizes     no hand-written file above 600 lines
detached  no coroutine is spawned detached outside the listed few
sql       no SQL against the tables of business data outside the folders that own it
format    every .cpp is as clang-format leaves it
names     no test has a name that ctest would cut in two, and so never run
Prints each fault as file:line: what, and ends with 1 when there is any.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

CODE = (".cpp", ".h")
SIZED = CODE + (".proto", ".textproto", ".sql", ".py", ".cmake", ".md", ".txt", ".sh")
SIZED_NAMES = ("run", "test", "prepare")
MOST_LINES = 600

# A program's first coroutine has nobody to await it.
DETACHED_ALLOWED = {
    "server/app/main.cpp",
}

# Who may name the schema `data` in SQL: the kernel's parts, and modules that load in bulk.
SQL_ALLOWED = (
    "server/records/", "server/query/", "server/history/", "server/schema/", "server/access/",
    "server/modules/seed/",
)

# The envelope is opened where frames are read and written, nowhere else.
ENVELOPE = "kupets/v1/envelope.pb.h"
ENVELOPE_ALLOWED = ("common/wire/", "server/rpc/", "server/net/", "client/net/", "ctl/")


def files(root, suffixes=CODE, tops=("common", "server", "client", "ctl", "tests", "cmake")):
    for top in tops:
        for folder, subs, names in os.walk(os.path.join(root, top)):
            subs[:] = sorted(s for s in subs if not s.startswith(".") and s != "data")
            for name in sorted(names):
                if name.endswith(suffixes):
                    yield os.path.relpath(os.path.join(folder, name), root)


def lines(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read().split("\n")


# ---- layers

def read_table(root):
    """{folder: [names of what it may include]} in the order of the page."""
    table = {}
    inside = False
    for line in lines(root, "docs/architecture.md"):
        if line.startswith("## "):
            inside = line == "## Where things are"
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if not inside or len(cells) != 3 or "`" not in cells[0]:
            continue
        names = [n.strip() for n in cells[2].replace("–", "").split(",") if n.strip()]
        for folder in re.findall(r"`([^`]+)`", cells[0]):
            table[folder.rstrip("/").replace("/<name>", "/*")] = names
    if len(table) < 10:
        sys.exit("docs/architecture.md: the table under 'Where things are' is missing")
    return table


def resolve(table, folder, name):
    """The folders that a name in the table stands for, seen from `folder`."""
    top = folder.split("/")[0]
    if name == "all":
        return [f for f in table if f != folder and f.split("/")[0] in (top, "common")]
    if name in ("common", "proto"):
        return [f for f in table if f.split("/")[0] == name]
    found = [f for f in table if f in (top + "/" + name, top + "/" + name + "/*")]
    if not found:
        sys.exit(f"docs/architecture.md: `{folder}` may include '{name}', which is no folder of the table")
    return found


def closure(table):
    """{folder: every folder that it may include}: what one may include brings along what that may include."""
    reach = {}

    def visit(folder, path):
        if folder in path:
            sys.exit("docs/architecture.md: the arrows go in a circle: " + " -> ".join(path + [folder]))
        if folder not in reach:
            reach[folder] = set()
            for name in table[folder]:
                for other in resolve(table, folder, name):
                    reach[folder] |= {other} | visit(other, path + [folder])
        return reach[folder]

    for folder in table:
        visit(folder, [])
    return reach


def owner(table, path):
    """The table's folder that holds a file, and the part's own folder ("server/modules/imports")."""
    best = None
    for folder in table:
        stem = folder[:-2] if folder.endswith("/*") else folder
        if path.startswith(stem + "/") and (best is None or len(stem) > len(best[1])):
            best = (folder, stem)
    if best is None:
        return None, None
    if best[0].endswith("/*"):
        return best[0], "/".join(path.split("/")[:best[0].count("/") + 1])
    return best


def check_layers(root):
    table = read_table(root)
    reach = closure(table)
    for path in files(root, tops=("common", "server", "client", "ctl")):
        folder, part = owner(table, path)
        if folder is None:
            if path.count("/") > 1 or path.startswith("ctl/"):
                yield f"{path}:1: stands in no folder that docs/architecture.md names"
            continue
        for number, line in enumerate(lines(root, path), 1):
            match = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
            if not match:
                continue
            target = match.group(1)
            if target == ENVELOPE and not path.startswith(ENVELOPE_ALLOWED):
                yield f"{path}:{number}: the envelope is for {', '.join(ENVELOPE_ALLOWED)}"
            if folder == "client/ui" and target.startswith("kupets/v1/"):
                yield f"{path}:{number}: client/ui includes Qt only"
            if path.startswith("common/") and re.match(r"(Q[A-Z]|boost/asio|libpq)", target):
                yield f"{path}:{number}: common knows no Qt, no Asio, no SQL: {target}"
            other, other_part = owner(table, target)
            if other is None or other_part == part:
                continue
            if other not in reach[folder] or other == folder:
                yield f"{path}:{number}: {part} may not include {other_part} ({target})"


# ---- sizes

def check_sizes(root):
    tops = ("common", "server", "client", "ctl", "tests", "cmake", "docs", "installer", "sql", "proto", ".ci")
    own = [n for n in sorted(os.listdir(root)) if n in SIZED_NAMES or n.endswith(SIZED)]
    for path in own + list(files(root, SIZED + SIZED_NAMES, tops)):
        count = len(lines(root, path)) - 1
        if count > MOST_LINES:
            yield f"{path}:{MOST_LINES + 1}: {count} lines; a hand-written file has at most {MOST_LINES}"


# ---- detached

def check_detached(root):
    for path in files(root, tops=("common", "server", "client", "ctl")):
        if path in DETACHED_ALLOWED:
            continue
        for number, line in enumerate(lines(root, path), 1):
            if re.search(r"\bdetached\b", line.split("//")[0]):
                yield f"{path}:{number}: a coroutine is spawned only in a group that its owner awaits"


# ---- sql

def check_sql(root):
    pattern = re.compile(r"(?i)\b(from|join|into|update|table|copy|only|using|references|truncate|exists|analyze)\s+\"?data\"?\.")
    for path in files(root, tops=("common", "server", "client", "ctl")):
        if path.startswith(SQL_ALLOWED):
            continue
        for number, line in enumerate(lines(root, path), 1):
            if pattern.search(line.split("//")[0]):
                yield f"{path}:{number}: business tables are read and written in {', '.join(SQL_ALLOWED)} only"


# ---- format

def check_format(root):
    program = shutil.which("clang-format-19")
    if not program:
        sys.exit("clang-format-19 is not installed")
    todo = [p for p in files(root) if p.endswith(".cpp")]
    for start in range(0, len(todo), 40):
        done = subprocess.run([program, "--dry-run", "-Werror"] + todo[start:start + 40], cwd=root,
                              capture_output=True, text=True)
        seen = set()
        for line in done.stderr.split("\n"):
            match = re.match(r"([^:]+):(\d+):\d+: error:", line)
            if match and match.group(1) not in seen:
                seen.add(match.group(1))
                yield f"{match.group(1)}:{match.group(2)}: not as clang-format leaves it"
        if done.returncode != 0 and not seen:
            yield done.stderr.strip()


# ---- names

def check_names(root):
    for path in files(root, (".cpp",), ("tests",)):
        text = "\n".join(lines(root, path))
        for match in re.finditer(r'\bTEST_CASE(?:_METHOD\([^,"]*,|\()\s*"((?:[^"\\]|\\.)*)"', text):
            if ";" in match.group(1):
                yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: a semicolon cuts the name in two: neither half is run"


CHECKS = {"names": check_names, "layers": check_layers, "sizes": check_sizes, "detached": check_detached, "sql": check_sql, "format": check_format}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(here)))
    parser.add_argument("check", choices=sorted(CHECKS))
    given = parser.parse_args()
    faults = list(CHECKS[given.check](os.path.abspath(given.root)))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
