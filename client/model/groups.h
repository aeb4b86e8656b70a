// The rows of a table under the heads of their groups: heads, counts and subtotals come from Records.Group, the rows of
// an open group from a table of its own, narrowed by the group's key; so a million rows cost what is looked at. Owned
// by the RecordTableModel whose rows it stands for. GUI thread.
#pragma once

#include <QAbstractItemModel>
#include <memory>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/model/record_table_model.h"
#include "client/net/call.h"

namespace kupets::model {

class Groups : public QObject {
public:
    static constexpr std::uint32_t kMost = 1000;

    Groups(RecordTableModel& owner, const data::Context& context);
    ~Groups() override;

    struct Group {
        std::vector<data::Cell> keys;
        std::uint64_t count = 0;
        std::vector<Value> totals;               // of the question's totals
        std::unique_ptr<RecordTableModel> rows;  // while it is open
        int shown = 0;                           // rows of it that the owner counts
    };

    /// Asks for heads and totals anew; what is open stays so.
    void ask();
    void refresh();
    bool isKnown() const { return known_; }
    bool isLoading() const;
    /// There are more groups than are shown.
    bool isCut() const { return groups_.size() >= kMost; }

    int rowCount() const;
    int recordCount() const;
    bool isHead(int row) const;
    /// Of a head's row or of a row below it.
    const Group& groupAt(int row) const;
    bool isOpen(int row) const { return groupAt(row).rows != nullptr; }
    /// The row of the head above.
    int headOf(int row) const;
    /// "Москва · A": the keys in words.
    QString title(int row) const;
    /// A group's total of this column, in words; empty when it has none.
    QString total(int row, const std::string& path) const;
    void toggle(int row);
    void openAll(bool open);

    QVariant data(const QModelIndex& index, int role) const;
    /// In the model that holds the row; invalid for heads.
    QModelIndex inner(const QModelIndex& index) const;
    Uuid idAt(int row) const;
    int rowOf(const Uuid& id) const;
    void setViewport(int first, int last);

private:
    struct Place {
        int group = -1;
        int row = -1;  // inside; -1: the head
    };
    Place placeOf(int row) const;
    void take(const v1::GroupReply& reply);
    void open(int group);
    void close(int group);
    void follow(int group);
    int indexOf(const RecordTableModel* rows) const;
    std::string filterOf(const Group& group) const;
    void recount();

    RecordTableModel& owner_;
    data::Context context_;
    std::vector<Group> groups_;
    std::vector<int> firstRow_;  // of each head, and the end
    bool known_ = false;
    net::CallHandle call_;
};

}  // namespace kupets::model
