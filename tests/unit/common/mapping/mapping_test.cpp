// Guesses about a file's columns, on the program's own entities.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "common/mapping/headers.h"
#include "common/mapping/propose.h"

using namespace kupets;
using namespace kupets::mapping;

namespace {

schema::SnapshotPtr product() {
    static const schema::SnapshotPtr snapshot = [] {
        std::vector<v1::EntityDef> defs;
        for (const auto& file : std::filesystem::directory_iterator(KUPETS_SOURCE "/server/entities")) {
            std::ifstream in(file.path());
            std::stringstream text;
            text << in.rdbuf();
            defs.push_back(schema::parseEntityDef(file.path().filename().string(), text.str()).value());
        }
        return schema::Snapshot::build(std::move(defs), 1).value();
    }();
    return snapshot;
}

Column column(const std::string& header, const std::vector<std::string>& cells) {
    Column out{header, {}};
    for (const std::string& cell : cells)
        out.cells.push_back({cell.empty() ? sheet::CellKind::Empty : sheet::CellKind::Text, false, {}, cell});
    return out;
}

/// "company.name", "contact.phones", "-": where each column goes.
std::vector<std::string> goes(const std::vector<std::string>& entities, const std::vector<Column>& columns) {
    const auto parts = partsOf(*product(), entities);
    std::vector<std::string> out;
    for (const auto& target : propose(parts, columns))
        out.push_back(target ? parts[target->part].name + "." + target->path : "-");
    return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("names of columns: twice the same, none, any spelling") {
    CHECK(distinctHeaders({"Телефон", "телефон", "", " Город ", "Телефон"}) ==
          List{"Телефон", "телефон", "C", "Город", "Телефон (2)"});
    CHECK(plainHeader("Тел. (моб.)") == "тел моб");
    CHECK(plainHeader("«Юр.лицо» Sales_Agent №1") == "юр лицо sales agent 1");
    CHECK(signatureOf({"Город", "ИНН"}) == signatureOf({"инн", "город "}));
    CHECK(signatureOf({"Город"}) != signatureOf({"Город", "Город"}));
}

TEST_CASE("what cells look like") {
    const auto looks = [](const List& cells) { return looksOf(column("x", cells).cells); };
    CHECK(looks({"8 (916) 123-45-67", "+7 495 1234567", "89161234567", "нет"}) == Looks::Phone);
    CHECK(looks({"7707083893", "7728168971", "1234567890"}) == Looks::Inn);
    CHECK(looks({"a@b.ru", "ivan@firma.com"}) == Looks::Email);
    CHECK(looks({"21.11.2026", "2026-11-21", "21 ноября 2026 г."}) == Looks::Date);
    CHECK(looks({"21.11.2026 10:30", "22.11.2026 9:15"}) == Looks::DateTime);
    CHECK(looks({"1 200 руб.", "300 ₽"}) == Looks::Money);
    CHECK(looks({"1", "20", "300"}) == Looks::Integer);
    CHECK(looks({"1,5", "20", "0,3"}) == Looks::Decimal);
    CHECK(looks({"да", "нет", "Да"}) == Looks::Boolean);
    CHECK(looks({"ООО «Ромашка»", "ИП Петров", "Лютик АО"}) == Looks::CompanyName);
    CHECK(looks({"Петров Сергей Иванович", "Иванова А. П."}) == Looks::PersonName);
    CHECK(looks({"", ""}) == Looks::Empty);
    CHECK(looks({"Москва", "Тула"}) == Looks::Text);
}

TEST_CASE("a field for a column that has none") {
    const auto type = [](const List& cells) { return typeFor(column("x", cells).cells); };
    CHECK(type({"да", "нет"}) == v1::BOOLEAN);
    CHECK(type({"VIP", "опт", "VIP", "опт", "VIP", "VIP", "опт", "опт"}) == v1::CHOICE);
    CHECK(type({"красный", "синий"}) == v1::TEXT);
    CHECK(type({"12%", "5,5 %"}) == v1::PERCENT);
}

TEST_CASE("a base of clients in Russian, one sheet, companies with their people") {
    const std::vector<Column> columns{column("Юр. лицо", {"ООО «Ромашка»", "АО Лютик"}),
                                      column("ИНН", {"7707083893", "7728168971"}),
                                      column("Город", {"Москва", "Тула"}),
                                      column("Тел.", {"84951234567", "84957654321"}),
                                      column("Контактное лицо", {"Петров Сергей Иванович", "Иванова Анна Петровна"}),
                                      column("Должность", {"директор", "бухгалтер"}),
                                      column("Моб.", {"89161234567", "89167654321"}),
                                      column("Моб. (2)", {"89161234568", ""}),
                                      column("Почта", {"a@b.ru", "c@d.ru"}),
                                      column("Комментарий", {"звонить утром", ""})};
    CHECK(proposeEntities(*product(), columns, "Лист1", "") == List{"company", "contact"});
    CHECK(goes({"company", "contact"}, columns) == List{"company.name", "company.inn", "company.city", "company.phones",
                                                        "contact.name", "contact.position", "contact.phones",
                                                        "contact.phones", "contact.emails", "contact.note"});
    const auto parts = partsOf(*product(), List{"company", "contact", "deal"});
    REQUIRE(parts[2].links.size() == 2);
    CHECK(parts[2].links[0].field == "company");
    CHECK(parts[2].links[1].part == 1);
}

TEST_CASE("content speaks where headers are silent or wrong") {
    CHECK(goes({"company"}, {column("A", {"ООО «Ромашка»"}), column("B", {"7707083893"}), column("C", {"a@b.ru"})}) ==
          List{"company.name", "company.inn", "company.emails"});
    // Called a phone, but full of addresses.
    CHECK(goes({"company"}, {column("Телефон", {"a@b.ru", "c@d.ru"})}) == List{"company.emails"});
}

TEST_CASE("people in three columns, and the company they belong to") {
    const std::vector<Column> columns{column("Фамилия", {"Петров"}), column("Имя", {"Сергей"}),
                                      column("Отчество", {"Иванович"}), column("Название компании", {"Ромашка"}),
                                      column("ИНН компании", {"7707083893"})};
    CHECK(goes({"contact"}, columns) ==
          List{"contact.name", "contact.name", "contact.name", "contact.company", "contact.company.inn"});
    const auto targets = propose(partsOf(*product(), List{"contact"}), columns);
    CHECK(targets[0]->order == 1);
    CHECK(targets[2]->order == 3);
}

TEST_CASE("a company's sales in English: four sheets") {
    const std::vector<Column> accounts{
        column("account", {"Acme", "Isdom"}),         column("sector", {"medical", "retail"}),
        column("year_established", {"1996", "2001"}), column("revenue", {"1100.04", "251.41"}),
        column("employees", {"2822", "495"}),         column("office_location", {"United States", "Kenya"}),
        column("subsidiary_of", {"", "Acme"})};
    CHECK(proposeEntities(*product(), accounts, "accounts", "") == List{"company"});
    CHECK(goes({"company"}, accounts) == List{"company.name", "company.industry", "company.founded_year",
                                              "company.revenue", "company.employees", "company.country",
                                              "company.parent"});
    const std::vector<Column> pipeline{column("opportunity_id", {"1C1I7A6R", "Z063OYW0"}),
                                       column("sales_agent", {"Moses Frase", "Darcel"}),
                                       column("product", {"GTX Basic", "GTXPro"}),
                                       column("account", {"Isdom", "Cancity"}),
                                       column("deal_stage", {"Won", "Lost"}),
                                       column("engage_date", {"20-10-2016", "25-10-2016"}),
                                       column("close_date", {"01-03-2017", ""}),
                                       column("close_value", {"1054", "4514"})};
    CHECK(proposeEntities(*product(), pipeline, "sales_pipeline", "") == List{"deal"});
    CHECK(goes({"deal"}, pipeline) == List{"deal.name", "deal.owner", "deal.product", "deal.company", "deal.stage",
                                           "deal.started_on", "deal.closed_on", "deal.amount"});
    const std::vector<Column> teams{column("sales_agent", {"Anna Snelling"}), column("manager", {"Dustin Brinkmann"}),
                                    column("regional_office", {"Central"})};
    CHECK(proposeEntities(*product(), teams, "sales_teams", "") == List{"user"});
    CHECK(goes({"user"}, teams) == List{"user.name", "user.manager", "user.department"});
    const std::vector<Column> products{column("product", {"GTX Basic"}), column("series", {"GTX"}),
                                       column("sales_price", {"550"})};
    CHECK(proposeEntities(*product(), products, "products", "") == List{"product"});
    CHECK(goes({"product"}, products) == List{"product.name", "product.product_group", "product.price"});
}

TEST_CASE("keys, the surest first") {
    const schema::Entity& company = *product()->entity("company");
    CHECK(proposeKeys(company, List{"name", "phones", "city", "inn", "emails"}) ==
          std::vector<List>{{"inn"}, {"phones"}, {"emails"}, {"name", "city"}});
    CHECK(proposeKeys(company, List{"name"}) == std::vector<List>{{"name"}});
    CHECK(proposeKeys(*product()->entity("product"), List{"price", "name"}) == std::vector<List>{{"name"}});
    CHECK(proposeKeys(company, List{"note"}).empty());
    CHECK(proposeKeys(*product()->entity("contact"), List{"name", "phones"}) == std::vector<List>{{"phones"}});
}
