#include <algorithm>
#include <cstdio>

#include "server/db/bytea.h"
#include "server/modules/imports/sheet_work.h"
#include "server/records/many.h"

namespace kupets::imports {

namespace {

constexpr int kMostSheets = 100;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, Close>;

/// One import under way.
class Work {
public:
    Work(const Services& services, const records::Actor& actor, const v1::ImportRequest& request, const File& file)
        : file_(file), run_{services, actor, request, services.registry.current(), {}, 0, 0, {}, 0} {}

    awaitable<Result<v1::ImportReply>> run();

private:
    Result<sheet::BookOptions> readOptions() const;
    awaitable<Result<void>> copyFile();
    awaitable<Result<void>> lookAtSheets();
    awaitable<Result<v1::ImportReply>> finish(const LookUp& lookUp);
    awaitable<Result<v1::ImportReply>> keep(const LookUp& lookUp, v1::ImportReply reply);
    v1::ImportReply summary();

    const File& file_;
    Run run_;
    TemporaryFile copy_;
    std::unique_ptr<sheet::Book> book_;
    std::vector<std::unique_ptr<SheetWork>> sheets_;
};

awaitable<Result<v1::ImportReply>> Work::run() {
    const auto id = Uuid::fromBytes(run_.request.change_set_id());
    if (!id) co_return fail(ErrorCode::BadRequest, {"change_set_id"});
    if (run_.request.sheets().empty()) co_return fail(ErrorCode::BadRequest, {"sheets"});
    if (run_.request.sheets_size() > kMostSheets)
        co_return fail(ErrorCode::LimitExceeded, {"sheets", std::to_string(kMostSheets)});
    if (auto copied = co_await copyFile(); !copied) co_return std::unexpected(std::move(copied.error()));
    if (auto looked = co_await lookAtSheets(); !looked) co_return std::unexpected(std::move(looked.error()));

    records::Header header{
        *id, records::Origin::Import, run_.request.reason().empty() ? file_.name : run_.request.reason(), {}};
    auto writer = co_await run_.services.gate.open(run_.actor, std::move(header), run_.services.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    const LookUp lookUp{*writer, *run_.catalog, *run_.actor.reader.scope, run_.services.deadline};
    if (auto begun = co_await records::beginMany(*writer, run_.services.deadline); !begun)
        co_return std::unexpected(std::move(begun.error()));
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        if (auto done = co_await sheets_[i]->write(lookUp); !done)
            co_return std::unexpected(std::move(done.error()).within("sheets[" + std::to_string(i) + "]"));
    }
    co_return co_await finish(lookUp);
}

/// What was told about the file.
Result<sheet::BookOptions> Work::readOptions() const {
    sheet::BookOptions options;
    const auto& told = run_.request.csv();
    if (told.delimiter().size() > 1)
        return fail(ErrorCode::InvalidValue, {told.delimiter(), "one character"}, "csv.delimiter");
    if (!told.delimiter().empty()) options.csv.delimiter = told.delimiter()[0];
    if (!told.encoding().empty()) {
        options.csv.encoding = sheet::encodingFromName(told.encoding());
        if (!options.csv.encoding) {
            return fail(ErrorCode::InvalidValue, {told.encoding(), "utf-8, windows-1251, utf-16le, utf-16be"},
                        "csv.encoding");
        }
    }
    return options;
}

awaitable<Result<void>> Work::copyFile() {
    const auto options = readOptions();
    if (!options) co_return std::unexpected(options.error());
    copy_.reset(std::tmpfile());
    bool written = copy_ != nullptr;
    for (int number = 0; written; ++number) {
        auto bytes = co_await file_.piece(number);
        if (!bytes) co_return std::unexpected(std::move(bytes.error()));
        if (!*bytes) break;
        written = std::fwrite((*bytes)->data(), 1, (*bytes)->size(), copy_.get()) == (*bytes)->size();
    }
    if (!written || std::fflush(copy_.get()) != 0)
        co_return std::unexpected(Error(ErrorCode::Internal).because("temporary file of an import"));
    Result<std::unique_ptr<sheet::Book>> book = std::unique_ptr<sheet::Book>();
    co_await onWorker(run_.services.workers, [&] { book = sheet::Book::open(fileno(copy_.get()), *options); });
    if (!book) co_return std::unexpected(std::move(book.error()));
    book_ = std::move(*book);
    co_return Result<void>();
}

awaitable<Result<void>> Work::lookAtSheets() {
    for (int i = 0; i < run_.request.sheets_size(); ++i) {
        sheets_.push_back(std::make_unique<SheetWork>(run_, static_cast<std::uint32_t>(i)));
        auto looked = co_await sheets_.back()->look(*book_);
        if (!looked) co_return std::unexpected(std::move(looked.error()).within("sheets[" + std::to_string(i) + "]"));
    }
    co_return Result<void>();
}

v1::ImportReply Work::summary() {
    v1::ImportReply reply;
    for (const auto& sheet : sheets_) sheet->addCounts(reply);
    if (run_.refused() && !run_.request.dry_run()) {
        // Nothing of it is kept.
        for (auto& part : *reply.mutable_parts()) {
            part.set_skipped(part.skipped() + part.created() + part.updated() + part.unchanged());
            part.set_created(0);
            part.set_updated(0);
            part.set_unchanged(0);
        }
        reply.set_created(0);
        reply.set_updated(0);
        reply.set_unchanged(0);
        reply.clear_also_created();
        reply.set_skipped(run_.rowsTotal);
    }
    reply.set_error_count(run_.errorCount);
    for (auto& error : run_.errors) *reply.add_errors() = std::move(error);
    *reply.mutable_found() = run_.found;
    return reply;
}

awaitable<Result<v1::ImportReply>> Work::finish(const LookUp& lookUp) {
    v1::ImportReply reply = summary();
    if (run_.request.dry_run() && !run_.refused()) {
        // What would be checked at the end is checked now.
        auto checked = co_await lookUp.writer.look({"SET CONSTRAINTS ALL IMMEDIATE", {}}, run_.services.deadline);
        if (!checked) co_return std::unexpected(std::move(checked.error()));
    }
    if (run_.request.dry_run() || run_.refused()) {
        co_await lookUp.writer.rollback();
        for (const auto& sheet : sheets_) {
            if (auto told = co_await sheet->tellLikes(); !told) co_return std::unexpected(std::move(told.error()));
        }
        co_return reply;
    }
    co_return co_await keep(lookUp, std::move(reply));
}

awaitable<Result<v1::ImportReply>> Work::keep(const LookUp& lookUp, v1::ImportReply reply) {
    std::set<std::string> entities;
    for (const auto& sheet : sheets_) entities.merge(sheet->entities());
    if (auto ended = co_await records::endMany(lookUp.writer, entities, run_.services.deadline); !ended)
        co_return std::unexpected(std::move(ended.error()));
    if (lookUp.writer.count() > 0) {
        db::Query answer{"INSERT INTO kupets.import (change_set, reply) VALUES ($1::uuid, $2::bytea)", {}};
        answer.params.add(*Uuid::fromBytes(run_.request.change_set_id())).add(db::toBytea(reply.SerializeAsString()));
        auto stored = co_await lookUp.writer.look(std::move(answer), run_.services.deadline);
        if (!stored) co_return std::unexpected(std::move(stored.error()));
    }
    auto sequence = co_await lookUp.writer.commit(run_.services.deadline);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    reply.set_sequence(*sequence);
    co_return reply;
}

}  // namespace

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
