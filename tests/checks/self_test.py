#!/usr/bin/env python3
"""Each check of check.py is shown to fail on a planted fault and to pass without it. Usage: self_test.py"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

CLEAN = {
    "common/base/error.h": "#pragma once\n",
    "common/schema/snapshot.h": '#include "common/base/error.h"\n',
    "server/db/pool.cpp": '#include "common/base/error.h"\n',
    "server/query/plan.cpp": '#include "server/db/pool.h"\nauto q = "SELECT 1 FROM data.deal";\n',
    "server/records/gate.cpp": '#include "server/query/plan.h"\n',
    "server/modules/imports/run.cpp": '#include "server/records/gate.h"\n#include "server/modules/imports/run.h"\n',
    "server/rpc/handlers/imports/run.cpp": '#include "kupets/v1/envelope.pb.h"\n#include "server/modules/imports/run.h"\n',
    "client/view/table.cpp": '#include "client/model/table.h"\n#include "client/data/store.h"\n',
    "client/ui/theme.cpp": "#include <QWidget>\n",
    "ctl/ping.cpp": '#include "common/wire/frame.h"\n',
}

# check, file, its text, what the report must name
FAULTS = [
    ("layers", "common/base/bad.h", '#include "common/schema/snapshot.h"\n', "common/base/bad.h:1"),
    ("layers", "common/expr/bad.cpp", "\n#include <QString>\n", "common/expr/bad.cpp:2"),
    ("layers", "server/db/bad.cpp", '#include "server/query/plan.h"\n', "server/db/bad.cpp:1"),
    ("layers", "server/query/bad.cpp", '#include "server/records/gate.h"\n', "server/query/bad.cpp:1"),
    ("layers", "server/records/bad.cpp", '#include "server/modules/imports/run.h"\n', "server/records/bad.cpp:1"),
    ("layers", "server/modules/seed/bad.cpp", '#include "server/modules/imports/run.h"\n', "server/modules/seed/bad.cpp:1"),
    ("layers", "server/rpc/bad.cpp", '#include "client/net/call.h"\n', "server/rpc/bad.cpp:1"),
    ("layers", "client/view/bad.cpp", '#include "server/rpc/context.h"\n', "client/view/bad.cpp:1"),
    ("layers", "client/model/bad.cpp", '#include "client/view/table.h"\n', "client/model/bad.cpp:1"),
    ("layers", "client/ui/bad.cpp", '#include "client/data/store.h"\n', "client/ui/bad.cpp:1"),
    ("layers", "client/model/bad.cpp", '#include "kupets/v1/envelope.pb.h"\n', "client/model/bad.cpp:1"),
    ("layers", "ctl/bad.cpp", '#include "server/db/pool.h"\n', "ctl/bad.cpp:1"),
    ("layers", "server/nowhere/bad.cpp", "", "server/nowhere/bad.cpp:1"),
    ("sizes", "server/query/bad.cpp", "//\n" * 601, "server/query/bad.cpp:601"),
    ("sizes", "docs/bad.md", "a\n" * 601, "docs/bad.md:601"),
    ("detached", "server/net/bad.cpp", "\nco_spawn(executor, work(), asio::detached);\n", "server/net/bad.cpp:2"),
    ("sql", "server/modules/imports/bad.cpp", 'auto q = "UPDATE data.deal SET x = 1";\n', "server/modules/imports/bad.cpp:1"),
    ("sql", "server/rpc/bad.cpp", 'auto q = "select id from data." + name;\n', "server/rpc/bad.cpp:1"),
    ("sql", "server/net/bad.cpp", 'auto q = "join \\"data\\".deal";\n'.replace("\\\"", '"'), "server/net/bad.cpp:1"),
    ("names", "tests/unit/bad_test.cpp", '\n\nTEST_CASE("this; and that") {}\n', "tests/unit/bad_test.cpp:3"),
    ("format", "server/net/bad.cpp", "int   f( ) {return 1 ;}\n", "server/net/bad.cpp:1"),
]


def plant(root, name, text):
    path = os.path.join(root, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def run(root, check):
    done = subprocess.run([sys.executable, os.path.join(HERE, "check.py"), "--root", root, check], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    failures = []
    with tempfile.TemporaryDirectory() as root:
        for name, text in CLEAN.items():
            plant(root, name, text)
        os.makedirs(os.path.join(root, "docs"))
        shutil.copy(os.path.join(ROOT, "docs/architecture.md"), os.path.join(root, "docs"))
        shutil.copy(os.path.join(ROOT, ".clang-format"), root)
        for check in ("layers", "sizes", "detached", "sql", "names"):
            code, output = run(root, check)
            if code != 0:
                failures.append(f"{check} complains of a clean tree: {output}")
        for check, name, text, report in FAULTS:
            path = plant(root, name, text)
            code, output = run(root, check)
            if code != 1 or report + ":" not in output:
                failures.append(f"{check} does not see {name}: {code} {output}")
            os.remove(path)
        table = os.path.join(root, "docs/architecture.md")
        text = open(table, encoding="utf-8").read()
        plant(root, "docs/architecture.md", text.replace("errors, Uuid", "").replace("times, Value | – |", "times, Value | text |"))
        code, output = run(root, "layers")
        if code == 0 or "circle" not in output:
            failures.append(f"layers does not see a circle in the page: {output}")
    print("\n".join(failures) or f"{len(FAULTS) + 5} faults and clean trees told apart")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
