#include <catch2/catch.hpp>

#include "tests/server/modules/import_support.h"

using namespace kupets;
using namespace kupets::tests;

TEST_CASE("cells become values of every type, in the form that the file writes them") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    Import import("company", {{"Название", "name"},
                              {"Выручка", "revenue"},
                              {"Скидка", "discount"},
                              {"Категория", "category"},
                              {"Телефоны", "phones"},
                              {"Почта", "emails"},
                              {"Год", "founded_year"},
                              {"Сайт", "website"},
                              {"ИНН", "inn"}});
    const auto reply = import.run(kernel, chief,
                                  "Название;Выручка;Скидка;Категория;Телефоны;Почта;Год;Сайт;ИНН\r\n"
                                  "Ромашка;1 234,50 ₽;12,5 %;B — постоянные;8 916 123-45-67, 495 "
                                  "111-22-33;A@Firma.RU;1 998;firma.ru;7707083893\r\n"
                                  "Пустая;;;;;;;;\r\n");
    REQUIRE(reply);
    CHECK(errors(*reply).empty());
    CHECK(reply->created() == 2);
    CHECK(reply->found().delimiter() == ";");
    CHECK(reply->found().decimal_separator() == ",");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "revenue") == "1234.50 RUB");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "discount") == "12.5");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "category") == "b");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "phones") == "+79161234567; +74951112233");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "emails") == "A@firma.ru");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "founded_year") == "1998");
    CHECK(text(kernel, chief, "company", "name = \"Ромашка\"", "website") == "https://firma.ru");
    // An empty cell leaves the default: whoever imports is the owner.
    CHECK(kernel.count(chief, "company", "owner.name = \"Глава\"") == 2);
}

TEST_CASE("each bad row is named with its line, column and reason, one refuses the file") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const std::string file =
        "name,inn,employees,parent\n"
        "Хорошая,,10,\n"
        "Плохой ИНН,7707083894,,\n"
        "\"Две\nстроки\",,много,\n"
        "Минус,,-5,\n"
        ",,1,\n"
        "Ничья,,,Неизвестная\n"
        "Коротка,1\n"
        "Дочь плохой,,,Минус\n";
    Import import("company", {{"name", "name"}, {"inn", "inn"}, {"employees", "employees"}, {"parent", "parent"}});
    auto reply = import.run(kernel, chief, file);
    REQUIRE(reply);
    CHECK(errors(*reply) == std::vector<std::string>{"3 inn 7707083894 INVALID_VALUE",
                                                     "4 employees много INVALID_VALUE", "6 employees -5 OUT_OF_RANGE",
                                                     "7 name  REQUIRED", "8 parent Неизвестная NOT_FOUND",
                                                     "9  2 BAD_FILE"});
    CHECK(reply->created() == 0);
    CHECK(kernel.count(chief, "company") == 0);

    reply = import.skipBadRows().run(kernel, chief, file);
    REQUIRE(reply);
    CHECK(reply->error_count() == 7);
    CHECK(errors(*reply).back() == "10 parent Минус NOT_FOUND");
    CHECK(reply->created() == 1);
    CHECK(reply->skipped() == 7);
    CHECK(kernel.count(chief, "company") == 1);
}

TEST_CASE("records are found by their keys and updated, what is the same stays the same") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const auto load = [&](const std::string& file) {
        return Import("product", {{"name", "name"}, {"article", "article"}, {"price", "price"}})
            .match("article")
            .run(kernel, chief, file);
    };
    REQUIRE(load("name,article,price\nСтол,С-1,100\nСтул,С-2,50\n")->created() == 2);
    auto again = load("name,article,price\nСтол,С-1,100.00\nСтул мягкий,С-2,50\nШкаф,С-3,70\nШкаф большой,С-3,80\n");
    REQUIRE(again);
    CHECK(errors(*again).empty());
    CHECK(again->unchanged() == 1);
    CHECK(again->updated() == 2);  // one that was there, one that a later row of the file went into
    CHECK(again->created() == 1);
    CHECK(text(kernel, chief, "product", "article = \"С-3\"", "name") == "Шкаф большой");
    CHECK(text(kernel, chief, "product", "article = \"С-2\"", "name") == "Стул мягкий");
    // Two records with the key: nobody can tell which is meant.
    REQUIRE(
        kernel.save(chief, {Kernel::create("product", Uuid::make(),
                                           {{"name", std::string("Стол второй")}, {"article", std::string("С-1")}})}));
    CHECK(errors(*load("name,article,price\nСтол третий,С-1,1\n")) ==
          std::vector<std::string>{"2 article С-1 AMBIGUOUS"});
    // A value that must be unique is taken by another record, or comes twice in the file.
    CHECK(errors(*load("name,article,price\nШкаф большой,С-9,1\nНовый,С-10,1\nНовый,С-11,1\n")) ==
          std::vector<std::string>{"2 name Шкаф большой ALREADY_EXISTS", "4 name Новый ALREADY_EXISTS"});
    CHECK(kernel.count(chief, "product") == 4);
}

TEST_CASE("references are found by one field or several, made where they may be, and refused where they cannot") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const std::string file = "name,firm,step\nА,7707083893,Начало\nБ,7707083893,Конец\nВ,нет,Начало\n";
    const Uuid firm = Uuid::make();
    REQUIRE(kernel.save(
        chief, {Kernel::create("company", firm, {{"name", std::string("Банк")}, {"inn", std::string("7707083893")}})}));
    const std::vector<std::pair<std::string, std::string>> columns{
        {"name", "name"}, {"firm", "company.inn"}, {"step", "stage.name"}};

    Import bare("deal", columns);
    CHECK(errors(*bare.alias("firm", "нет", "").run(kernel, chief, file)) ==
          std::vector<std::string>{"2 step Начало NOT_FOUND", "3 step Конец NOT_FOUND", "4 step Начало NOT_FOUND"});
    // A stage belongs to a pipeline: by its name alone it cannot be made.
    Import half("deal", columns);
    const auto refused = half.alias("firm", "нет", "").createMissing().run(kernel, chief, file);
    CHECK(errors(*refused)[0] == "2 step Начало REQUIRED");
    CHECK(kernel.count(chief, "stage") == 0);

    Import whole("deal", columns);
    const auto reply =
        whole.alias("firm", "нет", "").constant("stage.pipeline", "Новая").createMissing().run(kernel, chief, file);
    REQUIRE(reply);
    CHECK(errors(*reply).empty());
    CHECK(reply->created() == 3);
    CHECK(kernel.count(chief, "deal", "company.name = \"Банк\"") == 2);
    CHECK(kernel.count(chief, "deal", "ISBLANK(company)") == 1);
    CHECK(kernel.count(chief, "stage", "pipeline.name = \"Новая\"") == 2);
    CHECK(kernel.count(chief, "pipeline") == 1);
    REQUIRE(kernel.undo(chief, *Uuid::fromBytes(whole.request.change_set_id())));
    CHECK(kernel.count(chief, "deal") + kernel.count(chief, "stage") + kernel.count(chief, "pipeline") == 0);
}

TEST_CASE("an import may no more than the person") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const records::Actor anna = kernel.person("Анна", "manager");
    REQUIRE(kernel.save(
        chief, {Kernel::create("company", Uuid::make(), {{"name", std::string("Чужая")}, {"owner", chief.id}})}));
    // What one may not see cannot be linked to.
    const auto linked =
        Import("contact", {{"name", "name"}, {"company", "company"}}).run(kernel, anna, "name,company\nПётр,Чужая\n");
    CHECK(errors(*linked) == std::vector<std::string>{"2 company Чужая NOT_FOUND"});
    // Nor can others' records be updated: for her this is a new one.
    const auto updated = Import("company", {{"name", "name"}, {"city", "city"}})
                             .match("name")
                             .run(kernel, anna, "name,city\nЧужая,Псков\n");
    REQUIRE(updated);
    CHECK(updated->created() == 1);
    CHECK(kernel.count(chief, "company", "name = \"Чужая\"") == 2);
    // Nor records made in another's name.
    const auto others =
        Import("company", {{"name", "name"}, {"owner", "owner"}}).run(kernel, anna, "name,owner\nДругая,Глава\n");
    REQUIRE(others);
    CHECK(others->error_count() == 1);
    CHECK(others->errors(0).code() == static_cast<std::uint32_t>(ErrorCode::Forbidden));
}

TEST_CASE("what is wrong with the whole is said at once") {
    Kernel kernel;
    const records::Actor chief = kernel.person("Глава", "administrator");
    const auto code = [&](Import import, const std::string& file) {
        const auto reply = import.run(kernel, chief, file);
        return reply ? std::string("fine") : describe(reply.error());
    };
    CHECK(code(Import("nothing", {{"a", "name"}}), "a\n1\n") ==
          "UNKNOWN_ENTITY at sheets[0].parts[0].entity [nothing]");
    CHECK(code(Import("company", {{"b", "name"}}), "a\n1\n") ==
          "BAD_FILE at sheets[0].parts[0].columns[0] [header] [1] [b] []");
    CHECK(code(Import("company", {{"a", "wings"}}), "a\n1\n").starts_with("UNKNOWN_FIELD"));
    CHECK(code(Import("company", {{"a", "deals_won"}}), "a\n1\n").starts_with("READ_ONLY"));
    CHECK(code(Import("company", {{"a", "name"}, {"a", "employees"}, {"a", "employees"}}), "a\n1\n")
              .starts_with("BAD_REQUEST"));
    CHECK(code(Import("company", {}), "a\n1\n").starts_with("BAD_REQUEST"));
    CHECK(code(Import("company", {{"a", "name"}}), "") == "BAD_FILE [empty file]");
    CHECK(code(Import("company", {{"a", "name"}}), "a\n\"1\n") == "BAD_FILE at sheets[0] [quote] [2] [1]");
    CHECK(code(Import("company", {{"a", "name"}}).match("city"), "a\n1\n").starts_with("INVALID_VALUE"));
    CHECK(code(Import("deal", {{"a", "name"}, {"d", "closed_on"}, {"e", "started_on"}}),
               "a,d,e\n1,31.12.2020,01.02.2020\n2,12/31/2020,\n") ==
          "BAD_FILE at sheets[0].csv.date_order [date order] [1] [d] []");
    CHECK(kernel.count(chief, "company") + kernel.count(chief, "deal") == 0);
}
