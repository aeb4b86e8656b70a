#include <algorithm>

#include "common/wire/errors.h"
#include "common/wire/values.h"
#include "server/modules/quality/filters.h"
#include "server/modules/quality/scan.h"
#include "server/query/page.h"
#include "server/records/many.h"

namespace kupets::quality {
namespace {

constexpr int kMostListed = 100;
constexpr std::size_t kMostReason = 2'000;

class Repair {
public:
    Repair(const Services& services, const records::Actor& actor, const v1::QualityRepairRequest& request,
           const records::BulkProgress& progress)
        : services_(services),
          actor_(actor),
          request_(request),
          progress_(progress),
          catalog_(services.registry.current()) {}
    awaitable<Result<v1::BulkReply>> run();

private:
    Result<ScanSpec> spec() const;
    awaitable<Result<void>> write(records::ChangeWriter& writer, std::vector<Scanned> batch);
    awaitable<Result<v1::BulkReply>> finish(records::ChangeWriter& writer, const std::string& entity);

    const Services& services_;
    const records::Actor& actor_;
    const v1::QualityRepairRequest& request_;
    const records::BulkProgress& progress_;
    schema::CatalogPtr catalog_;
    const schema::Entity* entity_ = nullptr;
    v1::BulkReply reply_;
};

Result<ScanSpec> Repair::spec() const {
    const access::AccessScope& scope = *actor_.reader.scope;
    ScanSpec spec{entity_, request_.filter(), {}, access::Action::Update, {}};
    spec.fields = rules::fieldsWithStandard(
        *entity_, [&](const schema::Field& field) { return scope.canRead(field) && scope.canWrite(field); });
    if (request_.fields().empty()) return spec;
    std::vector<const schema::Field*> chosen;
    for (const std::string& name : request_.fields()) {
        const schema::Field* field = entity_->field(name);
        if (field == nullptr || !scope.canRead(*field))
            return fail(ErrorCode::UnknownField, {name, entity_->name()}, "fields");
        chosen.push_back(field);
        // A name is parted from its form: both, or neither.
        if (const schema::Field* form = rules::formField(*field)) chosen.push_back(form);
    }
    std::erase_if(spec.fields,
                  [&](const schema::Field* field) { return std::ranges::find(chosen, field) == chosen.end(); });
    return spec;
}

awaitable<Result<void>> Repair::write(records::ChangeWriter& writer, std::vector<Scanned> batch) {
    std::vector<records::Change> changes;
    for (Scanned& record : batch) {
        if (record.changes.empty()) continue;
        changes.push_back({records::Kind::Update, entity_, record.id, 0, std::move(record.changes), 0});
    }
    reply_.set_unchanged(reply_.unchanged() + batch.size() - changes.size());
    if (changes.empty()) co_return Result<void>();
    std::vector<Uuid> ids;
    for (const records::Change& change : changes) ids.push_back(change.id);
    std::vector<records::Refusal> refusals;
    auto saved = co_await writer.write(std::move(changes), refusals, services_.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    const auto changed = static_cast<std::uint64_t>(std::ranges::count_if(*saved, &records::Saved::changed));
    reply_.set_changed(reply_.changed() + changed);
    reply_.set_refused(reply_.refused() + refusals.size());
    reply_.set_unchanged(reply_.unchanged() + ids.size() - changed - refusals.size());
    for (const records::Refusal& refusal : refusals) {
        if (reply_.refusals_size() == kMostListed) break;
        v1::BulkRefusal& out = *reply_.add_refusals();
        out.set_id(std::string(ids[refusal.index].view()));
        *out.mutable_error() = wire::toProto(refusal.error);
    }
    co_return Result<void>();
}

awaitable<Result<v1::BulkReply>> Repair::finish(records::ChangeWriter& writer, const std::string& entity) {
    if (request_.dry_run()) {
        auto checked = co_await writer.look({"SET CONSTRAINTS ALL IMMEDIATE", {}}, services_.deadline);
        co_await writer.rollback();
        if (!checked) co_return std::unexpected(std::move(checked.error()));
        co_return std::move(reply_);
    }
    if (auto ended = co_await records::endMany(writer, {entity}, services_.deadline); !ended)
        co_return std::unexpected(std::move(ended.error()));
    auto sequence = co_await writer.commit(services_.deadline);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    reply_.set_sequence(*sequence);
    co_return std::move(reply_);
}

awaitable<Result<v1::BulkReply>> Repair::run() {
    auto id = wire::idFromProto(request_.change_set_id(), "change_set_id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    if (request_.reason().size() > kMostReason)
        co_return fail(ErrorCode::TooLong, {std::to_string(kMostReason)}, "reason");
    auto entity = query::entityOf(*catalog_, actor_.reader, request_.entity());
    if (!entity) co_return std::unexpected(std::move(entity.error()));
    entity_ = *entity;
    auto what = spec();
    if (!what) co_return std::unexpected(std::move(what.error()));
    auto writer =
        co_await services_.gate.open(actor_, {*id, records::Origin::Person, request_.reason(), {}}, services_.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    auto known = co_await writer->write({}, services_.deadline);
    if (!known) co_return std::unexpected(std::move(known.error()));
    if (writer->repeated()) co_return co_await finish(*writer, request_.entity());
    if (auto begun = co_await records::beginMany(*writer, services_.deadline); !begun)
        co_return std::unexpected(std::move(begun.error()));
    v1::CountRequest wanted;
    wanted.mutable_set()->set_entity(request_.entity());
    wanted.mutable_set()->set_filter(request_.filter());
    auto total = co_await services_.gate.count(actor_.reader, wanted, services_.deadline);
    if (!total) co_return std::unexpected(std::move(total.error()));
    Scan scan(catalog_, actor_.reader, std::move(*what), services_.workers,
              [this, &writer](db::Query query) -> awaitable<Result<db::Rows>> {
                  co_return co_await writer->look(std::move(query), services_.deadline);
              });
    std::uint64_t done = 0;
    while (true) {
        if (auto told = co_await progress_(std::min(done, total->total()), total->total()); !told)
            co_return std::unexpected(told.error());
        auto batch = co_await scan.next();
        if (!batch) co_return std::unexpected(std::move(batch.error()));
        if (batch->empty()) break;
        done += batch->size();
        if (auto written = co_await write(*writer, std::move(*batch)); !written)
            co_return std::unexpected(written.error());
    }
    co_return co_await finish(*writer, request_.entity());
}

}  // namespace

awaitable<Result<v1::BulkReply>> repair(const Services& services, const records::Actor& actor,
                                        const v1::QualityRepairRequest& request,
                                        const records::BulkProgress& progress) {
    Repair work(services, actor, request, progress);
    co_return co_await work.run();
}

}  // namespace kupets::quality
