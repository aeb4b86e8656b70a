// The floor: the same answers by hand-written SQL over plain, blocking libpq on the embedded server's own socket.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct pg_conn;

namespace kupets::bench {

class Floor {
public:
    /// dataDir of an embedded server that runs.
    explicit Floor(const std::filesystem::path& dataDir);
    ~Floor();
    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;

    /// Prepared at its first use. All cells, row after row.
    std::vector<std::string> run(const std::string& sql, const std::vector<std::string>& params = {});
    void runOnly(const std::string& sql, const std::vector<std::string>& params = {});
    const std::string& conninfo() const { return conninfo_; }
    const std::string& socketDir() const { return socketDir_; }

private:
    std::string socketDir_;
    std::string conninfo_;
    pg_conn* connection_ = nullptr;
    std::vector<std::string> prepared_;
};

}  // namespace kupets::bench
