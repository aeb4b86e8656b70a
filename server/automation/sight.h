// What expressions say of one record, all of them asked in one statement: conditions, values to be set, people to be
// told, words. For one coroutine.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "server/history/diff.h"
#include "server/query/columns.h"

namespace kupets::automation {

using boost::asio::awaitable;

/// One cell as a value, lists included.
Value cellOf(const db::Rows& rows, std::size_t row, std::size_t at, const query::Column& column);

class Sight {
public:
    /// Runs one statement, within somebody's transaction.
    using Look = std::function<awaitable<Result<db::Rows>>(db::Query)>;

    Sight(schema::CatalogPtr catalog, query::Reader reader, const schema::Entity& entity)
        : catalog_(std::move(catalog)), reader_(std::move(reader)), entity_(entity) {}

    /// A template's expressions are asked for one by one.
    void ask(const std::string& expression);
    Result<void> askTemplate(std::string_view text);
    /// False: there is no such record. Errors: those of the expressions, with the expression as fieldPath.
    awaitable<Result<bool>> look(const Uuid& record, Look look);
    /// Of a record that is gone, from what it said itself.
    Result<void> recall(const Uuid& record, const std::vector<history::FieldChange>& last);

    const Value& value(const std::string& expression) const { return answers_[places_.at(expression)].value; }
    bool holds(const std::string& condition) const;
    /// The people that a path leads to.
    std::vector<Uuid> people(const std::string& path) const;
    /// As people read it: a choice by its Russian label, a reference by its title, days and moments as they are
    /// written.
    std::string words(const std::string& expression) const;
    std::string fill(std::string_view text) const;

private:
    struct Answer {
        Value value;
        std::string title;
        const schema::Field* field = nullptr;
    };
    schema::CatalogPtr catalog_;
    query::Reader reader_;
    const schema::Entity& entity_;
    std::map<std::string, std::size_t> places_;
    std::vector<std::string> expressions_;
    std::vector<Answer> answers_;
};

}  // namespace kupets::automation
