#!/usr/bin/env python3
"""kupetsctl against the real server with the demo company: each sub-command, formats, exit codes."""
import csv
import io
import json
import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import house  # noqa: E402

DEMO = {"department": 2, "user": 5, "source": 5, "refusal_reason": 5, "product": 8, "product_group": 3, "pipeline": 1, "stage": 9,
        "company": 12, "contact": 25, "deal": 30, "task": 11, "activity": 13}


class Ctl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = house.House("--unsafe-fast-database", "--unsafe-fast-passwords")
        cls.addClassCleanup(cls.house.close)
        cls.load()

    @classmethod
    def load(cls):
        environment = dict(cls.house.environment, KUPETSCTL=os.path.join(house.BIN, "kupetsctl"))
        subprocess.run([os.path.join(house.ROOT, "installer", "demo", "load"), cls.house.path("passwords")], env=environment, check=True,
                       capture_output=True)

    def code(self, *arguments, **environment):
        done = subprocess.run([os.path.join(house.BIN, "kupetsctl"), *arguments], env=dict(self.house.environment, **environment),
                              capture_output=True, text=True)
        return done.returncode

    def test_the_demo_company_is_whole_and_loads_once(self):
        self.assertEqual({entity: self.house.count(entity) for entity in DEMO}, DEMO)
        for entity, field in (("company", "inn"), ("deal", "company"), ("deal", "stage"), ("contact", "company"), ("task", "deal"),
                              ("deal", "product"), ("activity", "deal")):
            self.assertEqual(self.house.count(entity, f"ISBLANK({field})"), 0, f"{entity}.{field}")
        self.assertEqual(self.house.count("department", "NOT(ISBLANK(parent))"), 1)
        self.assertEqual(self.house.count("deal", 'stage.kind = "lost" AND ISBLANK(refusal_reason)'), 0)
        with open(self.house.path("passwords"), encoding="utf-8") as file:
            self.assertEqual(len(file.read().split()), 8)
        self.load()
        self.assertEqual({entity: self.house.count(entity) for entity in DEMO}, DEMO)

    def test_exit_codes(self):
        self.assertEqual(self.code("ping"), 0)
        self.assertEqual(self.code("--help"), 0)
        self.assertEqual(self.code(), 2)
        self.assertEqual(self.code("fly"), 2)
        self.assertEqual(self.code("query", "deal", "--no-such-option"), 2)
        self.assertEqual(self.code("query", "deal", "--limit", "many"), 2)
        self.assertEqual(self.code("get", "company", "Нет такой"), 3)
        self.assertEqual(self.code("get", "company", "01900000-0000-7000-8000-000000000000"), 3)
        self.assertEqual(self.code("query", "nothing"), 1)
        self.assertEqual(self.code("query", "deal", "--where", "amount >"), 1)
        self.assertEqual(self.code("ping", KUPETS_SERVER="127.0.0.1:1"), 5)
        self.assertEqual(self.code("ping", KUPETS_FINGERPRINT="SHA256:" + "0" * 64), 5)
        self.assertEqual(self.code("ping", KUPETS_FINGERPRINT=""), 2)
        self.assertEqual(self.code("ping", "--trust-on-first-use", KUPETS_FINGERPRINT=""), 0)
        self.assertEqual(self.code("query", "deal", KUPETS_USER=""), 6)
        wrong = self.house.path("wrong")
        with open(wrong, "w", encoding="ascii") as file:
            file.write("not the password\n")
        self.assertEqual(self.code("query", "deal", KUPETS_USER="nobody", KUPETS_PASSWORD_FILE=wrong), 6)

    def test_formats(self):
        deals = self.house.json("query", "deal", "--sort", "-amount", "--limit", "3", "--columns",
                                "name,amount,company,expected_close,owner.name,started_on,probability")
        self.assertEqual([d["amount"] for d in deals], sorted((d["amount"] for d in deals), reverse=True))
        self.assertEqual((deals[0]["name"], deals[0]["amount"], deals[0]["amount_currency"]), ("Склад в Кстове, 1-я очередь", 6450000, "RUB"))
        self.assertEqual(deals[0]["company"]["title"], "ТрансВолга")
        self.assertRegex(deals[0]["expected_close"], r"^\d{4}-\d\d-\d\d$")
        text = self.house.ctl("query", "deal", "--sort", "-amount", "--limit", "3", "--columns", "name,amount,company", "--format", "csv").stdout
        table = list(csv.reader(io.StringIO(text)))
        self.assertEqual(table[0], ["name", "amount", "company"])
        self.assertEqual(table[1], ["Склад в Кстове, 1-я очередь", "6450000.00", "ТрансВолга"])
        lines = self.house.ctl("query", "deal", "--sort", "-amount", "--limit", "3", "--columns", "name,amount,company").stdout.splitlines()
        self.assertEqual(len({line.index("  ТрансВолга") for line in lines if "  ТрансВолга" in line}), 1)
        self.assertEqual(self.house.json("query", "deal", "--where", "amount < 0"), [])
        self.assertEqual(self.house.json("query", "deal", "--count"), {"count": 30})
        self.assertEqual(len(self.house.json("query", "contact", "--limit", "0", "--columns", "name")), 25)
        self.assertEqual(len(self.house.json("query", "contact", "--offset", "20", "--columns", "name")), 5)
        self.assertEqual([c["name"] for c in self.house.json("query", "company", "--search", "ромашка-тв", "--columns", "name")], ["Ромашка-Тверь"])

    def test_save_history_undo(self):
        saved = self.house.json("save", "company", "name=Опыт", "phones=8 916 123-45-67; 495 111-22-33", "employees=1 200",
                                "credit_limit=150 000,50 ₽", "parent=Ромашка", "owner.login=belyaev", "category=A — ключевые")[0]
        company = self.house.json("get", "company", saved["saved_id"])[0]
        self.assertEqual((company["phones"], company["employees"], company["credit_limit"], company["parent"]["title"], company["category"]),
                         (["+79161234567", "+74951112233"], 1200, 150000.5, "Ромашка", "a"))
        self.assertEqual(self.code("save", "company", "Опыт", "inn=123"), 1)
        self.assertEqual(self.code("save", "company", "Опыт", "parent=Нет такой"), 3)
        self.assertEqual(self.code("save", "company", "Опыт", "wings=2"), 1)
        self.assertEqual(self.code("save", "company", "Опыт", "employees=many"), 2)
        changed = self.house.json("save", "company", "Опыт", "city=Псков", "--reason", "переезд")[0]
        self.assertEqual(changed["saved_version"], 2)
        self.assertEqual(self.code("save", "company", "Опыт", "city=Орёл", "--base-version", "1"), 4)
        merged = self.house.json("save", "company", "Опыт", "industry=Наука", "--base-version", "1")[0]
        self.assertTrue(merged["merged"])
        history = self.house.json("history", "company", "Опыт")
        self.assertEqual([h["reason"] for h in history], ["", "переезд", ""])
        self.assertEqual(history[1]["records"][0]["fields"], [{"field": "city", "before": None, "after": "Псков"}])
        self.house.ctl("undo", changed["change_set"])
        self.assertIsNone(self.house.json("get", "company", "Опыт", "--columns", "city")[0]["city"])
        self.assertEqual(self.code("undo", changed["change_set"]), 4)
        deleted = self.house.json("delete", "company", "Опыт")[0]
        self.assertEqual(self.code("get", "company", "Опыт"), 3)
        self.house.ctl("undo", "--last")
        self.assertEqual(self.house.json("get", "company", "Опыт", "--columns", "industry")[0]["industry"], "Наука")
        self.assertNotEqual(deleted["change_set"], "")
        self.house.ctl("delete", "company", "Опыт", "--dry-run")
        self.house.ctl("delete", "company", "Опыт")

    def test_duplicates_are_found_merged_and_split(self):
        first = self.house.json("save", "company", "name=Пион", "phones=8 916 555-00-11")[0]["saved_id"]
        second = self.house.json("save", "company", "name=ООО «Пион»", "city=Псков")[0]["saved_id"]
        found = self.house.json("duplicates", "find", "company", "--least", "85")
        group = [row["group"] for row in found if row["id"] == first]
        self.assertEqual({row["id"] for row in found if row["group"] == group[0]}, {first, second})
        self.assertEqual(self.house.json("duplicates", "merge", "company", first, second, "--dry-run")[0]["moved"], 1)
        self.assertEqual(self.code("get", "company", second), 0)
        merger = self.house.json("duplicates", "merge", "company", first, second, "--reason", "одно и то же")[0]["change_set"]
        self.assertEqual(self.code("get", "company", second), 3)
        self.assertEqual(self.house.json("get", "company", first, "--columns", "city")[0]["city"], "Псков")
        self.assertEqual(self.house.json("history", "company", first)[0]["origin"], "merge")
        self.assertEqual([row["outcome"] for row in self.house.json("duplicates", "split", merger)], ["restored"])
        self.assertEqual(self.code("get", "company", second), 0)
        self.assertIsNone(self.house.json("get", "company", first, "--columns", "city")[0]["city"])
        self.assertEqual(self.code("duplicates", "split", merger), 4)
        self.assertEqual(self.code("duplicates", "fly", "company"), 2)
        for id in (first, second):
            self.house.ctl("delete", "company", id)

    def test_quality_is_told_and_mended(self):
        def told(*arguments):
            return {row["part"]: row for row in json.loads(self.house.ctl("quality", "company", "--format", "json", *arguments).stdout)}

        before = told()
        self.assertGreater(before["complete"]["total"], 0)
        missing = before["complete"]["total"] - before["complete"]["good"]
        self.assertEqual(self.house.count("company", before["complete"]["others"]), missing)
        tried = json.loads(self.house.ctl("quality", "company", "--repair", "--dry-run", "--format", "json").stdout)[0]
        self.assertEqual(tried["changed"] + tried["unchanged"] + tried["refused"], before["complete"]["total"])
        self.assertLess(told("--by", "owner")["complete"]["total"], before["complete"]["total"])  # the last line is the smallest cut
        self.assertEqual(self.code("quality", "nothing"), 1)

    def test_files_go_up_with_the_record_and_come_back(self):
        path = self.house.path("договор.txt")
        bytes_ = os.urandom(1_500_000)
        with open(path, "wb") as file:
            file.write(bytes_)
        deal = self.house.json("query", "deal", "--limit", "1", "--columns", "name,contract")[0]
        self.house.ctl("save", "deal", deal["id"], f"contract=@{path}")
        self.assertIsNotNone(self.house.json("get", "deal", deal["id"], "--columns", "contract")[0]["contract"])
        back = self.house.path("back.txt")
        self.house.ctl("get", "deal", deal["id"], "--file", f"contract={back}")
        with open(back, "rb") as file:
            self.assertEqual(file.read(), bytes_)
        self.house.ctl("undo", "--last")
        self.assertEqual(self.code("get", "deal", deal["id"], "--file", f"contract={back}"), 3)
        self.assertEqual(self.code("save", "deal", deal["id"], "contract=@/no/such/file"), 1)

    def test_sheet_and_books(self):
        """A workbook comes out typed, is read back by the program's own reader, and the log of exports knows of it."""
        path = self.house.path("sources.xlsx")
        self.house.ctl("export", "source", path, "--columns", "name,created_at", "--sort", "name")
        lines = [json.loads(line) for line in self.house.ctl("sheet", path).stdout.splitlines()]
        self.assertEqual(lines[0]["format"], "xlsx")
        self.assertEqual(lines[1]["header"], 1)
        kinds = {cell[0] for line in lines[3:] for cell in line["cells"].values()}
        self.assertEqual(kinds, {"text", "datetime"})
        self.assertEqual(self.house.ctl("sheet", path, "--list").stdout.count("\n"), 1)
        log = json.loads(self.house.ctl("exports", "--format", "json").stdout)
        self.assertEqual((log[0]["entity"], log[0]["rows"], log[0]["finished"]), ("source", len(lines) - 3, True))
        refused = self.house.ctl("sheet", __file__[:-len("ctl_test.py")] + "../data/sheets/files/bad_locked.xlsx", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("password", refused.stderr)

    def test_export(self):
        path = self.house.path("export.csv")
        self.house.ctl("save", "source", "name==HYPERLINK(1)")
        self.house.ctl("export", "source", path, "--columns", "name", "--excel", "--labels", "--sort", "name")
        with open(path, encoding="utf-8-sig", newline="") as file:
            names = [row[0] for row in csv.reader(file, delimiter=";")]
        self.assertEqual(len(names), 7)
        self.assertIn("'=HYPERLINK(1)", names)
        self.house.ctl("undo", "--last")
        rows = json.loads(self.house.ctl("export", "contact", "-", "--format", "json").stdout)
        self.assertEqual(len(rows), 25)
        self.assertEqual(len(self.house.ctl("export", "contact", "--columns", "name,company").stdout.splitlines()), 26)

    def test_a_year_without_contact(self):
        """Switched on, the rule finds the one client of the demo company that nobody spoke to for a year, and finds it once."""
        rule = {"entity": "company",
                "triggers": [{"kind": "IDLE", "moment": "COALESCE(MAX(activities.happened_at), created_at)",
                              "offset": {"amount": 365, "unit": "DAYS"}}],
                "condition": "deals_won > 0",
                "steps": [{"create": {"entity": "task", "values": [
                    {"field": "name", "text": "Связаться и предложить услугу: {name}"}, {"field": "company", "expression": "id"},
                    {"field": "owner", "expression": "owner"}, {"field": "due", "moment": {"amount": 3, "unit": "WORKING_DAYS"}}]}}]}
        self.house.ctl("save", "rule", "name=Год без контакта", "entity=company", "enabled=true", "definition=" + json.dumps(rule, ensure_ascii=False))
        made = 'STARTS_WITH(name, "Связаться и предложить услугу")'
        deadline = time.monotonic() + 30
        while self.house.count("task", made) == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        tasks = self.house.json("query", "task", "--where", made, "--columns", "name,company,owner")
        self.assertEqual([task["name"] for task in tasks], ["Связаться и предложить услугу: Аптеки «Липа»"])
        self.house.ctl("delete", "task", tasks[0]["id"])
        self.house.ctl("delete", "rule", self.house.json("query", "rule", "--where", 'name = "Год без контакта"', "--columns", "name")[0]["id"])

    def test_jobs(self):
        queues = json.loads(self.house.ctl("jobs", "--format", "json").stdout)
        self.assertIn("automation", [queue["queue"] for queue in queues])
        self.assertEqual(json.loads(self.house.ctl("jobs", "dead", "--format", "json").stdout), [])
        self.assertEqual(json.loads(self.house.ctl("jobs", "retry", "--format", "json").stdout), [{"jobs": 0}])
        self.assertEqual(self.code("jobs", "drop", "not-an-id"), 2)
        self.assertEqual(self.code("jobs", "nonsense"), 2)

    def test_users_and_rights(self):
        new = self.house.path("new-password")
        with open(new, "w", encoding="ascii") as file:
            file.write("a long enough password\n")
        self.house.ctl("user", "add", "petrov", "--name", "Пётр Петров", "--role", "manager", "--new-password-file", new)
        as_petrov = {"KUPETS_USER": "petrov", "KUPETS_PASSWORD_FILE": new}
        self.assertEqual(self.code("query", "deal", **as_petrov), 0)
        self.assertEqual(self.code("user", "sessions", **as_petrov), 6)
        self.assertEqual(self.code("seed", "--contacts", "1", **as_petrov), 6)
        seen = subprocess.run([os.path.join(house.BIN, "kupetsctl"), "query", "deal", "--count"], env=dict(self.house.environment, **as_petrov),
                              capture_output=True, text=True)
        self.assertEqual(seen.stdout, "0\n")
        self.assertIn("petrov", [u["login"] for u in self.house.json("user")])
        self.assertIn("Пётр Петров", [s["user"] for s in self.house.json("user", "sessions")])
        self.house.ctl("user", "lock", "petrov")
        self.assertEqual(self.code("query", "deal", **as_petrov), 6)
        self.house.ctl("user", "password", "petrov", "--new-password-file", new)
        self.assertEqual(self.code("query", "deal", **as_petrov), 0)

    def test_a_remembered_login(self):
        home = self.house.path("state")
        os.makedirs(home)
        remembered = {"KUPETS_USER": "", "KUPETS_PASSWORD_FILE": "", "KUPETS_FINGERPRINT": "", "KUPETS_SERVER": "", "XDG_STATE_HOME": home}
        self.assertEqual(self.code("login", XDG_STATE_HOME=home), 0)
        self.assertEqual(os.stat(os.path.join(home, "kupets", "kupetsctl-login")).st_mode & 0o077, 0)
        self.assertEqual(self.code("query", "deal", "--count", **remembered), 0)
        self.assertEqual(self.code("login", "--forget", **remembered), 0)
        self.assertEqual(self.code("query", "deal", "--count", **remembered), 2)

    def test_seed_and_bench(self):
        answer = self.house.json("seed", "--contacts", "3000", "--deals", "2000", "--companies", "300", "--activities", "500")[0]
        self.assertEqual(answer["records"], 5800)
        self.assertEqual(self.house.count("contact"), 3025)
        self.assertEqual(self.house.count("contact", "ISBLANK(owner)"), 0)
        self.assertGreater(self.house.count("deal", "NOT(ISBLANK(company)) AND NOT(ISBLANK(contact))"), 1000)
        self.assertEqual(len(self.house.json("query", "deal", "--group-by", "stage")), 9)
        figures = self.house.json("bench", "--rounds", "3", "--writes")
        self.assertGreaterEqual(len(figures), 9)
        self.house.ctl("undo", answer["change_set"])
        self.assertEqual({entity: self.house.count(entity) for entity in ("company", "contact", "deal", "activity")},
                         {entity: DEMO[entity] for entity in ("company", "contact", "deal", "activity")})


if __name__ == "__main__":
    unittest.main(verbosity=2)
