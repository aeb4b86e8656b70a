// A block of cells that becomes something else at once: what is pasted, filled down, cleared or replaced. It gathers
// the rows, finds the records that pasted titles mean, reads every text as if it had been typed, and tells all that is
// wrong before anything is saved; what is right becomes one change set. One object an operation, GUI thread.
#pragma once

#include <QObject>
#include <variant>
#include <vector>

#include "client/data/writer.h"
#include "client/model/record_table_rows.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

class TitleLookup;

/// What one cell becomes: a text as typed, a value as it is, or nothing new.
using BlockEntry = std::variant<std::monostate, QString, data::Cell>;
using Block = std::vector<std::vector<BlockEntry>>;

class BlockEdit : public QObject {
    Q_OBJECT

public:
    struct Bad {
        int row = 0;    // of the table; of new rows: behind its end, in their order
        int place = 0;  // in the block, from 0
        const schema::Field* field = nullptr;
        QString text;
        Error error;
    };
    static constexpr std::size_t kMostCells = 200'000;
    static constexpr std::size_t kMostRows = 20'000;

    BlockEdit(RecordTableModel& table, const data::Context& context, QObject* parent);

    /// Row `first` of the table becomes the block's first, `columns` (of the table) its columns; rows behind the
    /// table's end are new records, all of them when `first` is -1. Ends in `ready` or `failed`.
    void start(int first, std::vector<int> columns, Block block);

    const std::vector<Bad>& bad() const { return bad_; }
    int cells() const { return cells_; }      // that change
    int changed() const { return changed_; }  // records
    int created() const { return created_; }
    /// Without what is bad. Empty when nothing changes.
    data::Operation operation() { return std::move(operation_); }

Q_SIGNALS:
    void ready();
    void failed(const kupets::Error& error);

private:
    void takeRows(Result<std::vector<TableRow>> rows);
    void wantTitles();
    void plan();
    void planRow(std::size_t at);
    Result<data::Cell> cellOf(const schema::Field& field, const BlockEntry& entry) const;
    bool isWritable(int column) const;
    void blame(std::size_t at, const schema::Field* field, const BlockEntry& entry, Error error);
    bool lacksRequired(std::size_t at, const v1::RecordChange& change);

    RecordTableModel& table_;
    data::Context context_;
    schema::SnapshotPtr schema_;
    const schema::Entity* entity_ = nullptr;
    int first_ = 0;
    std::vector<int> columns_;
    Block block_;
    std::vector<TableRow> rows_;
    TitleLookup* titles_;
    std::vector<Bad> bad_;
    std::vector<bool> blamedColumns_;
    data::Operation operation_;
    int cells_ = 0;
    int changed_ = 0;
    int created_ = 0;
};

}  // namespace kupets::model
