// The kinds of jobs that a server knows, in one table that is filled once at its start: which queue a kind stands in,
// what it takes, how often it is tried, how long it may take, who does it.
//
//     inline constexpr jobs::Kind<v1::Reminder> kRemind{"reminders.show"};
//
//     kinds.queue("reminders", {.concurrency = 2});
//     kinds.inside(kRemind, {.queue = "reminders"}, [&](jobs::Job& job, const v1::Reminder& what, db::Transaction& t)
//                                                       -> asio::awaitable<Result<void>> { … });
//
// A job ends in one of two ways. *Inside*: its handler gets a transaction in which the end of the job already stands,
// and whatever it does there is committed together with that end: exactly once, however often servers die. (It may
// move the transaction on into the gate, whose commit is then the end.) *Outside*: letters, files, other programs. The
// handler is done when it says so; a server that dies between the two makes it run again, so what it does outside
// carries the job's id as its key.
//
// Handlers run on any thread, one coroutine each; they end soon after they are cancelled (a deadline, the server's
// stop). An error is tried again after a growing pause, and kept when it was the last attempt.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/time.h"
#include "common/base/uuid.h"
#include "server/db/database.h"

namespace kupets::jobs {

namespace asio = boost::asio;

inline constexpr std::size_t kMostPayload = 64 * 1024;
inline constexpr std::size_t kMostKey = 200;

/// Strictly in this order within a queue.
enum class Priority : std::uint8_t { Urgent = 0, Normal = 1, Low = 2 };

/// What led to a job: who makes chains of them looks at their length.
struct Cause {
    Uuid changeSet;  // nil: none
    int depth = 0;
};

/// The name of a kind, and what its jobs carry: a protobuf message, or a std::string (JSON, or nothing).
template <typename Payload>
struct Kind {
    std::string_view name;
};

/// How the jobs of a kind are treated.
struct Terms {
    std::string queue = "default";
    int attempts = 10;
    std::chrono::milliseconds firstPause{5'000};  // after the first failure; then twice as long each time, up to …
    std::chrono::milliseconds longestPause{3'600'000};
    std::chrono::milliseconds limit{60'000};  // of one attempt
    std::chrono::hours keep{24};              // of what is done, for people to look at; 0: gone at once
    /// Of inside kinds: so many of them may share a transaction, one after the other. If one fails, each runs alone.
    std::size_t batch = 1;
    std::size_t mostWaiting = 1'000'000;
};

/// A job in its handler's hands.
class Job {
public:
    Uuid id;
    std::string_view kind;
    int attempt = 1;   // this is the so-manieth …
    int attempts = 1;  // of so many
    Timestamp due;     // when it was to be begun
    Timestamp created;
    Cause cause;
    db::Deadline deadline;

    bool isLastAttempt() const { return attempt >= attempts; }
    /// `co_return job.giveUp(error)`: trying again would not help.
    std::unexpected<Error> giveUp(Error error);
    /// `co_return job.putOff(moment)`: not now. Counts as no attempt; what was done inside is taken back.
    std::unexpected<Error> putOff(Timestamp until);

    bool givenUp() const { return givenUp_; }
    std::optional<Timestamp> putOffUntil() const { return putOffUntil_; }

private:
    bool givenUp_ = false;
    std::optional<Timestamp> putOffUntil_;
};

template <typename T>
concept Message = requires(T& message, const T& constant, const std::string& bytes) {
    message.ParseFromString(bytes);
    constant.SerializeAsString();
};

class Kinds {
public:
    using Inside = std::function<asio::awaitable<Result<void>>(Job&, const std::string&, db::Transaction&)>;
    using Outside = std::function<asio::awaitable<Result<void>>(Job&, const std::string&)>;

    struct QueueTerms {
        std::size_t concurrency = 2;  // handlers at a time, on each server
    };
    struct Definition {
        std::string name;
        Terms terms;
        Inside inside;  // one of the two
        Outside outside;
    };

    void queue(std::string name, QueueTerms terms) { queues_[std::move(name)] = terms; }

    template <typename Payload, typename Handler>
    void inside(Kind<Payload> kind, Terms terms, Handler handler) {
        add({std::string(kind.name),
             std::move(terms),
             [handler = std::move(handler)](Job& job, const std::string& bytes,
                                            db::Transaction& transaction) -> asio::awaitable<Result<void>> {
                 Payload payload;
                 if (!decode(bytes, payload)) co_return job.giveUp(unreadable());
                 co_return co_await handler(job, payload, transaction);
             },
             {}});
    }
    template <typename Payload, typename Handler>
    void outside(Kind<Payload> kind, Terms terms, Handler handler) {
        add({std::string(kind.name),
             std::move(terms),
             {},
             [handler = std::move(handler)](Job& job, const std::string& bytes) -> asio::awaitable<Result<void>> {
                 Payload payload;
                 if (!decode(bytes, payload)) co_return job.giveUp(unreadable());
                 co_return co_await handler(job, payload);
             }});
    }

    /// Null when there is none of this name.
    const Definition* find(std::string_view name) const;
    const std::map<std::string, Definition, std::less<>>& all() const { return kinds_; }
    /// Those that were named by queue(), and "default".
    const std::map<std::string, QueueTerms>& queues() const { return queues_; }

    template <typename Payload>
    static std::string encode(const Payload& payload) {
        if constexpr (Message<Payload>)
            return payload.SerializeAsString();
        else
            return payload;
    }

private:
    template <typename Payload>
    static bool decode(const std::string& bytes, Payload& payload) {
        if constexpr (Message<Payload>) {
            return payload.ParseFromString(bytes);
        } else {
            payload = bytes;
            return true;
        }
    }
    static Error unreadable();
    /// A name that is there already, a queue that is not, terms that make no sense: bugs, std::logic_error.
    void add(Definition definition);

    std::map<std::string, Definition, std::less<>> kinds_;
    std::map<std::string, QueueTerms> queues_{{"default", {}}};
};

/// The pause before the next attempt, after `attempt` of them failed. `chance` from 0 to 1 spreads it by a quarter to
/// both sides.
std::chrono::milliseconds pauseAfter(const Terms& terms, int attempt, double chance);

}  // namespace kupets::jobs
