// One sheet of an import under way.
#pragma once

#include <unordered_set>

#include "server/modules/imports/row_store.h"
#include "server/modules/imports/run.h"

namespace kupets::imports {

class SheetWork {
public:
    SheetWork(Run& run, std::uint32_t index) : run_(run), told_(run.request.sheets(static_cast<int>(index))) {
        plan_.sheet = index;
    }

    /// Reads it once, to see what it refers to and how it writes dates and numbers. No database.
    awaitable<Result<void>> look(sheet::Book& book);
    awaitable<Result<void>> write(const LookUp& lookUp);

    /// What the new records look like; after write().
    awaitable<Result<void>> tellLikes();
    void addCounts(v1::ImportReply& reply) const;
    std::uint64_t rows() const { return store_.size(); }
    /// Entities that it writes.
    std::set<std::string> entities() const;

private:
    Result<std::unique_ptr<sheet::RowReader>> openSheet(sheet::Book& book);
    Result<void> readHeader(sheet::Book& book, std::size_t sheet);
    Result<void> takeHeader(const sheet::Row& row);
    Result<void> takeFixes();
    Result<void> takeDecisions();
    Result<bool> takeSome(sheet::RowReader& reader);
    void lookAt(const sheet::Row& row);
    sheet::Row mended(const sheet::Row& row);
    Result<void> decideFormats();
    awaitable<Result<void>> findBadRows();
    /// Some rows on their way: read and planned, then written, then told of.
    struct Step {
        Batch batch;
        Titles titles;
    };
    Result<bool> fill(Batch& batch);
    void keepNew(const Batch& batch);
    awaitable<Result<void>> flush(Step& step, const LookUp& lookUp);
    awaitable<Result<void>> tell(const Step& step);

    /// How a column writes what the request does not say.
    struct Votes {
        sheet::DateOrderVotes dates;
        sheet::DecimalVotes decimals;
    };

    Run& run_;
    const v1::ImportSheet& told_;
    SheetPlan plan_;
    RowStore store_;
    std::uint64_t flushed_ = 0;  // batches
    std::vector<std::string> headers_;
    std::string name_;
    std::optional<sheet::CsvFacts> csv_;
    std::map<std::pair<std::size_t, std::size_t>, Votes> votes_;  // by part and plain column
    Votes all_;
    std::map<std::pair<std::uint64_t, std::size_t>, std::string> fixes_;  // by row and cell
    std::vector<sheet::Cell> mended_;
    std::vector<Counts> counts_;
    struct New {
        std::unique_ptr<Likes> likes;        // null: nobody asks
        std::vector<std::uint64_t> numbers;  // of the sheet's rows, in the order in which `likes` knows them
    };
    std::vector<New> new_;  // by part
};

}  // namespace kupets::imports
