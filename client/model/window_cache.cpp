#include "client/model/window_cache.h"

namespace kupets::model {

Result<std::unique_ptr<RowWindow>> RowWindow::open(v1::RowSet rows, std::size_t columns) {
    auto window = std::make_unique<RowWindow>();
    window->rows_ = std::move(rows);
    auto view = wire::RowSetView::open(window->rows_);
    if (!view) return std::unexpected(view.error());
    if (view->columns() != columns || (view->rows() > 0 && !view->hasIds()))
        return fail(ErrorCode::BadRequest, {"columns of a row set"});
    window->view_ = std::move(*view);
    return window;
}

data::Cell RowWindow::cell(int row, int column) const {
    const auto r = static_cast<std::size_t>(row);
    const auto c = static_cast<std::size_t>(column);
    data::Cell cell{view_->value(r, c), {}};
    const v1::Column::Kind kind = view_->kind(c);
    if (kind == v1::Column::KIND_ID || kind == v1::Column::KIND_IDS) cell.title = view_->companion(r, c);
    return cell;
}

bool WindowCache::isFresh(int window) const {
    const RowWindow* rows = find(window);
    return rows != nullptr && !rows->stale;
}

RowWindow* WindowCache::find(int window) {
    const auto found = windows_.find(window);
    return found == windows_.end() ? nullptr : found->second.get();
}

const RowWindow* WindowCache::find(int window) const {
    const auto found = windows_.find(window);
    return found == windows_.end() ? nullptr : found->second.get();
}

const RowWindow* WindowCache::at(int row, int& rowInWindow) const {
    const RowWindow* window = find(windowOf(row));
    rowInWindow = row % windowRows_;
    return window == nullptr || rowInWindow >= window->rows() ? nullptr : window;
}

int WindowCache::rowOf(const Uuid& id) const {
    const auto found = rowOf_.find(id);
    return found == rowOf_.end() ? -1 : found->second;
}

void WindowCache::unindex(int window, const RowWindow& rows) {
    for (int row = 0; row < rows.rows(); ++row) {
        const auto found = rowOf_.find(rows.id(row));
        if (found != rowOf_.end() && windowOf(found->second) == window) rowOf_.erase(found);
    }
}

void WindowCache::put(int window, std::unique_ptr<RowWindow> rows) {
    std::unique_ptr<RowWindow>& place = windows_[window];
    if (place) unindex(window, *place);
    place = std::move(rows);
    place->used = ++clock_;
    for (int row = 0; row < place->rows(); ++row) rowOf_[place->id(row)] = firstRow(window) + row;
}

void WindowCache::touch(int window) {
    if (RowWindow* rows = find(window)) rows->used = ++clock_;
}

void WindowCache::markStale(int window) {
    if (RowWindow* rows = find(window)) rows->stale = true;
}

void WindowCache::markAllStale() {
    for (auto& [window, rows] : windows_) rows->stale = true;
}

void WindowCache::cutAt(int row) {
    for (auto at = windows_.lower_bound(windowOf(row + windowRows_ - 1)); at != windows_.end();) {
        unindex(at->first, *at->second);
        at = windows_.erase(at);
    }
}

void WindowCache::clear() {
    windows_.clear();
    rowOf_.clear();
}

void WindowCache::evict(int first, int last) {
    while (size() > most_) {
        auto oldest = windows_.end();
        for (auto at = windows_.begin(); at != windows_.end(); ++at) {
            if (at->first >= first && at->first <= last) continue;
            if (oldest == windows_.end() || at->second->used < oldest->second->used) oldest = at;
        }
        if (oldest == windows_.end()) return;
        unindex(oldest->first, *oldest->second);
        windows_.erase(oldest);
    }
}

}  // namespace kupets::model
