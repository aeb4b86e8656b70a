#include "server/records/likes.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "common/text/first_names.h"
#include "common/text/fold.h"
#include "server/query/names.h"
#include "server/schema/columns.h"
#include "server/schema/ddl.h"

namespace kupets::records {
namespace {

using rules::Duplicates;
using schema::ident;
using v1::DuplicateKey;

constexpr std::size_t kFew = 20;            // records that are looked for one by one
constexpr int kMostOfRule = 200;            // candidates
constexpr std::size_t kMostSpellings = 12;  // of one word
constexpr std::size_t kShortest = 3;        // letters that the trigram index can look for

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string anyLike(const std::string& column, const std::vector<std::string>& patterns, query::Statement& statement) {
    std::string out;
    for (const std::string& pattern : patterns)
        out += (out.empty() ? "" : " OR ") + column + " LIKE " + statement.parameter(pattern);
    return "(" + out + ")";
}

bool isSearchable(const schema::Field& field) { return field.def.searchable(); }

/// Ways in which a word of a name may stand in the base, from the vocabulary.
using Spellings = std::unordered_map<std::string, std::vector<std::string>>;

/// Of an exact key of one record.
std::string exactCondition(const Duplicates::Key& key, const Value& value, const std::string& t,
                           query::Statement& statement) {
    const std::string column = t + "." + ident(key.field->name());
    if (const auto* items = std::get_if<Texts>(&value)) {
        if (!isSearchable(*key.field)) {
            statement.params.addArray(std::span<const std::string>(*items));
            return column + " && $" + std::to_string(statement.params.size()) + "::text[]";
        }
        std::vector<std::string> patterns;
        for (const std::string& form : rules::exactForms(*key.field, value))
            patterns.push_back("%" + escaped(form) + "%");
        return anyLike(t + ".search_text", patterns, statement);
    }
    const auto* typed = std::get_if<std::string>(&value);
    if (typed != nullptr && isSearchable(*key.field))
        return anyLike(t + ".search_text", {"%" + escaped(text::fold(text::tidy(*typed))) + "%"}, statement);
    if (typed != nullptr && schema::valueTypeOf(key.field->type()) == schema::ValueType::Text) {
        const std::string first(text::slice(*typed, 0, 1));
        const std::string ways[] = {*typed, text::lower(*typed), text::upper(*typed),
                                    text::upper(first) + text::lower(typed->substr(first.size()))};
        statement.params.addArray(std::span<const std::string>(ways));
        return column + " = ANY($" + std::to_string(statement.params.size()) + "::text[])";
    }
    const schema::Cells cells = schema::toCells(*key.field, value);
    return column + " = " + statement.parameter(cells[0].value_or("")) + "::" + schema::castType(*key.field);
}

std::vector<std::string> patternsOf(const text::NameWord& word, const Spellings& known) {
    std::vector<std::string> spellings = text::spellingsOf(word);
    if (const auto found = known.find(word.folded); found != known.end())
        spellings.insert(spellings.end(), found->second.begin(), found->second.end());
    std::ranges::sort(spellings);
    const auto twice = std::ranges::unique(spellings);
    spellings.erase(twice.begin(), twice.end());
    std::vector<std::string> out;
    for (const std::string& spelling : spellings) {
        if (text::length(spelling) < kShortest) continue;
        out.push_back("%" + escaped(spelling) + "%");
    }
    return out;
}

/// Words that must stand there in one of their spellings. Of people the surname, and the other names or their initials;
/// empty when nothing can be looked for.
std::string nameCondition(const text::Name& name, const std::string& column, const Spellings& known,
                          query::Statement& statement) {
    std::string out;
    for (const text::NameWord& word : name.words) {
        if (word.kind == text::NameWord::Kind::Initial || word.kind == text::NameWord::Kind::Patronymic) continue;
        std::vector<std::string> patterns = patternsOf(word, known);
        if (patterns.empty()) continue;
        if (name.kind == text::NameKind::Person && !text::firstName(word.latin).empty()) {
            const std::string initial(text::slice(word.folded, 0, 1));
            patterns.push_back("% " + initial + ".%");
            patterns.push_back("%." + initial + ".%");
        }
        out += (out.empty() ? "" : " AND ") + anyLike(column, patterns, statement);
    }
    return out;
}

/// What one rule asks of the base for one record: nothing when a key that must be filled is blank.
std::optional<std::string> conditionOf(const Duplicates::Rule& rule, const Duplicates& duplicates, const Sought& sought,
                                       const Duplicates::Record& record, const Spellings& known, const std::string& t,
                                       query::Statement& statement) {
    std::string out;
    for (const Duplicates::Key& key : rule.keys) {
        if (key.blankAgrees) continue;
        if (record[key.feature].blank()) return std::nullopt;
        std::string one;
        if (key.likeness == DuplicateKey::EXACT) {
            const auto at = std::ranges::find(duplicates.fields(), key.field);
            one = exactCondition(key, sought.values[static_cast<std::size_t>(at - duplicates.fields().begin())], t,
                                 statement);
        } else {
            const std::string column = isSearchable(*key.field)
                                           ? t + ".search_text"
                                           : "kupets.fold(" + t + "." + ident(key.field->name()) + ")";
            one = nameCondition(record[key.feature].name, column, known, statement);
        }
        if (!one.empty()) out += (out.empty() ? "" : " AND ") + one;
    }
    if (out.empty()) return std::nullopt;
    return out;
}

/// One exact key of a rule, of many records at once; for rules that have one.
const Duplicates::Key* driverOf(const Duplicates::Rule& rule) {
    const auto found = std::ranges::find_if(
        rule.keys, [](const Duplicates::Key& key) { return !key.blankAgrees && key.likeness == DuplicateKey::EXACT; });
    return found == rule.keys.end() ? nullptr : &*found;
}

db::Query manyQuery(const LikeSearch& search, const Duplicates::Key& key, std::span<const Sought> sought) {
    query::Statement statement(search.catalog, *search.reader.scope);
    const std::string t = statement.newAlias();
    const auto& fields = search.duplicates.fields();
    const auto at = static_cast<std::size_t>(std::ranges::find(fields, key.field) - fields.begin());
    std::vector<std::string> values;
    bool list = false;
    for (const Sought& each : sought) {
        if (const auto* items = std::get_if<Texts>(&each.values[at])) {
            list = true;
            values.insert(values.end(), items->begin(), items->end());
        } else if (const schema::Cells cells = schema::toCells(*key.field, each.values[at]); cells[0]) {
            values.push_back(*cells[0]);
        }
    }
    statement.params.addArray(std::span<const std::string>(values));
    const std::string array = "$1::" + (list ? std::string("text") : schema::castType(*key.field)) + "[]";
    const std::string column = t + "." + ident(key.field->name());
    return {"SELECT " + t + ".id FROM " + schema::tableOf(search.duplicates.entity()) + " " + t + " WHERE " + column +
                (list ? " && " + array : " = ANY(" + array + ")"),
            std::move(statement.params)};
}

}  // namespace

std::string comparedColumns(const Duplicates& duplicates, const std::string& alias) {
    std::string out;
    for (const schema::Field* field : duplicates.fields()) {
        out += ", " + alias + "." + ident(field->name());
        if (const std::string companion = field->companionColumn(); !companion.empty())
            out += ", " + alias + "." + ident(companion);
    }
    return out;
}

std::vector<Value> comparedValues(const Duplicates& duplicates, const db::Rows& rows, std::size_t row, std::size_t at) {
    std::vector<Value> out;
    const auto cell = [&](std::size_t column) {
        return rows.isNull(row, column) ? std::nullopt : std::optional(rows.text(row, column));
    };
    for (const schema::Field* field : duplicates.fields()) {
        const bool pair = !field->companionColumn().empty();
        out.push_back(schema::fromCells(*field, cell(at), pair ? cell(at + 1) : std::nullopt));
        at += pair ? 2 : 1;
    }
    return out;
}

boost::asio::awaitable<Result<std::vector<Candidate>>> LikeSearch::fetch(std::vector<Uuid> ids,
                                                                         db::Deadline deadline) const {
    std::vector<Candidate> out;
    if (ids.empty()) co_return out;
    query::Statement statement(catalog, *reader.scope);
    const std::string t = statement.newAlias();
    const std::string allowed = statement.allowed(duplicates.entity(), t, access::Action::Read);
    std::string sql = "SELECT " + t + ".id, " + (allowed.empty() ? "TRUE" : "COALESCE(" + allowed + ", FALSE)") +
                      comparedColumns(duplicates, t) + " FROM " + schema::tableOf(duplicates.entity()) + " " + t +
                      " WHERE " + t + ".id" + statement.oneOf(ids);
    std::vector<db::Query> one;
    one.push_back({std::move(sql), std::move(statement.params)});
    auto rows = co_await run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->front().size(); ++row) {
        const auto values = comparedValues(duplicates, rows->front(), row, 2);
        out.push_back({rows->front().uuid(row, 0), rows->front().boolean(row, 1), duplicates.record(values)});
    }
    co_return out;
}

/// Words of the vocabulary that are a slip away, or the same in the other script: for each word of names, "word" first.
boost::asio::awaitable<Result<std::vector<std::vector<std::string>>>> LikeSearch::spellings(
    std::span<const Sought> sought, db::Deadline deadline) const {
    std::vector<std::string> words;
    std::vector<std::string> asked;
    for (const Sought& each : sought) {
        for (const Duplicates::Feature& feature : duplicates.record(each.values)) {
            for (const text::NameWord& word : feature.name.words) {
                if (word.kind != text::NameWord::Kind::Letters || text::length(word.folded) < 5) continue;
                for (std::string& spelling : text::spellingsOf(word)) {
                    words.push_back(word.folded);
                    asked.push_back(std::move(spelling));
                }
            }
        }
    }
    std::vector<std::vector<std::string>> out;
    if (words.empty()) co_return out;
    db::Query query{
        "SELECT q.word, w.word FROM unnest($1::text[], $2::text[]) q(word, asked) JOIN LATERAL (SELECT word FROM "
        "kupets.word WHERE forms && kupets.word_forms(q.asked) LIMIT 50) w ON TRUE",
        {}};
    query.params.addArray(std::span<const std::string>(words)).addArray(std::span<const std::string>(asked));
    std::vector<db::Query> one;
    one.push_back(std::move(query));
    auto rows = co_await run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->front().size(); ++row)
        out.push_back({std::string(rows->front().text(row, 0)), std::string(rows->front().text(row, 1))});
    co_return out;
}

boost::asio::awaitable<Result<std::vector<Candidate>>> LikeSearch::candidates(std::span<const Sought> sought,
                                                                              db::Deadline deadline) const {
    const bool few = sought.size() <= kFew;
    std::vector<db::Query> queries;
    for (const Duplicates::Rule& rule : duplicates.rules()) {
        if (const Duplicates::Key* driver = driverOf(rule); driver != nullptr && !few)
            queries.push_back(manyQuery(*this, *driver, sought));
    }
    Spellings known;
    auto words = co_await spellings(sought, deadline);
    if (!words) co_return std::unexpected(std::move(words.error()));
    for (auto& pair : *words) {
        auto& spellings_ = known[pair[0]];
        if (spellings_.size() < kMostSpellings) spellings_.push_back(std::move(pair[1]));
    }
    for (const Sought& each : sought) {
        const Duplicates::Record record = duplicates.record(each.values);
        for (const Duplicates::Rule& rule : duplicates.rules()) {
            if (!few && driverOf(rule) != nullptr) continue;
            query::Statement statement(catalog, *reader.scope);
            const std::string t = statement.newAlias();
            const auto condition = conditionOf(rule, duplicates, each, record, known, t, statement);
            if (!condition) continue;
            queries.push_back({"SELECT " + t + ".id FROM " + schema::tableOf(duplicates.entity()) + " " + t +
                                   " WHERE " + *condition + " LIMIT " + std::to_string(kMostOfRule),
                               std::move(statement.params)});
        }
    }
    if (queries.empty()) co_return std::vector<Candidate>();
    auto answers = co_await run(std::move(queries), deadline);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    std::unordered_set<Uuid> ids;
    for (const db::Rows& rows : *answers) {
        for (std::size_t row = 0; row < rows.size(); ++row) ids.insert(rows.uuid(row, 0));
    }
    co_return co_await fetch({ids.begin(), ids.end()}, deadline);
}

boost::asio::awaitable<Result<std::vector<std::pair<Uuid, Uuid>>>> dismissedPairs(const RunQueries& run,
                                                                                  const std::string& entity,
                                                                                  std::span<const Uuid> ids,
                                                                                  db::Deadline deadline) {
    db::Query query{
        "SELECT a, b FROM kupets.distinct_pair WHERE entity = $1 AND a = ANY($2::uuid[]) AND b = ANY($2::uuid[])", {}};
    query.params.add(entity).addArray(ids);
    std::vector<db::Query> one;
    one.push_back(std::move(query));
    auto rows = co_await run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<std::pair<Uuid, Uuid>> out;
    for (std::size_t row = 0; row < rows->front().size(); ++row)
        out.emplace_back(rows->front().uuid(row, 0), rows->front().uuid(row, 1));
    std::ranges::sort(out);
    co_return out;
}

}  // namespace kupets::records
