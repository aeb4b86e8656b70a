#include "tests/bench/floor.h"

#include <algorithm>
#include <stdexcept>

#include <libpq-fe.h>

namespace kupets::bench {

Floor::Floor(const std::filesystem::path& dataDir) : socketDir_(std::filesystem::canonical(dataDir / "run").string()) {
    conninfo_ = "host=" + socketDir_ + " port=5432 dbname=kupets user=kupets";
    connection_ = PQconnectdb(conninfo_.c_str());
    if (PQstatus(connection_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_));
}

Floor::~Floor() { PQfinish(connection_); }

namespace {

struct Answer {
    PGresult* result;
    ~Answer() { PQclear(result); }
};

}  // namespace

std::vector<std::string> Floor::run(const std::string& sql, const std::vector<std::string>& params) {
    auto found = std::ranges::find(prepared_, sql);
    const std::string name = "s" + std::to_string(found - prepared_.begin());
    if (found == prepared_.end()) {
        const Answer made{PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr)};
        if (PQresultStatus(made.result) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection_));
        prepared_.push_back(sql);
    }
    std::vector<const char*> values;
    for (const std::string& param : params) values.push_back(param.c_str());
    const Answer answer{
        PQexecPrepared(connection_, name.c_str(), static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0)};
    const auto status = PQresultStatus(answer.result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection_));
    std::vector<std::string> cells;
    for (int row = 0; row < PQntuples(answer.result); ++row) {
        for (int column = 0; column < PQnfields(answer.result); ++column)
            cells.emplace_back(PQgetvalue(answer.result, row, column));
    }
    return cells;
}

void Floor::runOnly(const std::string& sql, const std::vector<std::string>& params) { (void)run(sql, params); }

}  // namespace kupets::bench
