#!/usr/bin/env python3
"""Ten years of somebody's Excel (tests/data/messy) through the real server: the rehearsal tells every cell that then comes,
what can not come in is told by row, and undo leaves what was there before, to the byte."""
import collections
import itertools
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import house  # noqa: E402

sys.path.insert(0, os.path.join(house.ROOT, "tests", "data", "messy"))
import make  # noqa: E402

PLAN = {
    "skipBadRows": True,
    "sheets": [{
        "parts": [
            {"entity": "company", "match": [{"fields": ["inn"]}, {"fields": ["phones"]}, {"fields": ["emails"]}],
             "columns": [{"header": "Организация", "path": "name"}, {"header": "ИНН", "path": "inn"}, {"header": "Телефон", "path": "phones"},
                         {"header": "E-mail", "path": "emails"}, {"header": "Город", "path": "city"}, {"header": "Адрес", "path": "address"},
                         {"header": "Оборот", "path": "revenue"}]},
            {"entity": "contact", "links": [{"field": "company", "part": "company"}],
             "columns": [{"header": "Контактное лицо", "path": "name"}, {"header": "Должность", "path": "position"},
                         {"header": "День рождения", "path": "birthday"}]},
        ],
    }],
}
KINDS = ("company", "contact", "deal", "task", "activity", "user")


def comparable(outcome):
    """Without what a rehearsal can not know: ids of records that are new."""
    def named(value):
        return value["title"] if isinstance(value, dict) else value

    cells = {field: (named(cell["before"]), named(cell["after"])) for field, cell in outcome.get("cells", {}).items()}
    return {**{k: v for k, v in outcome.items() if k != "record"}, "cells": cells}


class Messy(unittest.TestCase):
    def setUp(self):
        self.house = house.House("--unsafe-fast-database", "--unsafe-fast-passwords")
        self.addCleanup(self.house.close)
        make.make(self.house.path(""))
        self.book = self.house.path("messy.xlsx")
        self.answers = dict(enumerate(make.table()[1], make.FIRST_ROW))
        with open(self.house.path("plan.json"), "w", encoding="utf-8") as file:
            json.dump(PLAN, file)

    def load(self, *more):
        """(the answer, what became of each row)"""
        listed = self.house.path("outcomes.jsonl")
        answer = self.house.json("import", "--template", self.house.path("plan.json"), self.book, "--outcomes", listed, *more)[0]
        with open(listed, encoding="utf-8") as file:
            return answer, [json.loads(line) for line in file]

    def everything(self):
        """All fields of all records, as text."""
        out = {}
        for kind in KINDS:
            path = self.house.path(f"{kind}.csv")
            self.house.ctl("export", kind, path, "--sort", "id")
            with open(path, encoding="utf-8") as file:
                out[kind] = file.read()
        return out

    def some_are_there(self):
        """Companies that the file knows, with less and with other things of them."""
        rows, answers = make.table()
        path = self.house.path("there.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("name,inn,city,note\n")
            for row, answer in list(zip(rows, answers))[:300]:
                if row["ИНН"] and isinstance(answer, int):
                    file.write(f"Была {answer},{row['ИНН']},Магадан,старая запись\n")
        return self.house.json("import", "company", path)[0]["created"]

    def test_the_rehearsal_is_what_happens_and_undo_leaves_what_was(self):
        there = self.some_are_there()
        before = self.everything()
        rehearsed, told = self.load("--dry-run")
        self.assertEqual(self.everything(), before)
        done, made = self.load()
        self.assertEqual({k: v for k, v in rehearsed.items() if k != "change_set"}, {k: v for k, v in done.items() if k != "change_set"})
        # What new records look like is told once, before anything is there.
        likes = [one for one in told if "outcome" not in one]
        told = [one for one in told if "outcome" in one]
        self.assertGreater(len(likes), make.DUPLICATES / 4)
        differing = [(one, other) for one, other in zip(told, made) if comparable(one) != comparable(other)]
        self.assertEqual((len(told), differing[:3]), (len(made), []))

        # The last word on each cell is what the record has.
        wanted = {}
        for one in made:
            entity = PLAN["sheets"][0]["parts"][one["part"]]["entity"]
            for field, cell in one.get("cells", {}).items():
                wanted[(entity, one["record"], field)] = cell["after"]
        self.assertGreater(len(wanted), 40_000)
        wrong = []
        for entity in ("company", "contact"):
            fields = sorted({field for kind, _, field in wanted if kind == entity})
            stored = {r["id"]: r for r in self.house.json("query", entity, "--columns", ",".join(fields), "--limit", "0")}
            wrong += [(key, value, stored[key[1]][key[2]]) for key, value in wanted.items() if key[0] == entity and stored[key[1]][key[2]] != value]
        self.assertEqual(wrong, [])
        self.assertGreater(sum(1 for one in made if one["outcome"] == "updated"), there * 0.9)

        self.house.ctl("undo", done["change_set"])
        after = self.everything()
        self.assertEqual({kind: text.count("\n") for kind, text in after.items()}, {kind: text.count("\n") for kind, text in before.items()})
        # When and by whom a record was changed last is not taken back.
        self.assertEqual(after, before)

    def test_what_can_not_come_in_is_told_by_row_and_reason(self):
        answer, made = self.load()
        bad = {}
        for one in made:
            if "error" in one:
                bad[one["row"]] = one["error"]["column"]
        expected = {row: {"INN": "ИНН", "two companies": "Организация"}[why] for row, why in self.answers.items() if isinstance(why, str)}
        self.assertEqual(bad, expected)
        self.assertEqual(answer["errors"], len(expected))
        self.assertEqual(self.house.count("contact"), make.ROWS - len(expected))

    def test_duplicates_are_found_and_nothing_else_is(self):
        _, made = self.load()
        company_of = {one["row"]: one["record"] for one in made if one["part"] == 0 and one.get("record") and "error" not in one}
        group_of = {}
        for found in self.house.json("duplicates", "find", "company", "--limit", "100000"):
            group_of[found["id"]] = found["group"]
        # Rows that came to be one record, and records that are said to be the same.
        said = collections.defaultdict(set)
        true = collections.defaultdict(set)
        for row, record in company_of.items():
            said[group_of.get(record, record)].add(row)
            true[self.answers[row]].add(row)

        def pairs(groups):
            return {pair for rows in groups.values() for pair in itertools.combinations(sorted(rows), 2)}

        said, true = pairs(said), pairs(true)
        right = len(said & true)
        precision, recall = right / len(said), right / len(true)
        print(f"duplicates: {len(true)} pairs, {len(said)} told, precision {precision:.3f}, recall {recall:.3f}", file=sys.stderr)
        rows = dict(enumerate(make.table()[0], make.FIRST_ROW))

        def names(wrong):
            return [tuple(" | ".join(rows[r][c] for c in ("Организация", "Город", "Телефон", "ИНН")) for r in pair) for pair in sorted(wrong)[:10]]

        self.assertGreater(len(true), make.DUPLICATES * 0.9)
        self.assertGreaterEqual(precision, 0.98, names(said - true))
        self.assertGreaterEqual(recall, 0.95, names(true - said))


if __name__ == "__main__":
    unittest.main(verbosity=2)
