#!/usr/bin/env python3
"""The real deals of tests/data/maven through the real server: every figure in three ways, dry run, damage, encodings, undo."""
import collections
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import house  # noqa: E402
import maven  # noqa: E402

DATA = os.path.join(house.ROOT, "tests", "data", "maven")
STAGES = {
    "Prospecting": {"deals": 500, "sum": 0},
    "Engaging": {"deals": 1589, "sum": 0},
    "Won": {"deals": 4238, "sum": 10005534},
    "Lost": {"deals": 2473, "sum": 0},
}
# What the files and the stages bring.
MADE = ("deal", "company", "product", "product_group", "stage", "pipeline", "department")


def titles(groups, path):
    """{title of the reference: count} of a --group-by."""
    return {(g[path] or {}).get("title", ""): g["count"] for g in groups}


class Maven(unittest.TestCase):
    def setUp(self):
        self.house = house.House("--unsafe-fast-database", "--unsafe-fast-passwords")
        self.addCleanup(self.house.close)
        self.begun = self.counts()  # a new company has a pipeline already

    def counts(self):
        return {entity: self.house.count(entity) for entity in MADE}

    def assertEmpty(self):
        self.assertEqual(self.counts(), self.begun)
        self.assertEqual(self.house.count("user"), 1)

    def undo(self, sets):
        for one in reversed(sets):
            self.house.ctl("undo", one)
        self.assertEmpty()

    def checkStages(self):
        groups = self.house.json("query", "deal", "--group-by", "stage.name", "--sum", "amount")
        self.assertEqual({g["stage.name"]: {"deals": g["count"], "sum": g["sum_amount"] or 0} for g in groups}, STAGES)
        by_link = titles(self.house.json("query", "deal", "--group-by", "stage"), "stage")
        self.assertEqual(by_link, {name: figures["deals"] for name, figures in STAGES.items()})
        for name, figures in STAGES.items():
            self.assertEqual(self.house.count("deal", f'stage.name = "{name}"'), figures["deals"])
        self.assertEqual(self.house.count("deal"), 8800)
        self.assertEqual(self.house.count("deal", 'stage.name = "Prospecting" AND NOT(ISBLANK(started_on))'), 0)
        self.assertEqual(self.house.count("deal", 'stage.name <> "Prospecting" AND ISBLANK(started_on)'), 0)
        self.assertEqual(self.house.count("deal", 'stage.kind = "open" AND NOT(ISBLANK(closed_on))'), 0)
        self.assertEqual(self.house.count("deal", 'stage.kind <> "open" AND ISBLANK(closed_on)'), 0)

    def checkLinks(self):
        pipeline = maven.rows(DATA, "sales_pipeline.csv")
        right = {"GTXPro": "GTX Pro"}
        by_product = collections.Counter(right.get(r["product"], r["product"]) for r in pipeline)
        self.assertEqual(titles(self.house.json("query", "deal", "--group-by", "product"), "product"), by_product)
        won_pro = sum(1 for r in pipeline if r["deal_stage"] == "Won" and r["product"] == "GTXPro")
        self.assertEqual(self.house.count("deal", 'stage.name = "Won" AND product.name = "GTX Pro"'), won_pro)
        self.assertEqual(by_product["GTX Pro"], 1480)

        by_company = collections.Counter("" if r["account"] in ("", "null") else r["account"] for r in pipeline)
        self.assertEqual(titles(self.house.json("query", "deal", "--group-by", "company"), "company"), by_company)
        self.assertEqual(self.house.count("deal", "ISBLANK(company)"), 1425)

        teams = maven.rows(DATA, "sales_teams.csv")
        manager_of = {r["sales_agent"]: r["manager"] for r in teams}
        by_manager = collections.Counter(manager_of[r["sales_agent"]] for r in pipeline)
        self.assertEqual(titles(self.house.json("query", "deal", "--group-by", "owner.manager"), "owner.manager"), by_manager)
        agents = self.house.json("query", "user", "--where", "NOT(ISBLANK(manager))", "--columns", "name,manager,department", "--limit", "0")
        self.assertEqual({a["name"]: (a["manager"]["title"], a["department"]["title"]) for a in agents},
                         {r["sales_agent"]: (r["manager"], r["regional_office"]) for r in teams})

        accounts = maven.rows(DATA, "accounts.csv")
        parents = {r["account"]: r["subsidiary_of"] for r in accounts if r["subsidiary_of"]}
        found = self.house.json("query", "company", "--where", "NOT(ISBLANK(parent))", "--columns", "name,parent.name", "--limit", "0")
        self.assertEqual({c["name"]: c["parent.name"] for c in found}, parents)
        self.assertEqual(len(parents), 15)
        self.assertEqual(self.house.count("company"), 85)
        self.assertEqual(self.house.count("company", 'industry = "technology"'), 12)
        self.assertEqual(self.house.count("company", 'industry = "technolgy"'), 0)

    def test_every_figure_and_an_empty_base_after_undo(self):
        answers, sets = maven.load(self.house, DATA)
        self.assertEqual([a["created"] for a in answers], [35, 7, 85, 8800])
        self.assertEqual((answers[0]["also_user"], answers[0]["also_department"], answers[1]["also_product_group"]), (6, 3, 3))
        self.checkStages()
        self.checkLinks()
        self.assertEqual(maven.summary(self.house), {"stages": STAGES, "companies_with_parent": 15, "users_with_manager": 35,
                                                     "deals_without_company": 1425})
        exported = self.house.path("deals.csv")
        self.house.ctl("export", "deal", exported, "--columns", "name,amount,stage.name,closed_on")
        with open(exported, encoding="utf-8", newline="") as file:
            deals = {r["name"]: r for r in csv.DictReader(file)}
        for row in maven.rows(DATA, "sales_pipeline.csv"):
            deal = deals[row["opportunity_id"]]
            self.assertEqual(float(deal["amount"] or 0), float(row["close_value"] or 0))
            self.assertEqual(deal["closed_on"], "-".join(reversed(row["close_date"].split("-"))))

        # The same again changes nothing; the same change set sent again answers the same.
        again = [self.house.json("import", *call)[0] for call in maven.arguments(DATA)]
        self.assertEqual([(a["created"], a["updated"], a["unchanged"]) for a in again], [(0, 0, 35), (0, 0, 7), (0, 0, 85), (0, 0, 8800)])
        repeated = self.house.json("import", *maven.arguments(DATA)[3], "--id", answers[3]["change_set"])[0]
        self.assertEqual(repeated["created"], 8800)
        self.checkStages()
        self.undo(sets)

    def test_a_dry_run_tells_the_same_and_leaves_nothing(self):
        sets = maven.make_stages(self.house, DATA)
        for call in maven.arguments(DATA)[:3]:
            sets.append(self.house.json("import", *call)[0]["change_set"])
        before = {entity: self.house.count(entity) for entity in MADE + ("user",)}
        answer = self.house.json("import", *maven.arguments(DATA)[3], "--dry-run")[0]
        self.assertEqual((answer["created"], answer["errors"]), (8800, 0))
        self.assertEqual({entity: self.house.count(entity) for entity in MADE + ("user",)}, before)
        self.undo(sets)

    def test_bad_rows_are_named_by_their_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in maven.FILES:
                shutil.copy(os.path.join(DATA, name), folder)
            path = os.path.join(folder, "sales_pipeline.csv")
            with open(path, "rb") as file:
                lines = file.read().split(b"\r\n")
            lines[4] = lines[4].rsplit(b",", 1)[0]                       # line 5: a cell is missing
            lines[9] = lines[9].replace(b",", b",\xff\xfe", 1)           # line 10: not UTF-8
            fields = lines[99].split(b",")
            fields[6] = b"31-02-2017"                                    # line 100: no such day
            lines[99] = b",".join(fields)
            fields = lines[199].split(b",")
            fields[3] = b"Nobody & Sons"                                 # line 200: an unknown company
            lines[199] = b",".join(fields)
            with open(path, "wb") as file:
                file.write(b"\r\n".join(lines))

            sets = maven.make_stages(self.house, folder)
            for call in maven.arguments(folder)[:3]:
                sets.append(self.house.json("import", *call)[0]["change_set"])
            call = maven.arguments(folder)[3] + ["--encoding", "utf-8"]  # a few damaged bytes may look like windows-1251
            errors = self.house.path("bad.csv")
            refused = self.house.ctl("import", *call, "--errors", errors, check=False)
            self.assertEqual(refused.returncode, 1, refused.stderr)
            self.assertEqual(self.house.count("deal"), 0)
            with open(errors, encoding="utf-8", newline="") as file:
                listed = list(csv.DictReader(file))
            self.assertEqual([r["row"] for r in listed], ["5", "10", "100", "200"])
            self.assertEqual([(r["column"], r["value"]) for r in listed[2:]], [("close_date", "31-02-2017"), ("account", "Nobody & Sons")])
            self.assertTrue(listed[1]["reason"].endswith("(BAD_ENCODING)"), listed[1])

            taken = self.house.json("import", *call, "--skip-bad-rows")[0]
            self.assertEqual((taken["created"], taken["skipped"], taken["errors"]), (8796, 4, 4))
            self.assertEqual(self.house.count("deal"), 8796)
            self.undo(sets + [taken["change_set"]])

    def test_other_encodings_come_out_the_same(self):
        renamed = {"Cancity": "Канцсити", "Isdom": "Издом «Ёж»", "Won": "Won"}
        for encoding, delimiter in (("cp1251", ";"), ("utf-16", "\t"), ("utf-16-be", ","), ("utf-8-sig", "|")):
            with self.subTest(encoding), tempfile.TemporaryDirectory() as folder:
                for name in maven.FILES:
                    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as file:
                        table = [[renamed.get(cell, cell) for cell in row] for row in csv.reader(file)]
                    with open(os.path.join(folder, name), "w", encoding=encoding, newline="") as file:
                        if encoding == "utf-16-be":
                            file.write("\ufeff")
                        csv.writer(file, delimiter=delimiter).writerows(table)
                answers, sets = maven.load(self.house, folder)
                self.assertEqual([a["created"] for a in answers], [35, 7, 85, 8800])
                self.checkStages()
                expected = sum(1 for r in maven.rows(DATA, "sales_pipeline.csv") if r["account"] == "Isdom")
                self.assertEqual(self.house.count("deal", 'company.name = "Издом «Ёж»"'), expected)
                self.undo(sets)

    def test_references_of_the_file_to_itself_in_any_order(self):
        path = self.house.path("own.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Название,Головная компания,Телефоны\nМаленькая,Средняя,8 916 123-45-67\nСредняя,Большая,\nБольшая,,+7 495 111-22-33\n"
                       "Чужая,Нигде,\nПлохая,,не телефон\nПри плохой,Плохая,\n")
        refused = self.house.ctl("import", "company", path, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertEqual(self.house.count("company"), 0)
        answer = self.house.json("import", "company", path, "--skip-bad-rows")[0]
        self.assertEqual((answer["created"], answer["skipped"]), (3, 3))
        small = self.house.json("query", "company", "--where", 'name = "Маленькая"', "--columns", "name,parent.parent.name,phones")[0]
        self.assertEqual((small["parent.parent.name"], small["phones"]), ("Большая", ["+79161234567"]))
        made = self.house.json("import", "company", path, "--skip-bad-rows", "--create-missing", "--match", "name")[0]
        self.assertEqual((made["created"], made["unchanged"], made["skipped"], made["also_company"]), (1, 3, 2, 1))
        self.undo([answer["change_set"], made["change_set"]])

    def manyContacts(self, count):
        path = self.house.path("many.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("name,position,phones,emails,birthday,note,address,preferred_channel\r\n")
            for i in range(count):
                file.write(f"Иванов Пётр {i},Директор,+7916{i:07},p{i}@firma.example,{1 + i % 28:02}.05.1980,заметка {i},\"г. Тверь, д. {i}\",phone\r\n")
        return path

    def test_an_import_broken_off_leaves_nothing(self):
        path = self.manyContacts(100_000)
        for patience in (0.2, 0.5, 1.0, 2.0):  # it dies while it uploads, looks, writes
            with self.assertRaises(subprocess.TimeoutExpired):
                subprocess.run([os.path.join(house.BIN, "kupetsctl"), "import", "contact", path], env=self.house.environment,
                               capture_output=True, timeout=patience)
            self.assertEqual(self.house.count("contact"), 0)
        self.assertIsNone(self.house.server.poll())

    def test_many_rows_and_how_fast_they_come(self):
        count = 60_000
        path = self.manyContacts(count)
        before = time.monotonic()
        answer = self.house.json("import", "contact", path)[0]
        spent = time.monotonic() - before
        self.assertEqual(answer["created"], count)
        print(f"import of {count} rows of 8 columns: {count / spent:.0f} rows/s", file=sys.stderr)
        self.house.ctl("undo", answer["change_set"])
        self.assertEqual(self.house.count("contact"), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
