#include "common/rules/duplicates.h"

#include <set>

#include <catch2/catch.hpp>

using namespace kupets;
using rules::Duplicates;

namespace {

schema::SnapshotPtr contacts() {
    auto company = schema::parseEntityDef("company", R"(name: "company" label { ru: "К" en: "C" } title_field: "name"
        fields { name: "name" type: TEXT label { ru: "Н" en: "N" } })");
    auto user = schema::parseEntityDef("user", R"(name: "user" label { ru: "С" en: "U" } title_field: "name"
        fields { name: "name" type: TEXT label { ru: "Н" en: "N" } })");
    auto contact = schema::parseEntityDef("contact", R"(name: "contact" label { ru: "К" en: "C" } title_field: "name"
        fields { name: "name" type: TEXT label { ru: "И" en: "N" } }
        fields { name: "phones" type: PHONES label { ru: "Т" en: "P" } }
        fields { name: "emails" type: EMAILS label { ru: "П" en: "E" } }
        fields { name: "company" type: REFERENCE target: "company" label { ru: "К" en: "C" } }
        fields { name: "city" type: TEXT label { ru: "Г" en: "C" } }
        duplicate_rules { name: "phone" confidence: 75 keys { field: "phones" } }
        duplicate_rules { name: "phone_name" confidence: 99 keys { field: "phones" } keys { field: "name" likeness: PERSON_NAME } }
        duplicate_rules { name: "email" confidence: 80 action: FORBID keys { field: "emails" } }
        duplicate_rules { name: "person" confidence: 90 keys { field: "name" likeness: PERSON_NAME } keys { field: "company" } keys { field: "city" blank_agrees: true } }
        duplicate_rules { name: "off" confidence: 100 action: OFF keys { field: "city" } }
        duplicate_rules { name: "gone" confidence: 100 keys { field: "nothing" } })");
    REQUIRE(company);
    if (!contact) FAIL(describe(contact.error()));
    auto built = schema::Snapshot::build({*company, *user, *contact}, 1);
    if (!built) FAIL(describe(built.error()));
    return *built;
}

Value word(const char* t) { return std::string(t); }

}  // namespace

TEST_CASE("records are compared by the rules of their entity") {
    const auto snapshot = contacts();
    const Duplicates duplicates(*snapshot->entity("contact"));
    REQUIRE(duplicates.rules().size() == 4);
    REQUIRE(duplicates.fields().size() == 5);
    // phones, name, emails, company, city
    CHECK(duplicates.fields()[0]->name() == "phones");
    const Uuid firm = Uuid::make();
    const auto record = [&](Value phones, Value name, Value emails, Value company, Value city) {
        const Value values[] = {std::move(phones), std::move(name), std::move(emails), std::move(company),
                                std::move(city)};
        return duplicates.record(values);
    };
    const auto a = record(Texts{"+79161234567", "+74950000001"}, word("Иванов Иван"), Texts{"Ivanov@mail.ru"}, firm,
                          word("Пермь"));
    const auto samePhone = record(Texts{"+79161234567;ext=5"}, word("Сидоров Пётр"), Null{}, Null{}, Null{});
    const auto sameAll = record(Texts{"+79161234567"}, word("Ivanov Ivan"), Null{}, Null{}, Null{});
    const auto sameMail = record(Null{}, word("Бухгалтерия"), Texts{"ivanov@mail.ru"}, Null{}, Null{});
    const auto colleague = record(Null{}, word("Иванов И.П."), Null{}, firm, Null{});
    const auto elsewhere = record(Null{}, word("Иванов И.П."), Null{}, firm, word("Тула"));

    auto match = duplicates.compare(a, samePhone);
    REQUIRE(match);
    CHECK(match->confidence == 75);
    CHECK(match->rule->def->name() == "phone");
    CHECK(match->fields == Texts{"phones"});
    CHECK_FALSE(match->forbidden);
    match = duplicates.compare(a, sameAll);
    REQUIRE(match);
    CHECK(match->confidence == 96);
    CHECK(match->fields == Texts{"phones", "name"});
    match = duplicates.compare(a, sameMail);
    REQUIRE(match);
    CHECK(match->forbidden);
    CHECK_FALSE(duplicates.compare(a, sameMail, 81));
    match = duplicates.compare(a, colleague);
    REQUIRE(match);
    CHECK(match->confidence == 81);
    CHECK_FALSE(duplicates.compare(a, elsewhere));
    CHECK_FALSE(duplicates.compare(samePhone, sameMail));

    // Whatever is the same stands in a block in common.
    const auto blocksOf = [&](const Duplicates::Record& r) {
        std::vector<std::uint64_t> keys;
        duplicates.blocks(r, keys);
        return std::set<std::uint64_t>(keys.begin(), keys.end());
    };
    for (const auto* other : {&samePhone, &sameAll, &sameMail, &colleague}) {
        const auto mine = blocksOf(a);
        CHECK(std::ranges::any_of(blocksOf(*other), [&](std::uint64_t key) { return mine.contains(key); }));
    }

    const Duplicates forbidding(*snapshot->entity("contact"), Duplicates::Which::Forbidding);
    REQUIRE(forbidding.rules().size() == 1);
    const schema::Field* hidden[] = {snapshot->entity("contact")->field("emails")};
    CHECK(Duplicates(*snapshot->entity("contact"), Duplicates::Which::All, hidden).rules().size() == 3);
}

TEST_CASE("a rule that cannot be held is refused") {
    const auto snapshot = contacts();
    const v1::EntityDef& def = snapshot->entity("contact")->def();
    const auto check = [&](const char* field, v1::DuplicateKey::Likeness likeness, bool blank) {
        v1::DuplicateRule rule;
        rule.set_name("my_rule");
        rule.set_confidence(90);
        auto& key = *rule.add_keys();
        key.set_field(field);
        key.set_likeness(likeness);
        key.set_blank_agrees(blank);
        return rules::checkDuplicateRule(def, rule).has_value();
    };
    CHECK(check("phones", v1::DuplicateKey::EXACT, false));
    CHECK(check("name", v1::DuplicateKey::WORDS, false));
    CHECK_FALSE(check("name", v1::DuplicateKey::WORDS, true));
    CHECK_FALSE(check("phones", v1::DuplicateKey::WORDS, false));
    CHECK_FALSE(check("nothing", v1::DuplicateKey::EXACT, false));
    CHECK_FALSE(rules::checkDuplicateRule(def, v1::DuplicateRule()));
}
