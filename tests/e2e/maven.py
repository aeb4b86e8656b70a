"""How the four files of tests/data/maven become records: what maps to what, and what is wrong with the files."""
import csv
import os

FILES = ("sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline.csv")
PIPELINE = "Sales"
KINDS = {"won": "won", "lost": "lost"}


def decode(path):
    """The file's text, whatever of the usual encodings it is in."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def rows(folder, name):
    text = decode(os.path.join(folder, name))
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def misspelt(folder):
    """Products that the pipeline writes otherwise than the list does: {"GTXPro": "GTX Pro"}."""
    def plain(name):
        return "".join(name.split()).lower()

    known = {row["product"] for row in rows(folder, "products.csv")}
    by_plain = {plain(name): name for name in known}
    seen = {row["product"] for row in rows(folder, "sales_pipeline.csv")}
    return {name: by_plain[plain(name)] for name in sorted(seen - known) if plain(name) in by_plain}


def make_stages(house, folder):
    """A pipeline with the file's stages, in the order of a sale."""
    seen = {row["deal_stage"] for row in rows(folder, "sales_pipeline.csv")}
    usual = ["Prospecting", "Engaging", "Won", "Lost"]
    order = [name for name in usual if name in seen] + sorted(seen - set(usual))
    made = [house.json("save", "pipeline", f"name={PIPELINE}")[0]["change_set"]]
    for position, name in enumerate(order, 1):
        made.append(house.json("save", "stage", f"name={name}", f"pipeline={PIPELINE}", f"position={position}",
                               f"kind={KINDS.get(name.lower(), 'open')}")[0]["change_set"])
    return made


def arguments(folder):
    """The calls of `kupetsctl import`, in order."""
    file = {name: os.path.join(folder, name) for name in FILES}
    aliases = [word for wrong, right in misspelt(folder).items() for word in ("--alias", f"product:{wrong}={right}")]
    return [
        ["user", file["sales_teams.csv"], "--map", "sales_agent=name", "--map", "manager=manager", "--map", "regional_office=department",
         "--match", "name", "--create-missing"],
        ["product", file["products.csv"], "--map", "product=name", "--map", "series=product_group", "--map", "sales_price=price",
         "--match", "name", "--create-missing"],
        ["company", file["accounts.csv"], "--map", "account=name", "--map", "sector=industry", "--map", "year_established=founded_year",
         "--map", "revenue=revenue", "--map", "employees=employees", "--map", "office_location=country", "--map", "subsidiary_of=parent",
         "--match", "name", "--alias", "sector:technolgy=technology"],
        ["deal", file["sales_pipeline.csv"], "--map", "opportunity_id=name", "--map", "sales_agent=owner", "--map", "product=product",
         "--map", "account=company", "--map", "deal_stage=stage.name", "--set", f"stage.pipeline={PIPELINE}",
         "--map", "engage_date=started_on", "--map", "close_date=closed_on", "--map", "close_value=amount", "--match", "name",
         "--alias", "account:null=", *aliases],
    ]


def load(house, folder, *more):
    """All four files; what each import answered, and the change sets, oldest first."""
    sets = make_stages(house, folder)
    answers = []
    for call in arguments(folder):
        answers.append(house.json("import", *call, *more)[0])
        sets.append(answers[-1]["change_set"])
    return answers, sets


def whole(number):
    return int(number) if number == int(number) else number


def summary(house):
    stages = {}
    for group in house.json("query", "deal", "--group-by", "stage.name", "--sum", "amount"):
        stages[group["stage.name"]] = {"deals": group["count"], "sum": whole(group["sum_amount"] or 0)}
    return {
        "stages": stages,
        "companies_with_parent": house.count("company", "NOT(ISBLANK(parent))"),
        "users_with_manager": house.count("user", "NOT(ISBLANK(manager))"),
        "deals_without_company": house.count("deal", "ISBLANK(company)"),
    }
