#include "server/automation/templates.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>
#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/automation/rule.h"
#include "server/automation/run.h"

namespace kupets::automation {

namespace {

using boost::asio::awaitable;

class Complaint final : public google::protobuf::io::ErrorCollector {
public:
    void AddError(int line, int, const std::string& message) override {
        if (text.empty()) text = "line " + std::to_string(line + 1) + ": " + message;
    }
    std::string text;
};

Result<v1::RuleTemplate> read(const EmbeddedFile& file) {
    v1::RuleTemplate made;
    Complaint complaint;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&complaint);
    const std::string where(file.name);
    if (!parser.ParseFromString(std::string(file.text), &made))
        return fail(ErrorCode::InvalidValue, {where, complaint.text}, where);
    if (made.name() + ".textproto" != where) return fail(ErrorCode::InvalidValue, {where, "another name"}, where);
    if (made.title().ru().empty() || made.title().en().empty() || !made.has_definition())
        return fail(ErrorCode::InvalidValue, {where, "title or definition is missing"}, where);
    return made;
}

records::Change ruleOf(const v1::RuleTemplate& made, const schema::Entity& entity) {
    records::Change change{records::Kind::Create, &entity, Uuid::fromName("the product's rule " + made.name()), 0, {}};
    const auto give = [&](const char* name, Value value) {
        if (const schema::Field* field = entity.field(name)) change.fields.emplace_back(field, std::move(value));
    };
    give("name", made.title().ru());
    give("entity", made.definition().entity());
    give("enabled", true);
    give("note", made.note().ru());
    give("definition", writeDefinition(made.definition()));
    return change;
}

awaitable<Result<void>> bring(records::Gate& gate, const v1::RuleTemplate& made, const schema::Entity& entity,
                              db::Deadline deadline) {
    const records::Actor actor{Uuid(), "Kupets", {access::systemScope("the product's rules"), {}}};
    const Uuid once = Uuid::fromName("bringing the product's rule " + made.name());
    auto writer = co_await gate.open(actor, {once, records::Origin::System, {}, {}}, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    std::vector<records::Change> changes;
    changes.push_back(ruleOf(made, entity));
    auto written = co_await writer->write(std::move(changes), deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto committed = co_await writer->commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

}  // namespace

Result<std::vector<v1::RuleTemplate>> ruleTemplates() {
    std::vector<v1::RuleTemplate> all;
    for (const EmbeddedFile& file : embedded::templates()) {
        auto made = read(file);
        if (!made) return std::unexpected(std::move(made.error()));
        all.push_back(std::move(*made));
    }
    return all;
}

awaitable<Result<void>> seedRules(records::Gate& gate, const schema::Registry& registry, db::Deadline deadline) {
    auto all = ruleTemplates();
    if (!all) co_return std::unexpected(std::move(all.error()));
    const schema::CatalogPtr catalog = registry.current();
    const schema::Entity* entity = catalog->entity("rule");
    for (const v1::RuleTemplate& made : *all) {
        if (!made.switched_on() || entity == nullptr) continue;
        auto done = co_await bring(gate, made, *entity, deadline);
        if (!done && isPassing(done.error())) co_return done;
        if (!done) spdlog::warn("the product's rule {} is left out: {}", made.name(), describe(done.error()));
    }
    co_return Result<void>();
}

}  // namespace kupets::automation
