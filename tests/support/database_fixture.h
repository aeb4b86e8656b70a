// A real PostgreSQL for tests: one cluster a program, started at its first use and gone with it; a database of its own
// for each test that asks for one; and coroutines run to their end.
//
//     TEST_CASE("…") {
//         kupets::tests::TestDatabase db;
//         auto rows = runAwaitable(db->run({"SELECT 1", {}}, db::within(5s)));
//
// The cluster is "fastUnsafe" (no fsync). Its data folder is a copy of one that the first program to need it left in
// /tmp.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>

#include "server/db/cluster.h"
#include "server/db/database.h"

namespace kupets::tests {

/// An empty folder that PostgreSQL's user may walk through; removed in the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The program's cluster. Throws when it cannot be started.
db::Cluster& cluster();

/// Starts a cluster in `dataDir` quickly: from the copy, unless there is one already.
std::unique_ptr<db::Cluster> startCluster(const std::filesystem::path& dataDir, bool fastUnsafe = true);

/// The program's io_context, run by two threads.
boost::asio::io_context& ioContext();

/// Runs the coroutine on a strand of ioContext() and waits for its result. What it throws is thrown here; a minute is
/// the limit.
template <typename T>
T runAwaitable(boost::asio::awaitable<T> work) {
    auto future =
        boost::asio::co_spawn(boost::asio::make_strand(ioContext()), std::move(work), boost::asio::use_future);
    if (future.wait_for(std::chrono::minutes(1)) != std::future_status::ready)
        throw std::runtime_error("the coroutine does not end");
    return future.get();
}

/// A new database and the pool to it; dropped in the end.
class TestDatabase {
public:
    explicit TestDatabase(const std::string& templateName = "template1", db::Options options = {});
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    db::Database& operator*() { return *database_; }
    db::Database* operator->() { return database_.get(); }
    const std::string& name() const { return name_; }
    const std::string& conninfo() const { return conninfo_; }

private:
    std::string name_;
    std::string conninfo_;
    std::unique_ptr<db::Database> database_;
};

/// A database made ready once a program, as the template of many: TestDatabase(preparedTemplate("kernel", …)).
std::string preparedTemplate(const std::string& name, const std::function<void(db::Database&)>& prepare);

/// Polls until it is true; false after `limit`.
bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit = std::chrono::seconds(10));

}  // namespace kupets::tests
