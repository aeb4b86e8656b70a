// What is remembered of large record sets that people scroll: the true total, and anchors (the key of every n-th row),
// so that a jump anywhere costs as much as the first page. Built in the background, and again when something changes
// that they depend on. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "server/query/page.h"

namespace kupets::query {

struct View {
    std::uint64_t total = 0;
    std::uint64_t nullStart = 0;  // position of the first row whose first sort key is empty
    std::uint32_t step = 0;
    std::vector<RowKey> anchors;  // [i]: the row at position (i + 1)·step - 1; none of them spans the two parts
    std::vector<std::uint64_t> positions;  // of the row after each anchor
    bool fresh = true;                     // nothing changed since
    Dependencies dependencies;
};

class Views {
public:
    Views(boost::asio::any_io_executor executor, db::Database& database, const Clock& clock);
    ~Views();

    /// Empty for what is not worth remembering: one's own favourites are few, and change by themselves.
    static std::string key(const v1::QueryRequest& request, const Order& order, const Reader& reader);
    /// What is known, perhaps not fresh; null when nothing is.
    std::shared_ptr<const View> find(const std::string& key);
    /// Sees to it that the view will be there soon. Cheap when it is.
    void want(const std::string& key, schema::CatalogPtr catalog, const Reader& reader,
              const v1::QueryRequest& request);
    /// A record of the entity changed (`updated`: these fields of it), came or went.
    void changed(const std::string& entity, const std::optional<std::span<const std::string>>& updated);
    boost::asio::awaitable<void> stop();

private:
    struct Entry {
        std::shared_ptr<const View> view;
        bool building = false;
        bool dirty = false;
        std::int64_t builtAt = 0;
        std::int64_t buildMicros = 0;
        std::int64_t usedAt = 0;
    };
    struct Job {
        std::string key;
        schema::CatalogPtr catalog;
        Reader reader;
        v1::QueryRequest request;
    };
    boost::asio::awaitable<void> build(Job job);
    boost::asio::awaitable<Result<std::shared_ptr<const View>>> compute(const Job& job);
    void evict();

    boost::asio::any_io_executor executor_;
    db::Database& database_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::size_t running_ = 0;
    bool stopping_ = false;
    std::function<void()> drained_;
};

}  // namespace kupets::query
