// What becomes of each row: several records of one row, keys in their order, decisions, repairs, and that a rehearsal
// tells what then happens.
#include "common/wire/values.h"
#include "tests/server/modules/import_support.h"

using namespace kupets;
using namespace kupets::tests;

namespace {

/// "3/0 CREATED name: → Ромашка" a line, cells after one another.
std::string told(const Import& import) {
    std::string out;
    for (const auto& outcome : import.outcomes) {
        out += std::to_string(outcome.row()) + "/" + std::to_string(outcome.part()) + " " +
               v1::ImportOutcome::Kind_Name(outcome.kind());
        for (const auto& cell : outcome.cells()) {
            const auto before = wire::fromProto(cell.before());
            const auto after = wire::fromProto(cell.after());
            out += "; " + cell.field() + ": " + (cell.before_title().empty() ? toText(*before) : cell.before_title()) +
                   " → " + (cell.after_title().empty() ? toText(*after) : cell.after_title());
        }
        for (const auto& like : outcome.likes()) out += "; like " + like.title();
        if (outcome.has_error())
            out += "; " + outcome.error().header() + " " +
                   std::string(errorCodeName(static_cast<ErrorCode>(outcome.error().code())));
        out += "\n";
    }
    return out;
}

Uuid makeCompany(Kernel& kernel, const records::Actor& actor, std::vector<std::pair<std::string, Value>> fields) {
    const Uuid id = Uuid::make();
    REQUIRE(kernel.save(actor, {Kernel::create("company", id, std::move(fields))}));
    return id;
}

}  // namespace

TEST_CASE("a row makes a company, its contact and their deal, a row counts as a whole") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import import("company", {{"Фирма", "name"}, {"ИНН", "inn"}});
    import.match("inn").match("name");
    import.addPart("contact", {{"Фамилия", "name"}, {"Имя", "name"}, {"Тел.", "phones"}, {"Моб.", "phones"}})
        .link("company", "company")
        .match("phones");
    import.addPart("deal", {{"Сделка", "name"}, {"Этап", "stage.name"}})
        .link("company", "company")
        .link("contact", "contact")
        .constant("stage.pipeline", "Новая")
        .createMissing();
    import.skipBadRows().request.set_tell_outcomes(true);
    const auto reply = import.run(kernel, chief,
                                  "Фирма;ИНН;Фамилия;Имя;Тел.;Моб.;Сделка;Этап\n"
                                  "Ромашка;7707083893;Иванов;Иван;495 111-22-33;8 916 111-22-33;Первая;Начало\n"
                                  "Ромашка;7707083893;Петров;Пётр;;8 916 222-33-44;;\n"
                                  "Лютик;;;;;;Вторая;Начало\n"
                                  "Василёк;;Сидоров;Сидор;не телефон;;Третья;Начало\n");
    REQUIRE(reply);
    CHECK(errors(*reply) == std::vector<std::string>{"5 Тел. не телефон INVALID_VALUE"});
    CHECK(kernel.count(chief, "company") == 2);  // of the fourth row nothing is there
    CHECK(kernel.count(chief, "contact", "company.name = \"Ромашка\"") == 2);
    CHECK(text(kernel, chief, "contact", "name = \"Иванов Иван\"", "phones") == "+74951112233; +79161112233");
    CHECK(kernel.count(chief, "deal", "AND(company.name = \"Ромашка\", contact.name = \"Иванов Иван\")") == 1);
    CHECK(kernel.count(chief, "deal", "AND(company.name = \"Лютик\", ISBLANK(contact))") == 1);
    CHECK(kernel.count(chief, "deal") == 2);
    REQUIRE(reply->parts_size() == 3);
    CHECK(reply->parts(0).created() == 2);
    CHECK(reply->parts(0).unchanged() == 1);  // the second row says nothing new of the firm
    CHECK(reply->parts(1).created() == 2);
    CHECK(reply->parts(1).errors() == 1);
    CHECK(reply->parts(2).created() == 2);
    REQUIRE(kernel.undo(chief, *Uuid::fromBytes(import.request.change_set_id())));
    CHECK(kernel.count(chief, "company") + kernel.count(chief, "contact") + kernel.count(chief, "deal") == 0);
}

TEST_CASE("keys are asked in their order, who differs in an earlier one is somebody else") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    makeCompany(kernel, chief, {{"name", std::string("По ИНН")}, {"inn", std::string("7707083893")}});
    makeCompany(kernel, chief, {{"name", std::string("По телефону")}, {"phones", Texts{"+79160000001"}}});
    makeCompany(
        kernel, chief,
        {{"name", std::string("Чужая")}, {"inn", std::string("7702070139")}, {"phones", Texts{"+79160000002"}}});
    Import import("company", {{"name", "name"}, {"inn", "inn"}, {"phone", "phones"}, {"city", "city"}});
    import.match("inn").match("phones");
    const auto reply = import.run(kernel, chief,
                                  "name,inn,phone,city\n"
                                  "А,7707083893,,Псков\n"
                                  "Б,7736050003,8 916 000 00 01,Тверь\n"   // no INN there: found by the telephone
                                  "В,7710140679,8 916 000 00 02,Казань\n"  // another INN there: another company
                                  "Г,,8 916 000 00 03,Уфа\n"
                                  "Г2,,8 916 000 00 03,Омск\n");  // the row before made it
    REQUIRE(reply);
    CHECK(errors(*reply).empty());
    CHECK(reply->created() == 2);
    CHECK(reply->updated() == 3);
    CHECK(kernel.count(chief, "company") == 5);
    CHECK(text(kernel, chief, "company", "name = \"А\"", "inn") == "7707083893");
    CHECK(text(kernel, chief, "company", "name = \"Б\"", "inn") == "7736050003");
    CHECK(kernel.count(chief, "company", "AND(name = \"Чужая\", ISBLANK(city))") == 1);
    CHECK(text(kernel, chief, "company", "name = \"Г2\"", "city") == "Омск");

    // Two fields together: who has only one of them is somebody else.
    makeCompany(kernel, chief, {{"name", std::string("Г2")}});
    Import pair("company", {{"name", "name"}, {"city", "city"}, {"industry", "industry"}});
    pair.part().add_match()->add_fields("name");
    pair.part().mutable_match(0)->add_fields("city");
    const auto joined = pair.run(kernel, chief, "name,city,industry\nГ2,Омск,Торговля\nГ2,Уфа,Торговля\n");
    REQUIRE(joined);
    CHECK(joined->updated() == 1);
    CHECK(joined->created() == 1);

    // Thousands of rows: what earlier ones made is found by the later ones; a second telephone joins the first.
    std::string many = "name,inn,phone,city\n";
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 6'000; ++i)
            many += "Фирма " + std::to_string(i) + ",,\"+7 916 1" + std::to_string(100'000 + i) +
                    (round == 0 ? "\"" : ", +7 916 2" + std::to_string(100'000 + i) + "\"") + ",\n";
    }
    Import large("company", {{"name", "name"}, {"phone", "phones"}});
    large.match("phones");
    const auto both = large.run(kernel, chief, many);
    REQUIRE(both);
    CHECK(both->created() == 6'000);
    CHECK(both->updated() == 6'000);
    CHECK(text(kernel, chief, "company", "name = \"Фирма 17\"", "phones") == "+79161100017; +79162100017");
}

TEST_CASE("what is found is updated, left alone, made again or waits for a decision, only what is empty is filled") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const Uuid there = makeCompany(kernel, chief, {{"name", std::string("Ромашка")}, {"city", std::string("Псков")}});
    const std::string file = "name,city,industry\nРомашка,Тверь,Цветы\nЛютик,Уфа,\n";
    const std::vector<std::pair<std::string, std::string>> columns{
        {"name", "name"}, {"city", "city"}, {"industry", "industry"}};
    const auto rehearse = [&](auto change) {
        Import import("company", columns);
        import.match("name").request.set_dry_run(true);
        import.request.set_tell_outcomes(true);
        change(import);
        REQUIRE(import.run(kernel, chief, file));
        return told(import);
    };
    const std::string added = "3/0 CREATED; name:  → Лютик; city:  → Уфа; owner:  → Глава\n";
    CHECK(rehearse([](Import&) {}) == "2/0 UPDATED; city: Псков → Тверь; industry:  → Цветы\n" + added);
    CHECK(rehearse([](Import& import) { import.part().mutable_columns(1)->set_only_if_empty(true); }) ==
          "2/0 UPDATED; industry:  → Цветы\n" + added);
    CHECK(rehearse([](Import& import) { import.part().set_when_found(v1::ImportPart::SKIP); }) ==
          "2/0 SKIPPED\n" + added);
    CHECK(rehearse([](Import& import) { import.part().set_when_found(v1::ImportPart::CREATE); }) ==
          "2/0 CREATED; name:  → Ромашка; city:  → Тверь; industry:  → Цветы; owner:  → Глава\n" + added);
    CHECK(rehearse([](Import& import) { import.part().set_when_missing(v1::ImportPart::LEAVE_OUT); }) ==
          "2/0 UPDATED; city: Псков → Тверь; industry:  → Цветы\n3/0 SKIPPED\n");
    const auto ask = [&](auto decide) {
        return rehearse([&](Import& import) {
            import.part().set_when_found(v1::ImportPart::ASK);
            auto* decision = import.request.add_decisions();
            decision->set_row(2);
            decide(*decision);
        });
    };
    CHECK(rehearse([](Import& import) { import.part().set_when_found(v1::ImportPart::ASK); }) ==
          "2/0 UNDECIDED; like Ромашка\n" + added);
    CHECK(ask([&](auto& decision) { decision.set_record(std::string(there.view())); }) ==
          "2/0 UPDATED; city: Псков → Тверь; industry:  → Цветы\n" + added);
    CHECK(ask([](auto& decision) { decision.set_create(true); }) ==
          "2/0 CREATED; name:  → Ромашка; city:  → Тверь; industry:  → Цветы; owner:  → Глава\n" + added);
    CHECK(ask([](auto& decision) { decision.set_skip(true); }) == "2/0 SKIPPED\n" + added);
    CHECK(kernel.count(chief, "company") == 1);  // all of it was a rehearsal
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "city") == "Псков");
}

TEST_CASE("cells are mended in the request, and converted as their column says") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const std::string file =
        "Кто;Когда;Сумма;Состояние\n"
        "Иванов Иван Иванович / Ромашка;03.04.2026;1,5;да\n"
        "Петров;не дата;2,5;НЕТ\n";
    Import import("lead", {{"Кто", "name"},
                           {"Кто", "company_name"},
                           {"Когда", "buys_on"},
                           {"Сумма", "budget"},
                           {"Состояние", "has_need"}});
    auto* take = import.part().mutable_columns(0)->mutable_conversion();
    take->set_take(v1::ImportConversion::BEFORE);
    take->set_separator("/");
    take = import.part().mutable_columns(1)->mutable_conversion();
    take->set_take(v1::ImportConversion::AFTER);
    take->set_separator("/");
    import.part().mutable_columns(2)->mutable_conversion()->set_date_order("mdy");
    import.alias("Состояние", "нет", "да");
    CHECK(errors(*import.run(kernel, chief, file)) == std::vector<std::string>{"3 Когда не дата INVALID_VALUE"});
    auto* fix = import.request.add_fixes();
    fix->set_row(3);
    fix->set_header("Когда");
    fix->set_text("12/31/2026");
    const auto reply = import.run(kernel, chief, file);
    REQUIRE(reply);
    CHECK(errors(*reply).empty());
    CHECK(text(kernel, chief, "lead", "company_name = \"Ромашка\"", "name") == "Иванов Иван Иванович");
    CHECK(text(kernel, chief, "lead", "company_name = \"Ромашка\"", "buys_on") == "2026-03-04");
    CHECK(text(kernel, chief, "lead", "company_name = \"Ромашка\"", "budget") == "1.5 RUB");
    CHECK(text(kernel, chief, "lead", "name = \"Петров\"", "buys_on") == "2026-12-31");
    CHECK(kernel.count(chief, "lead", "has_need") == 2);
}

TEST_CASE("telephones of another country, several in a cell, with extensions") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import import("company", {{"name", "name"}, {"phone", "phones"}});
    import.part().mutable_columns(1)->mutable_conversion()->set_phone_country("BY");
    const auto reply =
        import.run(kernel, chief,
                   "name;phone\nА;\"(017) 222-11-22, доб. 12, +7 495 111-22-33\"\nБ;8 029 111-22-33 / 017 222-33-44\n");
    REQUIRE(reply);
    CHECK(errors(*reply).empty());
    CHECK(reply->created() == 2);
    CHECK(text(kernel, chief, "company", "name = \"А\"", "phones") == "+375172221122;ext=12; +74951112233");
    CHECK(text(kernel, chief, "company", "name = \"Б\"", "phones") == "+375291112233; +375172223344");
}

TEST_CASE(
    "a company that a reference names is made once, however it is written, and its legal form has a field of its own") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import import("contact", {{"Имя", "name"}, {"Фирма", "company"}});
    import.createMissing();
    const auto reply = import.run(kernel, chief,
                                  "Имя;Фирма\n"
                                  "Иван;ООО «Ромашка»\n"
                                  "Пётр;Ромашка ООО\n"
                                  "Анна;Ромашка\n"
                                  "Ольга;АО Лютик\n"
                                  "Олег;ИП Лютик\n");
    REQUIRE(reply);
    CHECK(reply->created() == 5);
    REQUIRE(reply->also_created_size() == 1);
    CHECK(reply->also_created(0).count() == 3);
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "legal_form") == "ООО");
    CHECK(text(kernel, chief, "company", "legal_form = \"АО\"", "name") == "Лютик");
    CHECK(text(kernel, chief, "company", "legal_form = \"ИП\"", "name") == "Лютик");
    CHECK(text(kernel, chief, "contact", "name = \"Пётр\"", "company.legal_form") == "ООО");
    CHECK(text(kernel, chief, "contact", "name = \"Анна\"", "company.name") == "Ромашка");
    CHECK(text(kernel, chief, "contact", "name = \"Олег\"", "company.legal_form") == "ИП");
}

TEST_CASE("rows of a sheet refer to one another by what they say, not by how they are written") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import byName("company", {{"Фирма", "name"}, {"Головная", "parent"}});
    const auto named = byName.run(kernel, chief,
                                  "Фирма;Головная\n"
                                  "Ромашка ООО;\n"
                                  "ООО Лютик;ООО «Ромашка»\n"
                                  "Пион;Лютик\n");
    REQUIRE(named);
    CHECK(errors(*named) == std::vector<std::string>{});
    CHECK(text(kernel, chief, "company", "name = \"Лютик\"", "parent.name") == "Ромашка");
    CHECK(text(kernel, chief, "company", "name = \"Пион\"", "parent.name") == "Лютик");
}

TEST_CASE("all that is wrong with a row is told, each with its column") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import import("company", {{"Фирма", "name"}, {"ИНН", "inn"}, {"Тел.", "phones"}, {"Почта", "emails"}});
    import.skipBadRows().request.set_tell_outcomes(true);
    const auto reply = import.run(kernel, chief,
                                  "Фирма;ИНН;Тел.;Почта\n"
                                  ";123;не телефон;a@b.ru\n"
                                  "Ромашка;7707083893;+79161234567;нет\n");
    REQUIRE(reply);
    CHECK(reply->error_count() == 2);
    CHECK(errors(*reply) == std::vector<std::string>{"2 ИНН 123 INVALID_VALUE", "2 Тел. не телефон INVALID_VALUE",
                                                     "2 Фирма  REQUIRED", "3 Почта нет INVALID_VALUE"});
    CHECK(told(import) ==
          "2/0 BAD; ИНН INVALID_VALUE\n2/0 BAD; Тел. INVALID_VALUE\n2/0 BAD; Фирма REQUIRED\n3/0 BAD; Почта "
          "INVALID_VALUE\n");
}
