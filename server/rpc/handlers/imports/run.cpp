#include "common/wire/values.h"
#include "server/modules/duplicates/duplicates.h"
#include "server/modules/files/store.h"
#include "server/modules/imports/import.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/progress.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

namespace {

constexpr std::size_t kChunkBytes = 512 * 1024;

/// In chunks that are far from the limit of a frame.
template <typename Item>
boost::asio::awaitable<Result<void>> send(Context& context, std::vector<Item> items,
                                          Item* (v1::ImportProgress::*add)()) {
    v1::ImportProgress step;
    std::size_t bytes = 0;
    for (Item& item : items) {
        bytes += item.ByteSizeLong();
        *(step.*add)() = std::move(item);
        if (bytes < kChunkBytes && &item != &items.back()) continue;
        auto sent = co_await context.sendChunk(step.SerializeAsString());
        if (!sent) co_return sent;
        step.Clear();
        bytes = 0;
    }
    co_return Result<void>();
}

v1::ImportLike toProto(const duplicates::Like& like) {
    v1::ImportLike told;
    if (!like.id.isNil()) told.set_record(std::string(like.id.view()));
    told.set_title(like.title);
    told.set_confidence(like.confidence);
    if (like.row) told.set_row(*like.row + 1);
    told.set_rule(like.rule);
    told.set_forbidden(like.forbidden);
    return told;
}

class Likes final : public imports::Likes {
public:
    Likes(Context& context, const schema::Entity& entity) : context_(context), rows_(entity) {}

    bool empty() const { return rows_.empty(); }
    void add(std::span<const imports::NewRow> rows) override { rows_.add(rows); }

    boost::asio::awaitable<Result<std::vector<std::vector<v1::ImportLike>>>> find() override {
        const query::Reader reader = readerOf(context_);
        const duplicates::Services services{context_.services.database, context_.services.registry,
                                            context_.services.gate, context_.services.workers, context_.deadline};
        auto found = co_await rows_.find(services, reader);
        if (!found) co_return std::unexpected(std::move(found.error()));
        std::vector<std::vector<v1::ImportLike>> likes(found->size());
        for (std::size_t i = 0; i < found->size(); ++i) {
            for (const duplicates::Like& like : (*found)[i]) likes[i].push_back(toProto(like));
        }
        co_return likes;
    }

private:
    Context& context_;
    duplicates::RowLikes rows_;
};

}  // namespace

Answer<v1::ImportReply> importRun(Context& context, const v1::ImportRequest& request) {
    const records::Actor actor = actorOf(context);
    const imports::Services services{
        context.services.database,
        context.services.registry,
        context.services.gate,
        context.services.workers,
        context.deadline,
        progressOf(context, &v1::ImportProgress::set_rows_read, &v1::ImportProgress::set_rows_total),
        [&context](std::vector<v1::ImportOutcome> outcomes) {
            return send(context, std::move(outcomes), &v1::ImportProgress::add_outcomes);
        },
        [&context](std::vector<v1::ImportLikes> likes) {
            return send(context, std::move(likes), &v1::ImportProgress::add_likes);
        },
        [&context](const schema::Entity& entity) -> std::unique_ptr<imports::Likes> {
            auto likes = std::make_unique<Likes>(context, entity);
            if (likes->empty()) return nullptr;
            return likes;
        }};
    auto known = co_await imports::answered(services, actor, request);
    if (!known) co_return std::unexpected(std::move(known.error()));
    if (*known) co_return std::move(**known);

    auto id = wire::idFromProto(request.file_id(), "file_id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    files::Store store(context.services.database);
    auto info = co_await store.find(*id, context.deadline);
    if (!info) co_return std::unexpected(std::move(info.error()));
    if (info->owner != context.actor && !context.scope->isAdministrator())
        co_return fail(ErrorCode::NotFound, {}, "file_id");
    const imports::File file{info->name, [&](int number) { return store.piece(*id, number, context.deadline); }};
    auto reply = co_await imports::run(services, actor, request, file);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
