#include "server/query/search.h"

#include <algorithm>
#include <charconv>

#include "common/text/fold.h"
#include "common/text/phone.h"
#include "server/schema/columns.h"
#include "server/schema/ddl.h"

namespace kupets::query {
namespace {

constexpr std::size_t kMostWords = 8;
constexpr std::size_t kTrigram = 3;  // letters; of less inside of a word the index knows nothing

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string likePattern(std::string_view fragment) {
    // One or two letters are the beginning of a word: search_text begins with a space. Digits stand anywhere: who
    // types a telephone begins with those after +7.
    const bool begins = text::length(fragment) < kTrigram && !std::ranges::all_of(fragment, isDigit);
    std::string pattern = begins ? "% " : "%";
    for (const char c : fragment) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace

std::vector<std::string> searchPatterns(std::string_view typed) {
    // From three digits on a fragment without letters is a telephone; formatting characters in it do not matter.
    if (const std::string digits = text::phoneSearchDigits(typed); digits.size() >= 3) return {likePattern(digits)};
    std::vector<std::string> patterns;
    const std::string folded = text::fold(text::tidy(typed));
    std::size_t at = 0;
    while (at < folded.size() && patterns.size() < kMostWords) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        if (end > at) patterns.push_back(likePattern(std::string_view(folded).substr(at, end - at)));
        at = end + 1;
    }
    return patterns;
}

std::string searchCondition(const schema::Entity& entity, const std::string& alias,
                            const std::vector<std::string>& patterns, Statement& statement) {
    if (patterns.empty()) return {};
    if (schema::searchExpression(entity).empty()) return "FALSE";
    statement.dependencies.all(entity);
    std::string condition;
    for (const std::string& pattern : patterns) {
        condition += (condition.empty() ? "" : " AND ") + alias + ".search_text LIKE " + statement.parameter(pattern);
    }
    return condition;
}

namespace {

/// A fragment is rare when it has few rows, which are found and sorted in well under 100 ms, and a small share of all.
/// Where there are more, a walk along the order soon meets a page of them.
constexpr double kFewRows = 2'000;
constexpr double kManyRows = 40'000;
constexpr double kSmallShare = 0.1;

db::Query estimateQuery(const schema::Entity& entity, const std::vector<std::string>& patterns) {
    db::Query query{"EXPLAIN SELECT 1 FROM " + schema::tableOf(entity), {}};
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        query.sql += (i == 0 ? " WHERE " : " AND ") + std::string("search_text LIKE $") + std::to_string(i + 1);
        query.params.add(patterns[i]);
    }
    return query;
}

/// "Bitmap Heap Scan on contact  (cost=… rows=1234 width=4)"
double rowsExpected(const db::Rows& plan) {
    const std::string_view line = plan.text(0, 0);
    const std::size_t at = line.find("rows=");
    std::int64_t estimate = 0;
    if (at != std::string_view::npos) std::from_chars(line.data() + at + 5, line.data() + line.size(), estimate);
    return static_cast<double>(estimate);
}

bool isDigits(std::string_view pattern) {
    return std::ranges::all_of(pattern, [](char c) { return c == '%' || isDigit(c); });
}

/// Whether the trigram index can look for it.
bool isIndexed(const std::string& pattern) { return pattern.starts_with("% ") || pattern.size() >= kTrigram + 2; }

}  // namespace

boost::asio::awaitable<Result<bool>> isRare(db::Database& database, const schema::Entity& entity,
                                            std::vector<std::string> patterns, db::Deadline deadline) {
    if (patterns.empty() || schema::searchExpression(entity).empty()) co_return false;
    if (std::ranges::none_of(patterns, isIndexed)) co_return false;
    // Five digits of a telephone are rare enough without asking.
    if (patterns.size() == 1 && patterns.front().size() >= 7 && isDigits(patterns.front())) co_return true;
    std::vector<db::Query> both;
    both.push_back(estimateQuery(entity, patterns));
    both.push_back(estimateQuery(entity, {}));
    auto plans = co_await database.runAll(std::move(both), deadline);
    if (!plans) co_return std::unexpected(plans.error());
    const double most = kSmallShare * rowsExpected((*plans)[1]);
    co_return rowsExpected((*plans)[0]) <= std::clamp(most, kFewRows, kManyRows);
}

}  // namespace kupets::query
