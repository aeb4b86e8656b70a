// One import under way.
#pragma once

#include <memory>

#include "server/modules/imports/batch.h"
#include "server/modules/imports/import.h"

namespace kupets::imports {

class Work {
public:
    Work(const Services& services, const records::Actor& actor, const v1::ImportRequest& request, const File& file);

    awaitable<Result<v1::ImportReply>> run();

private:
    /// Each row of the file but its header, on a worker thread; `afterPiece` back here, after each piece of the file.
    using OnRow = std::function<void(const sheet::CsvRow&)>;
    using AfterPiece = std::function<awaitable<Result<void>>(bool last)>;
    awaitable<Result<void>> readRows(OnRow onRow, AfterPiece afterPiece);

    Result<void> readFormat();
    void takeHeader(const sheet::CsvRow& row);
    awaitable<Result<void>> lookAtFile();
    Result<void> decideFormat();
    awaitable<Result<void>> findBadRows();
    awaitable<Result<void>> beginBulk(const LookUp& lookUp);
    awaitable<Result<void>> endBulk(const LookUp& lookUp);
    awaitable<Result<void>> writeRows(const LookUp& lookUp);
    awaitable<Result<void>> flush(Batch& batch, const LookUp& lookUp, bool last);
    awaitable<Result<v1::ImportReply>> finish(const LookUp& lookUp);
    awaitable<Result<v1::ImportReply>> keep(const LookUp& lookUp, v1::ImportReply reply);
    v1::ImportReply summary() const;
    void note(RowError error);
    bool refused() const { return errorCount_ > 0 && !request_.skip_bad_rows(); }

    const Services& services_;
    const records::Actor& actor_;
    const v1::ImportRequest& request_;
    schema::CatalogPtr catalog_;
    const schema::Entity* entity_ = nullptr;
    const File& file_;
    sheet::CsvOptions csv_;
    v1::CsvFormat found_;
    CellFormat format_;
    std::optional<Result<Mapping>> mapping_;
    std::unique_ptr<References> references_;
    sheet::DateOrderVotes dates_;
    sheet::DecimalVotes decimals_;
    std::uint64_t rowsRead_ = 0;
    std::uint64_t rowsTotal_ = 0;
    Counts counts_;
    std::vector<RowError> errors_;
    std::uint64_t errorCount_ = 0;
};

}  // namespace kupets::imports
