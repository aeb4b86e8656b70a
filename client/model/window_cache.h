// The pages of a table that are in memory: windows of a fixed number of rows, found by their place and by the records
// in them. Bounded: what was looked at longest ago goes first. Plain object; owned by a model.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/data/record.h"
#include "common/wire/rowset.h"

namespace kupets::model {

/// One page as it came; cells are decoded when asked for.
class RowWindow {
public:
    /// BadRequest when the row set is not sound or has no ids.
    static Result<std::unique_ptr<RowWindow>> open(v1::RowSet rows, std::size_t columns);

    int rows() const { return static_cast<int>(view_->rows()); }
    Uuid id(int row) const { return view_->id(static_cast<std::size_t>(row)); }
    std::uint64_t version(int row) const { return view_->version(static_cast<std::size_t>(row)); }
    data::Cell cell(int row, int column) const;

    std::string firstKey;
    std::string lastKey;
    bool stale = false;      // shown, but to be asked for anew
    std::uint64_t used = 0;  // by WindowCache

private:
    v1::RowSet rows_;
    std::optional<wire::RowSetView> view_;
};

class WindowCache {
public:
    WindowCache(int windowRows, int mostWindows) : windowRows_(windowRows), most_(mostWindows) {}

    int windowOf(int row) const { return row / windowRows_; }
    int firstRow(int window) const { return window * windowRows_; }
    int size() const { return static_cast<int>(windows_.size()); }
    bool contains(int window) const { return windows_.contains(window); }
    /// Loaded and not stale.
    bool isFresh(int window) const;
    RowWindow* find(int window);
    const RowWindow* find(int window) const;
    /// Of any row of the table; null when it is not loaded.
    const RowWindow* at(int row, int& rowInWindow) const;
    /// The table's row of this record; -1.
    int rowOf(const Uuid& id) const;

    void put(int window, std::unique_ptr<RowWindow> rows);
    void touch(int window);
    void markStale(int window);
    void markAllStale();
    /// Drops what lies at or beyond this row.
    void cutAt(int row);
    void clear();
    /// Forgets the longest unused ones outside [first, last] until the bound holds.
    void evict(int first, int last);

    template <typename Each>
    void forEach(Each each) const {
        for (const auto& [window, rows] : windows_) each(window, *rows);
    }

private:
    void unindex(int window, const RowWindow& rows);

    int windowRows_;
    int most_;
    std::uint64_t clock_ = 0;
    std::map<int, std::unique_ptr<RowWindow>> windows_;
    std::unordered_map<Uuid, int> rowOf_;
};

}  // namespace kupets::model
