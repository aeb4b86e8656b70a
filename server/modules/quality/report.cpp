#include <algorithm>
#include <deque>
#include <map>

#include "server/modules/quality/filters.h"
#include "server/modules/quality/scan.h"
#include "server/query/columns.h"
#include "server/query/names.h"
#include "server/query/page.h"

namespace kupets::quality {
namespace {

constexpr unsigned kFreshDays = 90;
constexpr std::size_t kMostCuts = 100;
constexpr std::size_t kMostListed = 200;  // ids that fit into one filter

/// A figure in the making: how many of a group are bad.
struct Counted {
    std::string bad;
    v1::QualityFigure* figure;
};

class Report {
public:
    Report(const Services& services, const query::Reader& reader, const v1::QualityRequest& request)
        : services_(services), reader_(reader), request_(request), catalog_(services.registry.current()) {}
    awaitable<Result<v1::QualityReply>> run();

private:
    void plan();
    void count(const std::string& bad, v1::QualityFigure& figure);
    Result<db::Query> query() const;
    awaitable<Result<void>> scan();
    void read(const db::Rows& rows);
    void finishCuts();

    const Services& services_;
    const query::Reader& reader_;
    const v1::QualityRequest& request_;
    schema::CatalogPtr catalog_;
    const schema::Entity* entity_ = nullptr;
    const schema::Field* by_ = nullptr;
    std::deque<Counted> counted_;
    std::size_t complete_ = 0;  // their places among `counted_`
    std::size_t fresh_ = 0;
    v1::QualityReply reply_;
    std::map<std::string, v1::QualityCut> cuts_;
    std::map<std::string, std::uint64_t> badByKey_;
    std::vector<Uuid> bad_;
};

void Report::count(const std::string& bad, v1::QualityFigure& figure) {
    figure.set_bad_filter(both(request_.filter(), bad));
    counted_.push_back({bad, &figure});
}

void Report::plan() {
    const access::AccessScope& scope = *reader_.scope;
    for (const auto& field : entity_->fields()) {
        if (!isFillable(*field, scope)) continue;
        v1::QualityField& out = *reply_.add_fields();
        out.set_field(field->name());
        count(blank(*field), *out.mutable_filled());
    }
    for (const v1::CheckDef* check : checksOf(*entity_, scope)) {
        v1::QualityCheck& out = *reply_.add_checks();
        out.set_check(check->name());
        count(broken(*check), *out.mutable_kept());
    }
    const std::string gaps = incomplete(*entity_, scope);
    complete_ = counted_.size();
    count(gaps.empty() ? "FALSE" : gaps, *reply_.mutable_complete());
    fresh_ = counted_.size();
    count(stale(*entity_, request_.fresh_days() == 0 ? kFreshDays : request_.fresh_days()), *reply_.mutable_fresh());
}

Result<db::Query> Report::query() const {
    query::Statement statement(*catalog_, *reader_.scope);
    query::Names names(statement, *entity_);
    std::string select = "SELECT ''::text, ''::text";
    std::string group;
    if (by_ != nullptr) {
        auto column = query::resolveColumn(request_.by(), names, statement, reader_);
        if (!column) return std::unexpected(std::move(column.error()));
        const std::string title = column->companion.empty() ? column->sql : column->companion;
        select = "SELECT COALESCE(" + column->sql + "::text, ''), COALESCE((" + title + ")::text, '')";
        group = " GROUP BY 1, 2";
    }
    select += ", count(*)";
    for (const Counted& counted : counted_) {
        auto sql = query::resolveFilter(counted.bad, names, statement, reader_);
        if (!sql) return std::unexpected(std::move(sql.error()));
        select += ", count(*) FILTER (WHERE " + *sql + ")";
    }
    auto filter = query::resolveFilter(request_.filter(), names, statement, reader_);
    if (!filter) return std::unexpected(std::move(filter.error()));
    std::string where;
    for (const std::string& condition : {names.allowed(), *filter}) {
        if (!condition.empty()) where += (where.empty() ? " WHERE " : " AND ") + condition;
    }
    return db::Query{select + " FROM " + names.from() + where + group, std::move(statement.params)};
}

void set(v1::QualityFigure& figure, std::uint64_t total, std::uint64_t bad) {
    figure.set_total(figure.total() + total);
    figure.set_good(figure.good() + total - std::min(bad, total));
}

void Report::read(const db::Rows& rows) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto total = static_cast<std::uint64_t>(rows.integer(row, 2));
        const auto badAt = [&](std::size_t i) { return static_cast<std::uint64_t>(rows.integer(row, i + 3)); };
        reply_.set_total(reply_.total() + total);
        for (std::size_t i = 0; i < counted_.size(); ++i) set(*counted_[i].figure, total, badAt(i));
        if (by_ == nullptr) continue;
        const std::string key(rows.text(row, 0));
        v1::QualityCut& cut = cuts_[key];
        cut.set_title(std::string(rows.text(row, 1)));
        if (const auto id = Uuid::parse(key)) cut.set_id(std::string(id->view()));
        set(*cut.mutable_complete(), total, badAt(complete_));
        set(*cut.mutable_fresh(), total, badAt(fresh_));
    }
}

awaitable<Result<void>> Report::scan() {
    ScanSpec spec{entity_, request_.filter(), request_.by(), access::Action::Read, {}};
    spec.fields = rules::fieldsWithStandard(*entity_, [this](const schema::Field& field) {
        return reader_.scope->canRead(field) && reader_.scope->canWrite(field);
    });
    Scan scan(catalog_, reader_, std::move(spec), services_.workers,
              [this](db::Query query) -> awaitable<Result<db::Rows>> {
                  co_return co_await services_.database.run(std::move(query), services_.deadline);
              });
    while (true) {
        auto batch = co_await scan.next();
        if (!batch) co_return std::unexpected(std::move(batch.error()));
        if (batch->empty()) co_return Result<void>();
        for (const Scanned& record : *batch) {
            if (record.changes.empty()) continue;
            ++badByKey_[record.key];
            if (bad_.size() <= kMostListed) bad_.push_back(record.id);
        }
    }
}

unsigned percent(const v1::QualityFigure& figure) {
    return figure.total() == 0 ? 100 : static_cast<unsigned>(figure.good() * 100 / figure.total());
}

void Report::finishCuts() {
    std::uint64_t bad = 0;
    for (const auto& [key, count] : badByKey_) bad += count;
    v1::QualityFigure& repairable = *reply_.mutable_repairable();
    set(repairable, reply_.total(), bad);
    if (bad == 0) {
        repairable.set_bad_filter(both(request_.filter(), "FALSE"));
    } else if (bad <= kMostListed) {
        std::string ids = "id IN (";
        for (std::size_t i = 0; i < bad_.size(); ++i) ids += (i > 0 ? ", ID(\"" : "ID(\"") + bad_[i].text() + "\")";
        repairable.set_bad_filter(ids + ")");
    }
    std::vector<v1::QualityCut> cuts;
    for (auto& [key, cut] : cuts_) {
        std::string of = blank(*by_);
        if (!key.empty()) of = by_->name() + (cut.id().empty() ? " = \"" + key + "\"" : " = ID(\"" + key + "\")");
        for (const auto& [figure, place] :
             {std::pair{cut.mutable_complete(), complete_}, {cut.mutable_fresh(), fresh_}})
            figure->set_bad_filter(both(of, both(request_.filter(), counted_[place].bad)));
        set(*cut.mutable_valid(), cut.complete().total(), badByKey_[key]);
        cut.set_score((percent(cut.complete()) + percent(cut.fresh()) + percent(cut.valid())) / 3);
        cuts.push_back(std::move(cut));
    }
    std::ranges::sort(cuts, std::ranges::greater(), [](const v1::QualityCut& cut) { return cut.complete().total(); });
    if (cuts.size() > kMostCuts) cuts.resize(kMostCuts);
    for (v1::QualityCut& cut : cuts) *reply_.add_cuts() = std::move(cut);
}

awaitable<Result<v1::QualityReply>> Report::run() {
    auto entity = query::entityOf(*catalog_, reader_, request_.entity());
    if (!entity) co_return std::unexpected(std::move(entity.error()));
    entity_ = *entity;
    if (!request_.by().empty()) {
        by_ = entity_->field(request_.by());
        const bool known = by_ != nullptr && reader_.scope->canRead(*by_);
        if (!known) co_return fail(ErrorCode::UnknownField, {request_.by(), request_.entity()}, "by");
        if (!by_->isReference() && by_->type() != v1::CHOICE)
            co_return fail(ErrorCode::InvalidValue, {request_.by(), "reference"}, "by");
    }
    plan();
    auto sql = query();
    if (!sql) co_return std::unexpected(std::move(sql.error()));
    auto rows = co_await services_.database.run(std::move(*sql), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    read(*rows);
    if (auto scanned = co_await scan(); !scanned) co_return std::unexpected(std::move(scanned.error()));
    finishCuts();
    co_return std::move(reply_);
}

}  // namespace

awaitable<Result<v1::QualityReply>> report(const Services& services, const query::Reader& reader,
                                           const v1::QualityRequest& request) {
    Report made(services, reader, request);
    co_return co_await made.run();
}

}  // namespace kupets::quality
