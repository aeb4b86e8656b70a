#include "server/jobs/kinds.h"

#include <algorithm>
#include <stdexcept>

namespace kupets::jobs {

std::unexpected<Error> Job::giveUp(Error error) {
    givenUp_ = true;
    return std::unexpected(std::move(error));
}

std::unexpected<Error> Job::putOff(Timestamp until) {
    putOffUntil_ = until;
    return std::unexpected(Error(ErrorCode::Cancelled).because("put off"));
}

const Kinds::Definition* Kinds::find(std::string_view name) const {
    const auto found = kinds_.find(name);
    return found == kinds_.end() ? nullptr : &found->second;
}

Error Kinds::unreadable() { return Error(ErrorCode::BadRequest).because("the payload does not parse"); }

void Kinds::add(Definition definition) {
    const Terms& terms = definition.terms;
    if (!queues_.contains(terms.queue)) throw std::logic_error("no queue " + terms.queue);
    if (terms.attempts < 1 || terms.attempts > 1000 || terms.batch < 1 || terms.limit.count() <= 0)
        throw std::logic_error("terms of " + definition.name);
    if (terms.batch > 1 && !definition.inside) throw std::logic_error("only what ends inside comes in batches");
    const std::string name = definition.name;
    if (!kinds_.emplace(name, std::move(definition)).second) throw std::logic_error("two kinds " + name);
}

std::chrono::milliseconds pauseAfter(const Terms& terms, int attempt, double chance) {
    const double doublings = static_cast<double>(1ULL << std::clamp(attempt - 1, 0, 40));
    const double pause = std::min(static_cast<double>(terms.firstPause.count()) * doublings,
                                  static_cast<double>(terms.longestPause.count()));
    return std::chrono::milliseconds(static_cast<std::int64_t>(pause * (0.75 + 0.5 * chance)));
}

}  // namespace kupets::jobs
