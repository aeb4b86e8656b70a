#include <catch2/catch.hpp>

#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::Kernel;

namespace {
Value text(const char* t) { return std::string(t); }

/// Name and form of a company.
struct House {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");

    Uuid make(const tests::FieldValues& fields) {
        const Uuid id = Uuid::make();
        REQUIRE(kernel.save(admin, {Kernel::create("company", id, fields)}));
        return id;
    }
    void change(const Uuid& id, const tests::FieldValues& fields) {
        REQUIRE(kernel.save(admin, {Kernel::update("company", id, 0, fields)}));
    }
    std::string shown(const Uuid& id) {
        return toText(kernel.value(admin, "company", id, "name")) + "|" +
               toText(kernel.value(admin, "company", id, "legal_form"));
    }
};
}  // namespace

TEST_CASE("the legal form goes into its field where that is empty or says the same") {
    House house;
    CHECK(house.shown(house.make({{"name", text("ООО «Ромашка»")}})) == "Ромашка|ООО");
    CHECK(house.shown(house.make({{"name", text("ООО «Ромашка»")}, {"legal_form", text("ооо")}})) == "Ромашка|ООО");
    CHECK(house.shown(house.make({{"name", text("ООО «Ромашка»")}, {"legal_form", text("АО")}})) == "ООО «Ромашка»|АО");
    CHECK(house.shown(house.make({{"legal_form", text("общество с ограниченной ответственностью")},
                                  {"name", text("\"Ромашка\"")}})) == "Ромашка|ООО");
    const Uuid id = house.make({{"name", text("Ромашка")}});
    house.change(id, {{"name", text("ЗАО Ромашка")}});
    CHECK(house.shown(id) == "Ромашка|ЗАО");
    house.change(id, {{"name", text("ЗАО «Лютик»")}});
    CHECK(house.shown(id) == "Лютик|ЗАО");
    // Another form than the one that is known: a person decides.
    house.change(id, {{"name", text("ООО Лютик")}});
    CHECK(house.shown(id) == "ООО Лютик|ЗАО");
    house.change(id, {{"name", text("ООО Лютик")}, {"legal_form", text("ООО")}});
    CHECK(house.shown(id) == "Лютик|ООО");
}

TEST_CASE("what is parted is undone as one") {
    House house;
    const Uuid id = house.make({{"name", text("Ромашка")}});
    const Uuid set = Uuid::make();
    REQUIRE(house.kernel.save(house.admin, {Kernel::update("company", id, 0, {{"name", text("ИП Иванов")}})}, set));
    CHECK(house.shown(id) == "Иванов|ИП");
    REQUIRE(house.kernel.undo(house.admin, set));
    CHECK(house.shown(id) == "Ромашка|");
}

TEST_CASE("two companies in one cell are refused with words that say it") {
    House house;
    const auto saved = house.kernel.save(
        house.admin, {Kernel::create("company", Uuid::make(), {{"name", text("ООО Ромашка / ИП Иванов")}})});
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == ErrorCode::InvalidValue);
    CHECK(saved.error().fieldPath == "changes[0].name");
    CHECK(saved.error().args.at(1) == "one company in one cell: here are two");
}

TEST_CASE("names, cities and addresses come in by their standards") {
    House house;
    const Uuid id = house.make({{"name", text("Ромашка")},
                                {"city", text("г. МОСКВА")},
                                {"address", text("ул. Ленина 5 кв 7, Москва, 101000")},
                                {"director", text("ИВАНОВ ИВАН")}});
    CHECK(house.kernel.value(house.admin, "company", id, "city") == text("Москва"));
    CHECK(house.kernel.value(house.admin, "company", id, "director") == text("Иванов Иван"));
    CHECK(house.kernel.value(house.admin, "company", id, "address") ==
          text("101000, г. Москва, ул. Ленина, д. 5, кв. 7"));
    const Uuid person = Uuid::make();
    REQUIRE(
        house.kernel.save(house.admin, {Kernel::create("contact", person, {{"name", text("иванов-петров иван")}})}));
    CHECK(house.kernel.value(house.admin, "contact", person, "name") == text("Иванов-Петров Иван"));
}
