#include "server/modules/imports/work.h"

#include <algorithm>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/db/bytea.h"

namespace kupets::imports {

namespace {

constexpr std::size_t kRowsAtOnce = 5'000;
constexpr std::size_t kErrorsListed = 1'000;
constexpr int kBadRowRounds = 20;

template <typename Function>
awaitable<void> call(Function& function) {
    function();
    co_return;
}

/// Runs `function` on a worker thread; the session goes on with others meanwhile.
template <typename Function>
awaitable<void> onWorker(boost::asio::thread_pool& workers, Function function) {
    // A cancellation would be emitted on the session's strand while the worker runs: it is seen at the next wait
    // instead.
    co_await boost::asio::co_spawn(
        workers.get_executor(), call(function),
        boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot(), boost::asio::use_awaitable));
}

}  // namespace

Work::Work(const Services& services, const records::Actor& actor, const v1::ImportRequest& request, const File& file)
    : services_(services), actor_(actor), request_(request), catalog_(services.registry.current()), file_(file) {}

awaitable<Result<v1::ImportReply>> Work::run() {
    entity_ = catalog_->entity(request_.entity());
    if (entity_ == nullptr) co_return fail(ErrorCode::UnknownEntity, {request_.entity()}, "entity");
    if (auto fine = readFormat(); !fine) co_return std::unexpected(std::move(fine.error()));
    if (auto looked = co_await lookAtFile(); !looked) co_return std::unexpected(std::move(looked.error()));

    const auto id = Uuid::fromBytes(request_.change_set_id());
    records::Header header{
        *id, records::Origin::Import, request_.reason().empty() ? file_.name : request_.reason(), {}};
    auto writer = co_await services_.gate.open(actor_, std::move(header), services_.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    const LookUp lookUp{*writer, *catalog_, *actor_.reader.scope, services_.deadline};
    if (auto done = co_await references_->resolve(lookUp, actor_, format_); !done)
        co_return std::unexpected(done.error());
    if (auto done = co_await findBadRows(); !done) co_return std::unexpected(done.error());
    if (auto done = co_await writeRows(lookUp); !done) co_return std::unexpected(done.error());
    co_return co_await finish(lookUp);
}

/// What was told about the file.
Result<void> Work::readFormat() {
    if (!Uuid::fromBytes(request_.change_set_id())) return fail(ErrorCode::BadRequest, {"change_set_id"});
    const auto& told = request_.csv();
    if (told.delimiter().size() > 1)
        return fail(ErrorCode::InvalidValue, {told.delimiter(), "one character"}, "csv.delimiter");
    if (!told.delimiter().empty()) csv_.delimiter = told.delimiter()[0];
    if (!told.encoding().empty()) {
        csv_.encoding = sheet::encodingFromName(told.encoding());
        if (!csv_.encoding) {
            return fail(ErrorCode::InvalidValue, {told.encoding(), "utf-8, windows-1251, utf-16le, utf-16be"},
                        "csv.encoding");
        }
    }
    if (!told.date_order().empty() && !sheet::dateOrderFromName(told.date_order())) {
        return fail(ErrorCode::InvalidValue, {told.date_order(), "dmy, mdy, ymd"}, "csv.date_order");
    }
    const std::string& decimal = told.decimal_separator();
    if (!decimal.empty() && decimal != "." && decimal != ",") {
        return fail(ErrorCode::InvalidValue, {decimal, ". or ,"}, "csv.decimal_separator");
    }
    return {};
}

awaitable<Result<void>> Work::readRows(OnRow onRow, AfterPiece afterPiece) {
    sheet::CsvReader reader(csv_);
    Result<void> state;
    bool headerSeen = false;
    rowsRead_ = 0;
    const auto take = [&](const std::optional<std::string>& bytes) {
        state = bytes ? reader.feed(*bytes) : reader.finish();
        sheet::CsvRow row;
        while (state) {
            auto more = reader.next(row);
            if (!more) state = std::unexpected(std::move(more.error()));
            if (!more || !*more) return;
            if (!headerSeen) {
                headerSeen = true;
                if (!mapping_) takeHeader(row);
                if (!*mapping_) state = std::unexpected(mapping_->error());
                continue;
            }
            ++rowsRead_;
            onRow(row);
        }
    };
    for (int number = 0;; ++number) {
        auto bytes = co_await file_.piece(number);
        if (!bytes) co_return std::unexpected(std::move(bytes.error()));
        co_await onWorker(services_.workers, [&] { take(*bytes); });
        if (!state) co_return state;
        const bool last = !*bytes;
        if (auto done = co_await afterPiece(last); !done) co_return done;
        if (last) break;
    }
    if (!headerSeen) co_return fail(ErrorCode::BadFile, {"empty", "1"});
    found_.set_delimiter(std::string(1, reader.delimiter()));
    found_.set_encoding(std::string(sheet::encodingName(reader.encoding())));
    co_return Result<void>();
}

void Work::takeHeader(const sheet::CsvRow& row) {
    if (row.badEncoding) {
        mapping_ = fail(ErrorCode::BadEncoding, {std::to_string(row.line)});
        return;
    }
    mapping_ = Mapping::make(*entity_, request_, row);
    if (*mapping_) references_ = std::make_unique<References>(**mapping_, request_.create_missing());
}

awaitable<Result<void>> Work::lookAtFile() {
    auto looked = co_await readRows(
        [this](const sheet::CsvRow& row) {
            if (row.ragged || row.badEncoding) return;
            references_->collect(row);
            for (const PlainColumn& column : (*mapping_)->plain) {
                if (holdsDates(*column.field)) dates_.look((*mapping_)->textOf(column.input, row));
                if (holdsFractions(*column.field)) decimals_.look((*mapping_)->textOf(column.input, row));
            }
        },
        [this](bool) { return services_.progress(rowsRead_, 0); });
    if (!looked) co_return looked;
    rowsTotal_ = rowsRead_;
    co_return decideFormat();
}

Result<void> Work::decideFormat() {
    const auto told = sheet::dateOrderFromName(request_.csv().date_order());
    const auto order = told ? told : dates_.result();
    if (!order) return fail(ErrorCode::BadFile, {"date order", "1"}, "csv.date_order");
    format_.dateOrder = *order;
    format_.decimalSeparator = request_.csv().decimal_separator().empty() ? decimals_.result(found_.delimiter()[0])
                                                                          : request_.csv().decimal_separator()[0];
    found_.set_date_order(std::string(sheet::dateOrderName(*order)));
    found_.set_decimal_separator(std::string(1, format_.decimalSeparator));
    return {};
}

/// When bad rows are left out, rows that refer to them are bad too, and so on.
awaitable<Result<void>> Work::findBadRows() {
    if (!request_.skip_bad_rows()) co_return Result<void>();
    bool news = true;
    for (int round = 0; news && round < kBadRowRounds; ++round) {
        news = false;
        Batch batch(**mapping_, *references_, actor_, format_);
        auto done = co_await readRows(
            [&](const sheet::CsvRow& row) {
                if (batch.add(row) && !row.ragged && !row.badEncoding) news = references_->markBad(row) || news;
                batch.drop();
            },
            [this](bool) { return services_.progress(0, rowsTotal_); });
        if (!done) co_return done;
    }
    co_return Result<void>();
}

/// The search index takes many rows at once far quicker than a few at a time.
awaitable<Result<void>> Work::beginBulk(const LookUp& lookUp) {
    auto done = co_await lookUp.writer.look({"SET LOCAL gin_pending_list_limit = '8MB'", {}}, services_.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

/// What waits for the search index is put in now, before others have to read past it.
awaitable<Result<void>> Work::endBulk(const LookUp& lookUp) {
    const std::string index = "ix_" + entity_->name() + "_search";
    db::Query query{
        "SELECT gin_clean_pending_list(c.oid) FROM pg_class c WHERE c.relname = $1 AND c.relnamespace = "
        "'data'::regnamespace",
        {}};
    query.params.add(index);
    auto done = co_await lookUp.writer.look(std::move(query), services_.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Work::writeRows(const LookUp& lookUp) {
    if (auto begun = co_await beginBulk(lookUp); !begun) co_return begun;
    Batch batch(**mapping_, *references_, actor_, format_);
    auto done = co_await readRows(
        [&](const sheet::CsvRow& row) {
            if (auto error = batch.add(row)) note(std::move(*error));
        },
        [&](bool last) { return flush(batch, lookUp, last); });
    co_return done;
}

awaitable<Result<void>> Work::flush(Batch& batch, const LookUp& lookUp, bool last) {
    if (batch.size() >= kRowsAtOnce || last) {
        auto errors = co_await batch.match(lookUp);
        if (!errors) co_return std::unexpected(std::move(errors.error()));
        for (RowError& error : *errors) note(std::move(error));
        if (refused()) {
            batch.drop();  // the rest is only checked
        } else if (auto written = co_await batch.write(lookUp, counts_); !written) {
            co_return written;
        }
    }
    auto told = co_await services_.progress(rowsRead_, rowsTotal_);
    co_return told;
}

void Work::note(RowError error) {
    ++errorCount_;
    ++counts_.skipped;
    if (errors_.size() < kErrorsListed) errors_.push_back(std::move(error));
}

v1::ImportReply Work::summary() const {
    v1::ImportReply reply;
    if (!refused()) {
        reply.set_created(counts_.created);
        reply.set_updated(counts_.updated);
        reply.set_unchanged(counts_.unchanged);
        for (const auto& [entity, count] : references_->made()) {
            auto* made = reply.add_also_created();
            made->set_entity(entity);
            made->set_count(count);
        }
    }
    reply.set_skipped(refused() ? rowsTotal_ : counts_.skipped);
    reply.set_error_count(errorCount_);
    for (const RowError& error : errors_) {
        auto* listed = reply.add_errors();
        listed->set_row(error.line);
        listed->set_header(error.header);
        listed->set_value(error.value);
        listed->set_code(static_cast<std::uint32_t>(error.error.code));
        for (const auto& arg : error.error.args) listed->add_args(sheet::repairUtf8(arg));
    }
    *reply.mutable_found() = found_;
    return reply;
}

awaitable<Result<v1::ImportReply>> Work::finish(const LookUp& lookUp) {
    std::ranges::sort(errors_, {}, &RowError::line);
    v1::ImportReply reply = summary();
    if (request_.dry_run() && !refused()) {
        // What would be checked at the end is checked now.
        auto checked = co_await lookUp.writer.look({"SET CONSTRAINTS ALL IMMEDIATE", {}}, services_.deadline);
        if (!checked) co_return std::unexpected(std::move(checked.error()));
    }
    if (request_.dry_run() || refused()) {
        co_await lookUp.writer.rollback();
        co_return reply;
    }
    co_return co_await keep(lookUp, std::move(reply));
}

awaitable<Result<v1::ImportReply>> Work::keep(const LookUp& lookUp, v1::ImportReply reply) {
    if (auto ended = co_await endBulk(lookUp); !ended) co_return std::unexpected(std::move(ended.error()));
    if (lookUp.writer.count() > 0) {
        db::Query answer{"INSERT INTO kupets.import (change_set, reply) VALUES ($1::uuid, $2::bytea)", {}};
        answer.params.add(*Uuid::fromBytes(request_.change_set_id())).add(db::toBytea(reply.SerializeAsString()));
        auto stored = co_await lookUp.writer.look(std::move(answer), services_.deadline);
        if (!stored) co_return std::unexpected(std::move(stored.error()));
    }
    auto sequence = co_await lookUp.writer.commit(services_.deadline);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    reply.set_sequence(*sequence);
    co_return reply;
}

awaitable<Result<v1::ImportReply>> run(const Services& services, const records::Actor& actor,
                                       const v1::ImportRequest& request, const File& file) {
    Work work(services, actor, request, file);
    co_return co_await work.run();
}

awaitable<Result<std::optional<v1::ImportReply>>> answered(const Services& services, const records::Actor& actor,
                                                           const v1::ImportRequest& request) {
    const auto id = Uuid::fromBytes(request.change_set_id());
    if (!id) co_return fail(ErrorCode::BadRequest, {"change_set_id"});
    db::Query query{
        "SELECT i.reply, s.seq FROM kupets.import i JOIN kupets.change_set s ON s.id = i.change_set "
        "WHERE i.change_set = $1::uuid AND s.actor = $2::uuid",
        {}};
    query.params.add(*id).add(actor.id);
    auto rows = co_await services.database.run(std::move(query), services.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return std::nullopt;
    v1::ImportReply reply;
    reply.ParseFromString(db::fromBytea(rows->text(0, 0)));
    reply.set_sequence(static_cast<std::uint64_t>(rows->integer(0, 1)));
    co_return reply;
}

}  // namespace kupets::imports
