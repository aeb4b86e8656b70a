#!/usr/bin/env python3
"""Errors in cells are told by sheet, row and column; bad rows come back as a book that is mended and imported again."""
import json
import os
import sys
import unittest
import zipfile
from datetime import date

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "messy"))
import house  # noqa: E402
import make  # noqa: E402

FILES = os.path.join(house.ROOT, "tests", "data", "sheets", "files")
COLUMNS = ["Имя", "Почта", "Телефон", "Родился"]


class ImportFilesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = house.House("--unsafe-fast-passwords")

    @classmethod
    def tearDownClass(cls):
        cls.house.close()

    def outcomes(self, *call):
        """What is wrong, by row: the columns; and what the others have."""
        path = self.house.path("outcomes.jsonl")
        self.house.ctl("import", *call, "--skip-bad-rows", "--dry-run", "--outcomes", path)
        bad, good = {}, {}
        with open(path, encoding="utf-8") as file:
            for one in map(json.loads, file):
                if one["outcome"] == "bad":
                    bad.setdefault(one["row"], []).append((one["error"]["column"], one["error"]["value"]))
                else:
                    good[one["row"]] = {field: cell["after"] for field, cell in one["cells"].items()}
        return bad, good

    def test_formulas_that_are_errors(self):
        for name in ("office_errors.xlsx", "office_errors.ods", "office_errors.xls"):
            with self.subTest(name):
                bad, good = self.outcomes("contact", os.path.join(FILES, name), "--map", "Формула=name", "--map", "Чем стала=note")
                self.assertEqual(set(bad), {2, 3, 4, 11, 12})
                self.assertEqual(bad[2], [("Чем стала", "#DIV/0!")])
                self.assertEqual(bad[3], [("Чем стала", "#N/A")])
                self.assertEqual(good[5]["note"], "2")

    def test_a_column_of_many_kinds(self):
        bad, good = self.outcomes("deal", os.path.join(FILES, "office_mixed.xlsx"), "--map", "Когда=expected_close",
                                  "--map", "Сколько=amount", "--set", "name=Сделка", "--set", "stage.name=Новая",
                                  "--set", "stage.pipeline=Другая", "--create-missing")
        self.assertEqual(bad[4], [("Сколько", "пять")])
        self.assertEqual([column for column, _ in bad[6]], ["Сколько"])
        self.assertEqual(bad[7][0], ("Когда", "Nov 21, 2026"))
        self.assertEqual([column for column, _ in bad[7]], ["Когда", "Сколько"])
        for row in (2, 3, 5):
            self.assertEqual(good[row]["expected_close"], "2026-11-21")

    def test_bad_rows_are_mended_and_imported_again_in_the_same_way(self):
        make.COLUMNS = COLUMNS
        path = self.house.path("clients.xlsx")
        make.write_xlsx(path, [
            {"Имя": "Иванов Иван", "Почта": "ivan@a.ru", "Телефон": "8 916 111-22-33", "Родился": date(2001, 2, 3)},
            {"Имя": "Петров Пётр", "Почта": "123", "Телефон": "нет", "Родился": date(1999, 12, 31)},
            {"Имя": "Сидоров Илья", "Почта": "ilya@a.ru", "Телефон": "8 916 444-55-66", "Родился": "когда-то"}])
        template = self.house.path("template.json")
        paths = {"Имя": "name", "Почта": "emails", "Телефон": "phones", "Родился": "birthday"}
        with open(template, "w", encoding="utf-8") as file:
            json.dump({"sheets": [{"sheet": "Клиенты", "headerRow": 3, "parts": [{
                "entity": "contact", "match": [{"fields": ["emails"]}],
                "columns": [{"header": header, "path": to} for header, to in paths.items()]}]}]}, file)
        bad = self.house.path("bad.xlsx")
        done = self.house.json("import", "--template", template, path, "--skip-bad-rows", "--errors", bad)[0]
        self.assertEqual((done["created"], done["errors"]), (1, 2))

        rows = [json.loads(line) for line in self.house.ctl("sheet", bad).stdout.splitlines()]
        rows = [row["cells"] for row in rows if "cells" in row]
        self.assertEqual([cell[1] for cell in rows[0].values()], COLUMNS + ["Why not imported"])
        self.assertEqual(rows[1]["D"][:2], ["date", "1999-12-31"])
        self.assertIn("Почта: ", rows[1]["E"][1])
        self.assertIn("; Телефон: ", rows[1]["E"][1])
        self.assertIn("Родился: ", rows[2]["E"][1])

        # Mended in the book itself, as Excel keeps its texts.
        mended = self.house.path("mended.xlsx")
        with zipfile.ZipFile(bad) as old, zipfile.ZipFile(mended, "w") as new:
            for item in old.infolist():
                text = old.read(item)
                for wrong, right in ((">123<", ">petr@a.ru<"), (">нет<", ">8 916 777-88-99<"), (">когда-то<", ">01.02.2003<")):
                    text = text.replace(wrong.encode(), right.encode())
                new.writestr(item, text)
        again = self.house.json("import", "--template", template, mended)[0]
        self.assertEqual((again["created"], again["errors"]), (2, 0))
        self.assertEqual(self.house.count("contact", 'birthday = "1999-12-31" AND name = "Петров Пётр"'), 1)
        self.assertEqual(self.house.count("contact", 'birthday = "2003-02-01"'), 1)


if __name__ == "__main__":
    unittest.main()
