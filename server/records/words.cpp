#include "server/records/words.h"

#include <algorithm>
#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "common/text/fold.h"
#include "common/text/spelling.h"
#include "server/history/feed.h"
#include "server/records/gate.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 10min;       // whether a day has passed
constexpr auto kLearnLimit = 5min;  // a million titles take seconds
constexpr std::size_t kManyRecords = 5'000;
constexpr std::size_t kMostWords = 8;
constexpr std::size_t kMostSpellings = 3;
constexpr std::size_t kLongWord = 6;  // from here on two slips are forgiven, and likeness alone makes a candidate

bool isLearned(const schema::Entity& entity) {
    return entity.titleField().isStored() && entity.titleField().def.searchable();
}

/// "FROM data.contact t, kupets.words_of(t.name) w"
std::string wordsOf(const schema::Entity& entity) {
    return " FROM " + schema::tableOf(entity) + " t, kupets.words_of(t." + schema::ident(entity.titleField().name()) +
           ") w";
}

db::Query learnQuery(const schema::Entity& entity, const std::set<Uuid>* records) {
    db::Query query{
        "INSERT INTO kupets.word (word) SELECT n.w FROM (SELECT DISTINCT w COLLATE \"C\" AS w" + wordsOf(entity), {}};
    if (records != nullptr) {
        const std::vector<Uuid> ids(records->begin(), records->end());
        query.params.addArray(std::span<const Uuid>(ids));
        query.sql += " WHERE t.id = ANY($1::uuid[])";
    }
    query.sql +=
        ") n WHERE NOT EXISTS (SELECT FROM kupets.word k WHERE k.word = n.w) ORDER BY n.w ON CONFLICT DO NOTHING";
    return query;
}

bool hasDigits(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> split(const std::string& folded) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < folded.size() && words.size() < kMostWords;) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        if (end > at) words.push_back(folded.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

db::Query knownQuery(const std::string& word) {
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    db::Query query{"SELECT EXISTS (SELECT FROM kupets.word WHERE word LIKE $1)", {}};
    query.params.add(pattern + "%");
    return query;
}

db::Query candidatesQuery(const std::string& word) {
    db::Query query{"SELECT word FROM kupets.word WHERE forms && kupets.word_forms($1 COLLATE \"C\")", {}};
    if (text::length(word) >= kLongWord) query.sql += " OR word % $1";
    query.sql += " ORDER BY similarity(word, $1) DESC, word LIMIT 200";
    query.params.add(word);
    return query;
}

std::vector<std::string> nearest(const std::string& word, const db::Rows& rows) {
    const std::size_t most = text::length(word) >= kLongWord ? 2 : 1;
    const std::string_view first = text::slice(word, 0, 1);
    struct Candidate {
        std::size_t slips;
        bool otherBeginning;
        std::string word;
    };
    std::vector<Candidate> candidates;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string_view found = rows.text(row, 0);
        const std::size_t slips = text::slips(word, found, most);
        if (slips <= most) candidates.push_back({slips, text::slice(found, 0, 1) != first, std::string(found)});
    }
    // Alike ones stay in the order of their likeness.
    std::ranges::stable_sort(candidates, {}, [](const Candidate& c) { return std::pair(c.slips, c.otherBeginning); });
    std::vector<std::string> out;
    for (Candidate& candidate : candidates) {
        if (out.size() == kMostSpellings) break;
        out.push_back(std::move(candidate.word));
    }
    return out;
}

}  // namespace

Words::Words(const boost::asio::any_io_executor& executor, db::Database& database, const schema::Registry& registry)
    : strand_(boost::asio::make_strand(executor)), database_(database), registry_(registry), timer_(strand_) {}

awaitable<void> Words::run() {
    co_await boost::asio::co_spawn(
        strand_, loop(),
        boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot(), boost::asio::use_awaitable));
}

void Words::stop() {
    boost::asio::post(strand_, [this] {
        stopped_ = true;
        timer_.cancel();
    });
}

void Words::wake() {
    boost::asio::post(strand_, [this] { timer_.cancel(); });
}

awaitable<void> Words::loop() {
    while (!stopped_) {
        auto done = co_await refresh(false, db::within(kLearnLimit));
        if (done) done = co_await learn(db::within(kLearnLimit));
        if (!done && !stopped_) spdlog::warn("words of titles wait: {}", describe(done.error()));
        if (stopped_) break;
        bool idle = !done;
        if (done) {
            const std::scoped_lock lock(mutex_);
            idle = heard_.records.empty() && heard_.whole.empty();
        }
        if (!idle) continue;
        timer_.expires_after(done ? std::chrono::steady_clock::duration(kLook) : 30s);
        co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
}

void Words::heard(const history::FeedBatch& batch) {
    bool news = false;
    {
        const schema::CatalogPtr catalog = registry_.current();
        const std::scoped_lock lock(mutex_);
        for (const history::FeedChange& change : batch.changes) {
            const schema::Entity* entity = catalog->entity(change.entity);
            if (entity == nullptr || !isLearned(*entity) || change.kind == static_cast<int>(Kind::Delete)) continue;
            const bool renamed = change.kind == static_cast<int>(Kind::Create) ||
                                 std::ranges::find(change.fields, entity->titleField().name()) != change.fields.end();
            if (!renamed) continue;
            auto& records = heard_.records[change.entity];
            records.insert(change.record);
            if (records.size() > kManyRecords) heard_.whole.insert(change.entity);
            if (records.size() > kManyRecords) heard_.records.erase(change.entity);
            news = true;
        }
        for (const history::FeedBulk& bulk : batch.bulk) {
            const schema::Entity* entity = catalog->entity(bulk.entity);
            if (entity == nullptr || !isLearned(*entity)) continue;
            heard_.whole.insert(bulk.entity);
            news = true;
        }
    }
    if (news) wake();
}

awaitable<Result<void>> Words::learn(db::Deadline deadline) {
    Heard heard;
    {
        const std::scoped_lock lock(mutex_);
        heard = std::exchange(heard_, {});
    }
    const schema::CatalogPtr catalog = registry_.current();
    std::vector<db::Query> queries;
    for (const std::string& name : heard.whole) {
        if (const schema::Entity* entity = catalog->entity(name)) queries.push_back(learnQuery(*entity, nullptr));
    }
    for (const auto& [name, records] : heard.records) {
        const schema::Entity* entity = catalog->entity(name);
        if (entity != nullptr && !heard.whole.contains(name)) queries.push_back(learnQuery(*entity, &records));
    }
    for (db::Query& query : queries) {
        auto done = co_await database_.run(std::move(query), deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));  // the day's refresh brings them
    }
    co_return Result<void>();
}

awaitable<Result<void>> Words::refresh(bool now, db::Deadline deadline) {
    if (!now) {
        auto due = co_await database_.run({"SELECT refreshed_at < now() - interval '1 day' FROM kupets.word_state", {}},
                                          deadline);
        if (!due) co_return std::unexpected(std::move(due.error()));
        if (!due->boolean(0, 0)) co_return Result<void>();
    }
    const schema::CatalogPtr catalog = registry_.current();
    std::string titles;
    for (const auto& entity : catalog->snapshot->entities()) {
        if (isLearned(*entity)) titles += (titles.empty() ? "SELECT w" : " UNION ALL SELECT w") + wordsOf(*entity);
    }
    auto transaction = co_await database_.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    // Whoever is second leaves it to the first.
    auto mine = co_await transaction->run(
        {"SELECT pg_try_advisory_xact_lock(hashtext('kupets.word')) FROM kupets.word_state", {}}, deadline);
    if (!mine) co_return std::unexpected(std::move(mine.error()));
    if (!mine->boolean(0, 0)) {
        co_await transaction->rollback();
        co_return Result<void>();
    }
    std::vector<db::Query> queries;
    queries.push_back({"WITH used AS MATERIALIZED (SELECT DISTINCT w COLLATE \"C\" AS w FROM (" + titles +
                           ") titles), gone AS (DELETE FROM kupets.word k WHERE NOT EXISTS (SELECT FROM used u WHERE "
                           "u.w = k.word)) INSERT INTO kupets.word (word) SELECT u.w FROM used u WHERE NOT EXISTS "
                           "(SELECT FROM kupets.word k WHERE k.word = u.w) ORDER BY u.w ON CONFLICT DO NOTHING",
                       {}});
    queries.push_back({"UPDATE kupets.word_state SET refreshed_at = now()", {}});
    auto done = co_await transaction->commit(std::move(queries), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

awaitable<Result<std::vector<std::string>>> Words::spellings(std::string typed, db::Deadline deadline) {
    const std::vector<std::string> words = split(text::fold(text::tidy(typed)));
    std::vector<std::size_t> asked;
    std::vector<db::Query> queries;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (hasDigits(words[i]) || text::length(words[i]) < 3) continue;
        asked.push_back(i);
        queries.push_back(knownQuery(words[i]));
        queries.push_back(candidatesQuery(words[i]));
    }
    std::vector<std::string> out;
    if (queries.empty()) co_return out;
    auto answers = co_await database_.runAll(std::move(queries), deadline);
    if (!answers) co_return std::unexpected(std::move(answers.error()));
    std::map<std::size_t, std::vector<std::string>> meant;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if ((*answers)[2 * i].boolean(0, 0)) continue;
        auto near = nearest(words[asked[i]], (*answers)[2 * i + 1]);
        if (near.empty()) co_return out;  // a word that nobody knows finds nothing in any spelling of the others
        meant[asked[i]] = std::move(near);
    }
    for (std::size_t attempt = 0; attempt < kMostSpellings && !meant.empty(); ++attempt) {
        std::string spelled;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto near = meant.find(i);
            spelled += (i == 0 ? "" : " ") +
                       (near == meant.end() ? words[i] : near->second[std::min(attempt, near->second.size() - 1)]);
        }
        if (out.empty() || out.back() != spelled) out.push_back(std::move(spelled));
    }
    co_return out;
}

}  // namespace kupets::records
