#include "client/view/rules/rule_desk.h"

#include "client/net/connection.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {
namespace {
constexpr std::uint32_t kMostPeople = 1000;
}  // namespace

RuleDesk::RuleDesk(Host& host, QObject* parent)
    : QObject(parent), host_(host), snapshot_(host.context().schema->snapshot()) {
    speaker_.context = host.context();
    speaker_.schema = snapshot_.get();
    speaker_.title = [this](const std::string& entity, const Uuid& id) { return title(entity, id); };
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    connect(&soon_, &QTimer::timeout, this, &RuleDesk::askTitles);
    askPeople();
}

QString RuleDesk::title(const std::string& entity, const Uuid& id) {
    const auto known = titles_.find(id);
    if (known != titles_.end()) return known->second;
    if (asked_.insert(id).second) {
        wanted_[entity].insert(id);
        soon_.start();
    }
    return QStringLiteral("…");
}

void RuleDesk::setRules(std::vector<Named> rules) {
    rules_ = std::move(rules);
    for (const Named& rule : rules_) titles_[rule.id] = rule.name;
}

void RuleDesk::askPeople() {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("user");
    request.mutable_set()->set_filter("COALESCE(active, TRUE)");
    request.add_columns("name");
    request.add_sort()->set_path("name");
    request.set_limit(kMostPeople);
    context().connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, request, this, [this](Result<v1::QueryReply> reply) {
            const auto rows = reply ? wire::RowSetView::open(reply->rows()) : std::unexpected(reply.error());
            if (!rows) return;
            people_.clear();
            for (std::size_t row = 0; row < rows->rows(); ++row) {
                people_.push_back({rows->id(row), toQt(rows->text(row, 0))});
                titles_[rows->id(row)] = people_.back().name;
            }
            Q_EMIT changed();
        });
}

void RuleDesk::askTitles() {
    for (const auto& [name, ids] : std::exchange(wanted_, {})) {
        const schema::Entity* entity = snapshot_->entity(name);
        if (entity == nullptr) continue;
        v1::GetRequest request;
        request.set_entity(name);
        for (const Uuid& id : ids) request.add_ids(std::string(id.view()));
        request.add_columns(entity->titleField().name());
        context().connection->call<v1::GetReply>(
            v1::METHOD_RECORDS_GET, request, this, [this, ids = ids](Result<v1::GetReply> reply) {
                const auto rows = reply ? wire::RowSetView::open(reply->rows())
                                        : Result<wire::RowSetView>(std::unexpected(reply.error()));
                if (!rows) return;
                for (const Uuid& id : ids)
                    if (!titles_.contains(id)) titles_[id] = tr("(deleted)");
                for (std::size_t row = 0; row < rows->rows(); ++row)
                    titles_[rows->id(row)] = toQt(toText(rows->value(row, 0)));
                Q_EMIT changed();
            });
    }
}

}  // namespace kupets::view
