#include "client/model/pressed_rules.h"

#include "client/data/feed.h"
#include "client/data/schema_mirror.h"
#include "client/model/rules.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {
namespace {
constexpr const char* kRule = "rule";
constexpr std::uint32_t kMost = 500;
}  // namespace

PressedRules& PressedRules::of(const data::Context& context) {
    auto* known = context.schema->findChild<PressedRules*>(QString(), Qt::FindDirectChildrenOnly);
    return known != nullptr ? *known : *new PressedRules(context, context.schema);
}

PressedRules::PressedRules(const data::Context& context, QObject* parent) : QObject(parent), context_(context) {
    connect(context.feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.touches(kRule)) refresh();
    });
    // Another person may have logged in.
    connect(context.schema, &data::SchemaMirror::changed, this, &PressedRules::refresh);
    refresh();
}

void PressedRules::refresh() {
    if (context_.schema->entity(kRule) == nullptr) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kRule);
    request.mutable_set()->set_filter("enabled = TRUE AND CONTAINS(definition, \"PRESSED\")");
    for (const char* column : {"name", "definition"}) request.add_columns(column);
    request.set_limit(kMost);
    call_.cancel();
    call_ = context_.connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, request, this, [this](Result<v1::QueryReply> reply) {
            const auto rows = reply ? wire::RowSetView::open(reply->rows()) : std::unexpected(reply.error());
            if (!rows) return;
            buttons_.clear();
            for (std::size_t row = 0; row < rows->rows(); ++row) {
                const auto def = readRule(std::string(rows->text(row, 1)));
                if (!def) continue;
                for (const v1::RuleTrigger& trigger : def->triggers())
                    if (trigger.kind() == v1::RuleTrigger::PRESSED)
                        buttons_.push_back(
                            {rows->id(row), def->entity(), toQt(trigger.value()), toQt(rows->text(row, 0))});
            }
            Q_EMIT changed();
        });
}

std::vector<PressedRules::Button> PressedRules::buttonsOf(const std::string& entity) const {
    std::vector<Button> out;
    for (const Button& button : buttons_)
        if (button.entity == entity) out.push_back(button);
    return out;
}

void PressedRules::press(const Uuid& rule, const std::vector<Uuid>& records, QObject* context, Done done) {
    v1::PressRequest request;
    request.set_press_id(std::string(Uuid::make().view()));
    request.set_rule(std::string(rule.view()));
    for (const Uuid& record : records) request.add_records(std::string(record.view()));
    context_.connection->call<v1::PressReply>(v1::METHOD_RULES_PRESS, request, context, std::move(done));
}

}  // namespace kupets::model
