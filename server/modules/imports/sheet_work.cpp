#include "server/modules/imports/sheet_work.h"

#include <algorithm>
#include <bit>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "common/sheet/cells.h"
#include "common/sheet/column_names.h"
#include "common/sheet/header.h"
#include "server/records/many.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kRowsAtOnce = 5'000;
constexpr int kBadRowRounds = 20;
constexpr std::size_t kErrorsListed = 1'000;
constexpr int kMostParts = 20;

}  // namespace

std::set<std::string> SheetWork::entities() const {
    std::set<std::string> names;
    for (const Part& part : plan_.parts) names.insert(part.mapping->entity->name());
    return names;
}

awaitable<Result<void>> SheetWork::look(sheet::Book& book) {
    if (told_.parts().empty()) co_return fail(ErrorCode::BadRequest, {"parts"}, "parts");
    if (told_.parts_size() > kMostParts)
        co_return fail(ErrorCode::LimitExceeded, {"parts", std::to_string(kMostParts)}, "parts");
    Result<std::unique_ptr<sheet::RowReader>> reader = std::unique_ptr<sheet::RowReader>();
    co_await onWorker(run_.services.workers, [&] { reader = openSheet(book); });
    if (!reader) co_return std::unexpected(std::move(reader.error()));
    for (Result<bool> more = true; more && *more;) {
        co_await onWorker(run_.services.workers, [&] { more = takeSome(**reader); });
        if (!more) co_return std::unexpected(std::move(more.error()));
        if (auto told = co_await run_.services.progress(run_.rowsTotal + store_.size(), 0); !told) co_return told;
    }
    csv_ = book.csv();
    run_.rowsTotal += store_.size();
    co_return decideFormats();
}

/// A reader that stands behind the header.
Result<std::unique_ptr<sheet::RowReader>> SheetWork::openSheet(sheet::Book& book) {
    const auto sheets = book.sheets();
    std::size_t place = 0;
    if (!told_.sheet().empty()) {
        const auto found = std::ranges::find(sheets, told_.sheet(), &sheet::SheetInfo::name);
        if (found == sheets.end()) return fail(ErrorCode::BadFile, {"no such sheet", "", "", told_.sheet()}, "sheet");
        place = static_cast<std::size_t>(found - sheets.begin());
    }
    name_ = sheets[place].name;
    std::uint64_t header = told_.header_row();
    if (header == 0) {
        auto first = book.read(place);
        if (!first) return first;
        auto looked = sheet::findHeader(**first);
        if (!looked) return std::unexpected(std::move(looked.error()));
        header = std::max<std::uint64_t>(*looked, 1);
    }
    auto reader = book.read(place);
    if (!reader) return reader;
    sheet::Row row;
    for (;;) {
        auto more = (*reader)->next(row);
        if (!more) return std::unexpected(std::move(more.error()));
        if (!*more) return fail(ErrorCode::BadFile, {"empty", "1", "", name_});
        if (row.number >= header) break;
    }
    if (auto taken = takeHeader(row); !taken) return std::unexpected(std::move(taken.error()));
    return reader;
}

Result<void> SheetWork::takeHeader(const sheet::Row& row) {
    if (row.badEncoding) return fail(ErrorCode::BadEncoding, {std::to_string(row.number)});
    headers_ = sheet::headersOf(row.cells);
    plan_.headerRow = row.number;
    plan_.width = headers_.size();
    std::vector<const v1::ImportPart*> earlier;
    for (int p = 0; p < told_.parts_size(); ++p) {
        const v1::ImportPart& part = told_.parts(p);
        const Mapping::Place place{headers_, row.number, name_, earlier, run_.request.csv()};
        auto mapping = Mapping::make(*run_.catalog->snapshot, part, place);
        if (!mapping) {
            return std::unexpected(std::move(mapping.error()).within("parts[" + std::to_string(p) + "]"));
        }
        plan_.parts.emplace_back(part, std::move(*mapping), run_.actor);
        earlier.push_back(&part);
    }
    counts_.resize(plan_.parts.size());
    if (auto taken = takeFixes(); !taken) return taken;
    return takeDecisions();
}

/// Fixes and decisions name their sheet as the request does, or by what it is called.
Result<void> SheetWork::takeFixes() {
    for (const auto& fix : run_.request.fixes()) {
        if (fix.sheet() != told_.sheet() && fix.sheet() != name_) continue;
        const auto found = std::ranges::find(headers_, fix.header());
        if (found == headers_.end()) {
            return fail(ErrorCode::BadFile, {"header", std::to_string(plan_.headerRow), fix.header(), name_}, "fixes");
        }
        fixes_[{fix.row(), static_cast<std::size_t>(found - headers_.begin())}] = fix.text();
    }
    return {};
}

Result<void> SheetWork::takeDecisions() {
    for (const auto& decision : run_.request.decisions()) {
        if (decision.sheet() != told_.sheet() && decision.sheet() != name_) continue;
        const auto found = std::ranges::find_if(told_.parts(), [&](const auto& part) {
            return decision.part().empty() || nameOf(part) == decision.part();
        });
        if (found == told_.parts().end())
            return fail(ErrorCode::InvalidValue, {decision.part(), "a part of the row"}, "decisions");
        plan_.decisions[{decision.row(), static_cast<std::size_t>(found - told_.parts().begin())}] = &decision;
    }
    return {};
}

Result<bool> SheetWork::takeSome(sheet::RowReader& reader) {
    sheet::Row row;
    for (std::size_t i = 0; i < kRowsAtOnce; ++i) {
        auto more = reader.next(row);
        if (!more) return more;
        if (!*more) return false;
        const sheet::Row taken = fixes_.empty() ? row : mended(row);
        if (auto stored = store_.add(taken); !stored) return std::unexpected(std::move(stored.error()));
        lookAt(taken);
    }
    return true;
}

/// The row with what a person has put into its cells instead.
sheet::Row SheetWork::mended(const sheet::Row& row) {
    auto fix = fixes_.lower_bound({row.number, 0});
    if (fix == fixes_.end() || fix->first.first != row.number) return row;
    mended_.assign(row.cells.begin(), row.cells.end());
    mended_.resize(std::max(mended_.size(), plan_.width));
    for (; fix != fixes_.end() && fix->first.first == row.number; ++fix) {
        sheet::Cell& cell = mended_[fix->first.second];
        cell = {};
        cell.kind = fix->second.empty() ? sheet::CellKind::Empty : sheet::CellKind::Text;
        cell.text = fix->second;
    }
    sheet::Row out = row;
    out.cells = mended_;
    return out;
}

void SheetWork::lookAt(const sheet::Row& row) {
    if (row.ragged || row.badEncoding) return;
    for (std::size_t p = 0; p < plan_.parts.size(); ++p) {
        Part& part = plan_.parts[p];
        part.references->collect(row);
        for (ItemIndex& index : part.lists) {
            const auto column = std::ranges::find(part.mapping->plain, &index.field(), &PlainColumn::field);
            if (column == part.mapping->plain.end()) continue;
            for (std::string& item : part.mapping->itemsOf(*column, row)) index.want(std::move(item));
        }
        for (std::size_t c = 0; c < part.mapping->plain.size(); ++c) {
            const PlainColumn& column = part.mapping->plain[c];
            const bool dates = holdsDates(*column.field);
            const bool fractions = holdsFractions(*column.field);
            if (!dates && !fractions) continue;
            const sheet::Cell cell = part.mapping->cellOf(column.inputs.front(), row);
            if (cell.kind != sheet::CellKind::Text) continue;  // of others the book knows what they are
            Votes& votes = votes_[{p, c}];
            if (dates) votes.dates.look(cell.text);
            if (fractions) votes.decimals.look(cell.text);
            if (dates) all_.dates.look(cell.text);
            if (fractions) all_.decimals.look(cell.text);
        }
    }
}

Result<void> SheetWork::decideFormats() {
    const char delimiter = csv_ ? csv_->delimiter : ';';
    for (std::size_t p = 0; p < plan_.parts.size(); ++p) {
        auto& plain = plan_.parts[p].mapping->plain;
        for (std::size_t c = 0; c < plain.size(); ++c) {
            Conversion& conversion = plain[c].inputs.front().conversion;
            const Votes& votes = votes_[{p, c}];
            if (holdsDates(*plain[c].field) && !conversion.dateOrderTold) {
                const auto order = votes.dates.result();
                if (!order) {
                    return fail(ErrorCode::BadFile,
                                {"date order", std::to_string(plan_.headerRow), plain[c].inputs.front().header, name_},
                                "csv.date_order");
                }
                // A column that proves nothing goes by what others prove.
                conversion.format.dateOrder = votes.dates.any() ? all_.dates.result().value_or(*order) : *order;
            }
            if (!conversion.decimalTold) conversion.format.decimalSeparator = all_.decimals.result(delimiter);
        }
    }
    v1::CsvFormat& found = run_.found;
    if (csv_) {
        found.set_delimiter(std::string(1, csv_->delimiter));
        found.set_encoding(std::string(sheet::encodingName(csv_->encoding)));
    }
    const auto& told = run_.request.csv();
    if (found.date_order().empty()) {
        found.set_date_order(told.date_order().empty() ? std::string(sheet::dateOrderName(
                                                             all_.dates.result().value_or(sheet::DateOrder::Dmy)))
                                                       : told.date_order());
        found.set_decimal_separator(told.decimal_separator().empty() ? std::string(1, all_.decimals.result(delimiter))
                                                                     : told.decimal_separator());
    }
    return {};
}

/// When bad rows are left out, rows that refer to them are bad too, and so on.
awaitable<Result<void>> SheetWork::findBadRows() {
    const bool chained =
        std::ranges::any_of(plan_.parts, [](const Part& part) { return part.references->refersToFile(); });
    if (!run_.request.skip_bad_rows() || !chained) co_return Result<void>();
    bool news = true;
    for (int round = 0; news && round < kBadRowRounds; ++round) {
        news = false;
        Result<void> state = store_.rewind();
        for (bool more = true; state && more;) {
            co_await onWorker(run_.services.workers, [&] {
                sheet::Row row;
                for (std::size_t i = 0; i < kRowsAtOnce && more; ++i) {
                    auto next = store_.next(row);
                    if (!next) state = std::unexpected(std::move(next.error()));
                    more = next && *next;
                    if (!more || row.ragged || row.badEncoding || !planRow(plan_, row, run_.actor).bad()) continue;
                    for (Part& part : plan_.parts) news = part.references->markBad(row) || news;
                }
            });
            if (!state) co_return state;
            if (auto told = co_await run_.services.progress(0, run_.rowsTotal); !told) co_return told;
        }
        if (!state) co_return state;
    }
    co_return Result<void>();
}

awaitable<Result<void>> SheetWork::write(const LookUp& lookUp) {
    for (Part& part : plan_.parts) {
        if (auto done = co_await part.references->resolve(lookUp); !done) co_return done;
        for (ItemIndex& index : part.lists) {
            if (auto done = co_await index.load(lookUp, *part.mapping->entity); !done) co_return done;
        }
    }
    if (auto done = co_await findBadRows(); !done) co_return done;
    if (auto done = store_.rewind(); !done) co_return done;
    if (run_.request.tell_outcomes() && run_.request.dry_run() && run_.services.likesOf) {
        for (const Part& part : plan_.parts) new_.push_back({run_.services.likesOf(*part.mapping->entity), {}});
    }
    // While PostgreSQL takes some rows, a worker reads the next ones, and the last ones are told of.
    using namespace boost::asio::experimental::awaitable_operators;
    Taken taken;
    const auto step = [&] { return Step{Batch(plan_, run_.actor, taken, run_.request.tell_outcomes()), {}}; };
    Step steps[] = {step(), step(), step()};
    Result<bool> more = true;
    co_await onWorker(run_.services.workers, [&] { more = fill(steps[0].batch); });
    std::size_t now = 0;
    for (; more && *more; now = (now + 1) % 3) {
        const Step& last = steps[(now + 2) % 3];
        Batch& next = steps[(now + 1) % 3].batch;
        auto [written, told] = co_await (flush(steps[now], lookUp) &&
                                         (tell(last) && onWorker(run_.services.workers, [&] { more = fill(next); })));
        if (!written) co_return written;
        if (!told) co_return told;
    }
    if (!more) co_return std::unexpected(std::move(more.error()));
    auto [written, told] = co_await (flush(steps[now], lookUp) && tell(steps[(now + 2) % 3]));
    if (!written) co_return written;
    if (!told) co_return told;
    co_return co_await tell(steps[now]);
}

/// Whether there are rows beyond.
Result<bool> SheetWork::fill(Batch& batch) {
    batch.clear();
    sheet::Row row;
    while (batch.size() < kRowsAtOnce) {
        auto next = store_.next(row);
        if (!next || !*next) return next;
        batch.add(row);
    }
    return true;
}

awaitable<Result<void>> SheetWork::flush(Step& step, const LookUp& lookUp) {
    Batch& batch = step.batch;
    if (std::has_single_bit(++flushed_)) {
        if (auto judged = co_await records::judgeAnew(lookUp.writer, run_.services.deadline); !judged) co_return judged;
    }
    if (auto done = co_await batch.match(lookUp); !done) co_return done;
    const bool hopeless = run_.refused() && !run_.request.tell_outcomes();
    if (!hopeless) {
        if (auto done = co_await batch.write(lookUp); !done) co_return done;
    }
    batch.count(counts_);
    for (const PlannedRow& row : batch.rows()) {
        for (std::size_t p = 0; p < row.records.size(); ++p) {
            if (row.records[p].errors.empty()) continue;
            ++run_.errorCount;
            for (const RowError& error : row.records[p].errors) {
                if (run_.errors.size() < kErrorsListed)
                    run_.errors.push_back(toProto(error, plan_.sheet, static_cast<std::uint32_t>(p)));
            }
        }
    }
    if (!run_.request.tell_outcomes()) co_return Result<void>();
    auto titles = co_await titlesFor(plan_, batch, lookUp);
    if (!titles) co_return std::unexpected(std::move(titles.error()));
    step.titles = std::move(*titles);
    co_return Result<void>();
}

awaitable<Result<void>> SheetWork::tell(const Step& step) {
    if (step.batch.size() == 0) co_return Result<void>();
    if (run_.request.tell_outcomes()) {
        std::vector<v1::ImportOutcome> outcomes;
        co_await onWorker(run_.services.workers, [&] {
            outcomes = outcomesOf(plan_, step.batch, step.titles, run_.request.dry_run());
            keepNew(step.batch);
        });
        if (auto told = co_await run_.services.outcomes(std::move(outcomes)); !told) co_return told;
    }
    run_.rowsRead += step.batch.size();
    co_return co_await run_.tell();
}

void SheetWork::keepNew(const Batch& batch) {
    for (std::size_t part = 0; part < new_.size(); ++part) {
        if (!new_[part].likes) continue;
        const schema::Entity& entity = *plan_.parts[part].mapping->entity;
        std::set<std::string_view> keys;
        for (const auto& rule : entity.def().duplicate_rules()) {
            for (const auto& key : rule.keys()) keys.insert(key.field());
        }
        std::vector<NewRow> rows;
        for (std::size_t row = 0; row < batch.size(); ++row) {
            if (batch.rows()[row].bad() || !batch.wasCreated(row, part)) continue;
            NewRow values;
            for (const auto& cell : batch.effectOf(row, part)->cells) {
                if (keys.contains(cell.field->name())) values.emplace_back(cell.field, cell.after);
            }
            rows.push_back(std::move(values));
            new_[part].numbers.push_back(batch.rows()[row].number);
        }
        new_[part].likes->add(rows);
    }
}

awaitable<Result<void>> SheetWork::tellLikes() {
    for (std::size_t part = 0; part < new_.size(); ++part) {
        const New& made = new_[part];
        if (made.numbers.empty()) continue;
        auto found = co_await made.likes->find();
        if (!found) co_return std::unexpected(std::move(found.error()));
        std::vector<v1::ImportLikes> told;
        for (std::size_t i = 0; i < found->size() && i < made.numbers.size(); ++i) {
            if ((*found)[i].empty()) continue;
            v1::ImportLikes& likes = told.emplace_back();
            likes.set_sheet(plan_.sheet);
            likes.set_part(static_cast<std::uint32_t>(part));
            likes.set_row(made.numbers[i]);
            for (v1::ImportLike& like : (*found)[i]) {
                if (like.row() > 0) like.set_row(made.numbers[like.row() - 1]);
                *likes.add_likes() = std::move(like);
            }
        }
        if (told.empty()) continue;
        if (auto sent = co_await run_.services.likes(std::move(told)); !sent) co_return sent;
    }
    co_return Result<void>();
}

void SheetWork::addCounts(v1::ImportReply& reply) const {
    for (std::size_t p = 0; p < counts_.size(); ++p) {
        const Counts& counts = counts_[p];
        auto* part = reply.add_parts();
        part->set_sheet(plan_.sheet);
        part->set_part(static_cast<std::uint32_t>(p));
        part->set_created(counts.created);
        part->set_updated(counts.updated);
        part->set_unchanged(counts.unchanged);
        part->set_skipped(counts.skipped);
        part->set_errors(counts.errors);
        part->set_undecided(counts.undecided);
        reply.set_created(reply.created() + counts.created);
        reply.set_updated(reply.updated() + counts.updated);
        reply.set_unchanged(reply.unchanged() + counts.unchanged);
        reply.set_skipped(reply.skipped() + counts.skipped + counts.undecided);
    }
    for (const Part& part : plan_.parts) {
        for (const auto& [entity, count] : part.references->made()) {
            auto* made = reply.add_also_created();
            made->set_entity(entity);
            made->set_count(count);
        }
    }
}

}  // namespace kupets::imports
