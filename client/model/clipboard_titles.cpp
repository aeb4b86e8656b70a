#include "client/model/clipboard_titles.h"

#include "client/net/connection.h"
#include "common/expr/ast.h"
#include "common/expr/print.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {
namespace {

constexpr std::size_t kBatch = 200;  // titles a question
constexpr std::uint32_t kRows = 1000;

}  // namespace

TitleLookup::TitleLookup(const data::Context& context, QObject* parent) : QObject(parent), context_(context) {}

void TitleLookup::want(const schema::Entity& entity, const std::string& title) {
    wanted_[entity.name()].insert(title);
    titleFields_[entity.name()] = entity.titleField().name();
}

void TitleLookup::start() {
    for (const auto& [entity, titles] : wanted_) {
        for (const std::string& title : titles) {
            if (batches_.empty() || batches_.back().first != entity || batches_.back().second.size() >= kBatch)
                batches_.emplace_back(entity, std::vector<std::string>{});
            batches_.back().second.push_back(title);
        }
    }
    next();
}

void TitleLookup::next() {
    if (batch_ == batches_.size()) return Q_EMIT finished();
    const auto& [entity, titles] = batches_[batch_];
    std::vector<expr::Ast> list;
    for (const std::string& title : titles) list.push_back(expr::text(title));
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(expr::print(expr::oneOf(expr::field(titleFields_[entity]), std::move(list))));
    request.add_columns(titleFields_[entity]);
    request.set_limit(kRows);
    const auto done = [this, name = entity](Result<v1::QueryReply> reply) {
        if (!reply) return Q_EMIT failed(reply.error());
        const auto rows = wire::RowSetView::open(reply->rows());
        if (!rows) return Q_EMIT failed(rows.error());
        for (std::size_t row = 0; row < rows->rows(); ++row) {
            const Value title = rows->value(row, 0);
            if (const auto* text = std::get_if<std::string>(&title)) found_[name][*text].push_back(rows->id(row));
        }
        ++batch_;
        next();
    };
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

Result<Uuid> TitleLookup::find(const std::string& entity, const std::string& title) const {
    const auto known = found_.find(entity);
    if (known == found_.end() || !known->second.contains(title)) return fail(ErrorCode::NotFound, {title});
    const std::vector<Uuid>& ids = known->second.at(title);
    if (ids.size() > 1) return fail(ErrorCode::Ambiguous, {title, std::to_string(ids.size())});
    return ids.front();
}

}  // namespace kupets::model
