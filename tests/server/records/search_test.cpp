#include <algorithm>

#include <catch2/catch.hpp>

#include "server/records/words.h"
#include "tests/support/kernel_fixture.h"

using namespace kupets;
using tests::FieldValues;
using tests::Kernel;
using tests::runAwaitable;

namespace {

Value text(const char* t) { return std::string(t); }

db::Deadline soon() { return db::within(std::chrono::seconds(20)); }

struct Office {
    Kernel kernel;
    records::Actor admin = kernel.person("Админ", "administrator");

    void company(const records::Actor& who, const char* name, FieldValues more = {}) {
        more.insert(more.begin(), {"name", text(name)});
        REQUIRE(kernel.save(who, {Kernel::create("company", Uuid::make(), more)}));
    }
    /// As the server does it in the background.
    void learn() {
        kernel.hear();
        REQUIRE(runAwaitable(kernel.gate().words().learn(soon())));
    }
    v1::SearchReply search(const char* typed, const records::Actor* who = nullptr) {
        const auto reply = kernel.search(who == nullptr ? admin : *who, typed);
        REQUIRE(reply);
        return *reply;
    }
    std::vector<std::string> titles(const char* typed) {
        std::vector<std::string> out;
        const v1::SearchReply reply = search(typed);
        for (const v1::SearchHit& hit : reply.hits()) out.push_back(hit.title());
        return out;
    }
    std::string instead(const char* typed) { return search(typed).instead(); }
    bool knows(const char* word) {
        db::Query query{"SELECT EXISTS (SELECT FROM kupets.word WHERE word = $1)", {}};
        query.params.add(word);
        return runAwaitable(kernel.database().run(std::move(query), soon()))->boolean(0, 0);
    }
};

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Office,
                 "the whole title comes first, then titles that begin so, then words, then what has it inside") {
    company(admin, "Переромашка");
    company(admin, "Торговый дом Ромашка");
    company(admin, "Ромашка и партнёры");
    company(admin, "Ромашка");
    company(admin, "Лютик");
    CHECK(titles("ромашка") == Titles{"Ромашка", "Ромашка и партнёры", "Торговый дом Ромашка", "Переромашка"});
    CHECK(titles("партнеры РОМАШКА") == Titles{"Ромашка и партнёры"});
    CHECK(instead("ромашка").empty());
    CHECK(titles("100%").empty());
}

TEST_CASE_METHOD(Office, "what everything matches still shows the best of it") {
    std::vector<v1::RecordChange> changes;
    for (int i = 0; i < 1'500; ++i)
        changes.push_back(
            Kernel::create("company", Uuid::make(), {{"name", "Завод имени Ильича " + std::to_string(i)}}));
    changes.push_back(Kernel::create("company", Uuid::make(), {{"name", text("Ильича имени завод")}}));
    changes.push_back(Kernel::create("company", Uuid::make(), {{"name", text("Ильича")}}));
    REQUIRE(kernel.save(admin, std::move(changes)));
    REQUIRE(runAwaitable(kernel.database().run({"ANALYZE data.company", {}}, soon())));
    const Titles found = titles("ильича");
    REQUIRE(found.size() == 8);
    CHECK(found[0] == "Ильича");
}

TEST_CASE_METHOD(Office, "the other keyboard layout, both ways, and numbers") {
    company(admin, "Привет, сосед", {{"inn", text("7707083893")}, {"phones", Texts{"+79161234567"}}});
    company(admin, "Hello Kitty");
    CHECK(titles("ghbdtn") == Titles{"Привет, сосед"});
    CHECK(instead("ghbdtn") == "привет");
    CHECK(titles("руддщ") == Titles{"Hello Kitty"});
    CHECK(titles("7707083") == Titles{"Привет, сосед"});
    CHECK(titles("8 (916) 123-45") == Titles{"Привет, сосед"});
}

TEST_CASE_METHOD(Office, "a company is found with its legal form too") {
    company(admin, "ООО «Северный ветер»");
    CHECK(titles("ООО Северный ветер") == Titles{"Северный ветер"});
    CHECK(titles("северный ветер ооо") == Titles{"Северный ветер"});
    CHECK(instead("ООО Северный ветер") == "Северный ветер");
}

TEST_CASE_METHOD(Office, "a slip of the pen finds what was meant, and says so") {
    company(admin, "Ромашка и партнёры");
    company(admin, "Завод \"Металлоконструкция\"");
    company(admin, "Иван Кузнецов");
    learn();
    for (const char* typed : {"рамашка", "ромшка", "ромашкаа", "ормашка", "РОМАШКО"}) {
        INFO(typed);
        CHECK(titles(typed) == Titles{"Ромашка и партнёры"});
        CHECK(instead(typed) == "ромашка");
    }
    CHECK(titles("иавн кузнецов") == Titles{"Иван Кузнецов"});
    CHECK(instead("кузницов иван") == "кузнецов иван");
    CHECK(titles("метолоконструкция") == Titles{"Завод «Металлоконструкция»"});  // two slips in a long word
    CHECK(titles("hfvfirf") == Titles{"Ромашка и партнёры"});                    // "рамашка" on the other layout
    CHECK(instead("hfvfirf") == "ромашка");
    CHECK(titles("бегемот").empty());
    CHECK(instead("бегемот").empty());
}

TEST_CASE_METHOD(Office, "a word is learned from a new title, kept up by the day, and goes with its last title") {
    company(admin, "Ромашка");
    CHECK_FALSE(knows("ромашка"));
    learn();
    CHECK(knows("ромашка"));

    SECTION("whatever was not heard of comes with the day") {
        company(admin, "Одуванчик");
        REQUIRE(runAwaitable(kernel.gate().words().refresh(true, soon())));
        CHECK(knows("одуванчик"));
        // It was today: nothing is done before tomorrow.
        company(admin, "Подорожник");
        REQUIRE(runAwaitable(kernel.gate().words().refresh(false, soon())));
        CHECK_FALSE(knows("подорожник"));
    }
    SECTION("a name that nobody bears any more is forgotten") {
        const auto rows = kernel.query(admin, "company", "", {"name"});
        const Uuid id = *Uuid::fromBytes(rows->rows().ids());
        REQUIRE(kernel.save(admin, {Kernel::update("company", id, 0, {{"name", text("Лютик")}})}));
        learn();
        CHECK(knows("лютик"));  // at once, not with the day
        REQUIRE(runAwaitable(kernel.gate().words().refresh(true, soon())));
        CHECK(knows("лютик"));
        CHECK_FALSE(knows("ромашка"));
    }
    SECTION("many at once") {
        std::vector<v1::RecordChange> changes;
        for (int i = 0; i < 600; ++i)
            changes.push_back(Kernel::create("company", Uuid::make(), {{"name", "Тысячник " + std::to_string(i)}}));
        REQUIRE(kernel.save(admin, std::move(changes)));
        learn();
        CHECK(knows("тысячник"));
    }
}

TEST_CASE_METHOD(Office, "spelling tells nobody of what he may not see") {
    const auto anna = kernel.person("Анна", "manager");
    company(admin, "Засекреченный");
    learn();
    const v1::SearchReply reply = search("засекречиный", &anna);
    CHECK(reply.hits().empty());
    CHECK(reply.instead().empty());
}

TEST_CASE_METHOD(Office, "one or two letters are the beginning of a word, three stand anywhere in it") {
    company(admin, "Ромашка");
    company(admin, "Дом Ромба");
    company(admin, "Хром");
    const auto listed = [&](const char* typed) {
        v1::QueryRequest request;
        request.mutable_set()->set_entity("company");
        request.mutable_set()->set_search(typed);
        request.add_sort()->set_path("name");
        request.add_columns("name");
        return Kernel::texts(kernel.query(admin, request)->rows());
    };
    CHECK(listed("ро") == Titles{"Дом Ромба", "Ромашка"});
    CHECK(listed("р") == Titles{"Дом Ромба", "Ромашка"});
    CHECK(listed("ром") == Titles{"Дом Ромба", "Ромашка", "Хром"});
    CHECK(listed("до ро") == Titles{"Дом Ромба"});
    CHECK(titles("ро").size() == 2);
    company(admin, "Склад 4781");
    CHECK(listed("78") == Titles{"Склад 4781"});
}
