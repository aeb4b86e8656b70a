// An administrator adds fields while everybody works.
#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "common/wire/rowset.h"
#include "kupets/v1/schema.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::ServerFixture;
using tests::WireClient;

const std::string kPassword = "a long enough password";

v1::FieldDef field(const std::string& name, v1::FieldType type, const std::string& label = "Поле") {
    v1::FieldDef def;
    def.set_name(name);
    def.set_type(type);
    def.mutable_label()->set_ru(label);
    def.mutable_label()->set_en(label);
    return def;
}

v1::SiteEntity contactWith(std::vector<v1::FieldDef> fields) {
    v1::SiteEntity site;
    site.set_entity("contact");
    for (v1::FieldDef& def : fields) *site.add_fields() = std::move(def);
    return site;
}

struct Office {
    ServerFixture server;
    WireClient admin{server.tls()};

    Office() { REQUIRE(admin.login("admin", server.password())); }

    static v1::SchemaReply schema(WireClient& client) {
        auto reply = client.call<v1::SchemaReply>(v1::METHOD_SCHEMA_GET, v1::SchemaRequest());
        REQUIRE(reply);
        return *reply;
    }
    static Result<v1::SchemaReply> put(WireClient& client, const v1::SiteEntity& site, bool dryRun = false,
                                       std::uint64_t base = 0) {
        v1::SchemaSaveRequest request;
        *request.mutable_site() = site;
        request.set_dry_run(dryRun);
        request.set_base_version(base);
        return client.call<v1::SchemaReply>(v1::METHOD_SCHEMA_SAVE, request);
    }
    static const v1::EntityDef& entity(const v1::SchemaReply& schema, const std::string& name = "contact") {
        for (const v1::EntityDef& def : schema.entities())
            if (def.name() == name) return def;
        throw std::runtime_error("no entity " + name);
    }
    static const v1::FieldDef* find(const v1::SchemaReply& schema, const std::string& name) {
        for (const v1::FieldDef& def : entity(schema).fields())
            if (def.name() == name) return &def;
        return nullptr;
    }
    /// The cells of a column as text, in the order of ids.
    std::vector<std::string> texts(const std::string& column, const std::string& filter = {}) {
        v1::QueryRequest request;
        request.mutable_set()->set_entity("contact");
        request.mutable_set()->set_filter(filter);
        request.add_columns(column);
        auto reply = admin.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
        if (!reply) FAIL(describe(reply.error()));
        const auto view = *wire::RowSetView::open(reply->rows());
        std::vector<std::string> out;
        for (std::size_t row = 0; row < view.rows(); ++row) out.push_back(toText(view.value(row, 0)));
        return out;
    }
    Uuid contact(const tests::Fields& more) {
        const Uuid id = Uuid::make();
        tests::Fields fields{{"name", Value(std::string("Иван"))}};
        fields.insert(fields.end(), more.begin(), more.end());
        const auto saved = tests::save(admin, {tests::creation("contact", id, fields)});
        if (!saved) FAIL(describe(saved.error()));
        return id;
    }
};

}  // namespace

TEST_CASE_METHOD(Office, "a field that an administrator adds is there for everybody at once, and after a restart") {
    const Uuid before = contact({});
    tests::addUser(admin, "maria", "manager", kPassword);
    WireClient maria(server.tls());
    REQUIRE(maria.login("maria", kPassword));
    const std::uint64_t old = schema(maria).version();

    auto saved = put(admin, contactWith({field("my_car", v1::TEXT, "Марка машины")}), false, old);
    REQUIRE(saved);
    REQUIRE(find(*saved, "my_car") != nullptr);
    CHECK(find(*saved, "my_car")->layer() == v1::LAYER_SITE);
    const auto& sections = entity(*saved).card().sections();
    CHECK(sections[sections.size() - 1].fields(0) == "my_car");

    const auto event = maria.nextEvent(10s);
    REQUIRE(event);
    REQUIRE(event->has_schema());
    v1::SchemaEvent told;
    REQUIRE(told.ParseFromString(event->schema()));
    CHECK(told.version() == saved->version());
    const v1::SchemaReply hers = schema(maria);
    CHECK(hers.version() == saved->version());
    CHECK(find(hers, "my_car") != nullptr);

    contact({{"my_car", Value(std::string("Волга"))}});
    REQUIRE(tests::save(admin, {tests::change("contact", before, {{"my_car", Value(std::string("Лада"))}})}));
    CHECK(texts("my_car", "my_car = \"Волга\"") == std::vector<std::string>{"Волга"});
    CHECK(texts("name", "CONTAINS(my_car, \"лад\")").size() == 1);

    server.stop();
    server.start();
    WireClient again(server.tls());
    REQUIRE(again.login("admin", server.password()));
    CHECK(schema(again).version() == saved->version());
    CHECK(find(schema(again), "my_car") != nullptr);
}

TEST_CASE_METHOD(Office, "fields of every type are added, written and read, a formula over them too") {
    std::vector<v1::FieldDef> fields;
    for (int type = v1::TEXT; type <= v1::AUTO_NUMBER; ++type) {
        v1::FieldDef def = field("my_f" + std::to_string(type), static_cast<v1::FieldType>(type));
        if (type == v1::CHOICE || type == v1::MULTI_CHOICE) {
            v1::ChoiceDef& choice = *def.add_choices();
            choice.set_value("yes");
            choice.mutable_label()->set_ru("Да");
            choice.mutable_label()->set_en("Yes");
        }
        if (type == v1::REFERENCE || type == v1::REFERENCES) def.set_target("company");
        if (type == v1::REFERENCE) def.set_required(true);
        fields.push_back(std::move(def));
    }
    v1::FieldDef formula = field("my_sum", v1::FORMULA);
    formula.set_formula("ROUND(my_f3 * 2, 0)");
    fields.push_back(formula);
    auto saved = put(admin, contactWith(fields));
    if (!saved) FAIL(describe(saved.error()));
    const Uuid company = Uuid::make();
    REQUIRE(tests::save(admin, {tests::creation("company", company, {{"name", Value(std::string("Ромашка"))}})}));
    contact({{"my_f3", Value(std::int64_t{21})}, {"my_f13", Value(company)}, {"my_f11", Value(std::string("yes"))}});
    CHECK(texts("my_sum") == std::vector<std::string>{"42"});
    CHECK(texts("my_f13.name") == std::vector<std::string>{"Ромашка"});
    CHECK(texts("my_f25") == std::vector<std::string>{"1"});

    formula.set_formula("my_f3 * nothing");
    fields.back() = formula;
    const auto refused = put(admin, contactWith(fields));
    REQUIRE_FALSE(refused);
    CHECK(texts("my_sum") == std::vector<std::string>{"42"});
}

TEST_CASE_METHOD(Office, "a removed field leaves no trace in the way and comes back with its values") {
    v1::FieldDef car = field("my_car", v1::TEXT);
    car.set_unique(true);
    v1::FieldDef dealer = field("my_dealer", v1::REFERENCE);
    dealer.set_target("company");
    REQUIRE(put(admin, contactWith({car, dealer})));
    const Uuid kept = Uuid::make();
    const Uuid gone = Uuid::make();
    for (const Uuid& id : {kept, gone})
        REQUIRE(tests::save(admin, {tests::creation("company", id, {{"name", Value(std::string("Автосалон"))}})}));
    contact({{"my_car", Value(std::string("Волга"))}, {"my_dealer", Value(kept)}});
    contact({{"my_car", Value(std::string("Лада"))}, {"my_dealer", Value(gone)}});

    REQUIRE(put(admin, contactWith({})));
    CHECK(find(schema(admin), "my_car") == nullptr);
    REQUIRE(tests::save(admin, {tests::deletion("company", gone)}));

    REQUIRE(put(admin, contactWith({car, dealer})));
    CHECK(texts("my_car").size() == 2);
    CHECK(texts("my_dealer.name", "NOT ISBLANK(my_dealer)") == std::vector<std::string>{"Автосалон"});
    const auto twin = tests::save(
        admin, {tests::creation("contact", Uuid::make(),
                                {{"name", Value(std::string("А"))}, {"my_car", Value(std::string("Лада"))}})});
    REQUIRE_FALSE(twin);
    CHECK(twin.error().code == ErrorCode::AlreadyExists);

    car.set_unique(false);
    REQUIRE(put(admin, contactWith({car, dealer})));
    contact({{"my_car", Value(std::string("Лада"))}});
    car.set_unique(true);
    const auto twice = put(admin, contactWith({car, dealer}));
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::AlreadyExists);
    CHECK(twice.error().fieldPath == "my_car");

    const auto other = put(admin, contactWith({field("my_car", v1::INTEGER), dealer}));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::InvalidValue);
}

TEST_CASE_METHOD(Office, "what may not be is refused, and a trial leaves nothing") {
    tests::addUser(admin, "maria", "manager", kPassword);
    WireClient maria(server.tls());
    REQUIRE(maria.login("maria", kPassword));
    CHECK(put(maria, contactWith({field("my_car", v1::TEXT)})).error().code == ErrorCode::Forbidden);

    const std::uint64_t version = schema(admin).version();
    const auto refused = [&](const v1::SiteEntity& site, ErrorCode code = ErrorCode::InvalidValue) {
        const auto saved = put(admin, site);
        CHECK_FALSE(saved);
        if (!saved) CHECK(saved.error().code == code);
    };
    refused(contactWith({field("car", v1::TEXT)}));
    refused(contactWith({field("my_Car\"; DROP", v1::TEXT)}));
    refused(contactWith({field("my_a", v1::TEXT), field("my_a", v1::TEXT)}));
    refused(contactWith({field("my_a", v1::MONEY), field("my_a_currency", v1::TEXT)}));
    refused(contactWith({field("my_a", v1::CHOICE)}));
    refused(contactWith({field("my_a", v1::REFERENCE)}));
    refused(contactWith({field("my_a", v1::FIELD_TYPE_UNSPECIFIED)}));
    std::vector<v1::FieldDef> many;
    for (int i = 0; i < 201; ++i) many.push_back(field("my_" + std::to_string(i), v1::TEXT));
    refused(contactWith(many), ErrorCode::LimitExceeded);
    v1::SiteEntity layout = contactWith({});
    layout.add_layouts()->mutable_layout()->add_sections()->add_fields("nothing");
    refused(layout);
    v1::SiteEntity nobody;
    nobody.set_entity("nobody");
    refused(nobody, ErrorCode::UnknownEntity);
    CHECK(put(admin, contactWith({field("my_a", v1::TEXT)}), false, version + 1).error().code ==
          ErrorCode::ChangedSince);

    const auto trial = put(admin, contactWith({field("my_a", v1::TEXT)}), true);
    REQUIRE(trial);
    CHECK(find(*trial, "my_a") != nullptr);
    CHECK(schema(admin).version() == version);
    CHECK(find(schema(admin), "my_a") == nullptr);
}

TEST_CASE_METHOD(Office, "the product's fields take other words, and cards other places") {
    v1::FieldDef name = *find(schema(admin), "position");
    name.mutable_label()->set_ru("Роль в компании");
    name.set_required(true);
    v1::SiteEntity site = contactWith({name, field("my_car", v1::TEXT)});
    v1::LayoutSection& section = *site.add_layouts()->mutable_layout()->add_sections();
    section.mutable_label()->set_ru("Всё");
    section.mutable_label()->set_en("All");
    for (const char* path : {"name", "my_car", "position"}) section.add_fields(path);
    site.add_table_columns("name");
    site.add_table_columns("my_car");
    auto saved = put(admin, site);
    if (!saved) FAIL(describe(saved.error()));
    CHECK(find(*saved, "position")->label().ru() == "Роль в компании");
    CHECK(find(*saved, "position")->required());
    CHECK(entity(*saved).card().sections_size() == 1);
    CHECK(entity(*saved).table_columns_size() == 2);
    CHECK(entity(*saved).layer() == v1::LAYER_SITE);
    name.set_type(v1::INTEGER);
    CHECK_FALSE(put(admin, contactWith({name})));
}
