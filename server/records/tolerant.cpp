// A write that leaves out what is refused: whatever a stage refuses is taken back, and the rest written again without
// it.
#include <algorithm>
#include <numeric>

#include "server/records/prepared.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

using Indexes = std::vector<std::size_t>;

constexpr const char* kSavepoint = "SAVEPOINT piece";
constexpr const char* kRelease = "RELEASE SAVEPOINT piece";
constexpr const char* kBack = "ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece";

/// A record's own fault; everything else ends the whole.
bool isRefusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::Forbidden:
        case ErrorCode::UnknownField:
        case ErrorCode::NotFound:
        case ErrorCode::AlreadyExists:
        case ErrorCode::Required:
        case ErrorCode::InvalidValue:
        case ErrorCode::TooLong:
        case ErrorCode::OutOfRange:
        case ErrorCode::StillReferenced:
        case ErrorCode::ReadOnly:
        case ErrorCode::BrokenReference:
        case ErrorCode::WrongType:
        case ErrorCode::CheckFailed:
        case ErrorCode::Duplicate:
            return true;
        default:
            return false;
    }
}

/// "changes[3].amount" → 3, and the path without it.
std::optional<std::size_t> takePlace(Error& error) {
    constexpr std::string_view kBegin = "changes[";
    if (!error.fieldPath.starts_with(kBegin)) return std::nullopt;
    const std::size_t end = error.fieldPath.find(']');
    if (end == std::string::npos) return std::nullopt;
    const std::size_t index = std::stoul(error.fieldPath.substr(kBegin.size(), end - kBegin.size()));
    error.fieldPath.erase(0, std::min(end + 2, error.fieldPath.size()));
    return index;
}

std::size_t groupOf(std::span<const std::size_t> groups, std::size_t index) {
    return index < groups.size() ? groups[index] : 0;
}

/// What is left of a piece; who shares a group with what is refused goes with it.
template <typename Tell>
Indexes withoutRefused(const Indexes& piece, const std::map<std::size_t, Error>& refused,
                       std::span<const std::size_t> groups, const Tell& tell) {
    std::map<std::size_t, Error> gone;  // by group
    for (const auto& [place, error] : refused) {
        if (const std::size_t group = groupOf(groups, piece[place]); group != 0) gone.emplace(group, error);
    }
    Indexes rest;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const auto found = refused.find(i);
        const auto shared = gone.find(groupOf(groups, piece[i]));
        if (found != refused.end())
            tell(piece[i], found->second);
        else if (shared != gone.end())
            tell(piece[i], shared->second);
        else
            rest.push_back(piece[i]);
    }
    return rest;
}

/// Where to cut a piece in two without cutting a group; its end when it is one group, or one change.
std::size_t halfOf(const Indexes& piece, std::span<const std::size_t> groups) {
    std::size_t middle = piece.size() / 2;
    const auto together = [&](std::size_t place) {
        const std::size_t group = groupOf(groups, piece[place]);
        return group != 0 && group == groupOf(groups, piece[place - 1]);
    };
    while (middle > 0 && together(middle)) --middle;
    if (middle > 0) return middle;
    middle = piece.size() / 2 + 1;
    while (middle < piece.size() && together(middle)) ++middle;
    return std::min(middle, piece.size());
}

}  // namespace

/// What a piece adds to the change set, to be forgotten when the piece is taken back. Nothing that grows with the
/// change set is copied.
struct ChangeWriter::State::Mark {
    explicit Mark(State& state)
        : count(state.count), cameOrWent(state.cameOrWent), updated(state.updated), written(state.written.size()) {
        for (const auto& [entity, records] : state.touched) touched[entity] = records.size();
        state.createdNow.clear();
        state.deletedNow.clear();
    }
    void restore(State& state) && {
        state.count = count;
        for (auto& [entity, records] : state.touched) records.resize(touched[entity]);
        state.cameOrWent = std::move(cameOrWent);
        state.updated = std::move(updated);
        for (const Uuid& id : std::exchange(state.createdNow, {})) state.created.erase(id);
        for (const Uuid& id : std::exchange(state.deletedNow, {})) state.deleted.erase(id);
        state.written.erase(state.written.begin() + static_cast<std::ptrdiff_t>(written), state.written.end());
    }

    std::uint64_t count;
    std::map<const schema::Entity*, std::size_t> touched;
    decltype(State::cameOrWent) cameOrWent;
    decltype(State::updated) updated;
    std::size_t written;
};

Result<void> ChangeWriter::State::refuse(std::size_t index, Error error) {
    if (!tolerant) return std::unexpected(std::move(error).within("changes[" + std::to_string(index) + "]"));
    if (!isRefusal(error.code)) return std::unexpected(std::move(error));
    refused.emplace(index, std::move(error));
    return {};
}

ChangeWriter::State::Step ChangeWriter::State::takeBack(Mark mark, db::Deadline deadline) {
    std::move(mark).restore(*this);
    const bool unsent = !pending.empty() && pending.front().sql == kSavepoint;
    pending.clear();
    if (unsent) co_return Result<void>();
    co_return co_await transaction.runScript(kBack, deadline);
}

template <typename Take>
awaitable<Result<std::vector<Saved>>> ChangeWriter::writeSome(std::vector<Saved> saved, Take take,
                                                              std::span<const std::size_t> groups,
                                                              std::vector<Refusal>& refusals, db::Deadline deadline) {
    State& state = *state_;
    Indexes all(saved.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<Indexes> pieces{std::move(all)};
    const auto refused = [&](std::size_t index, Error error) {
        saved[index].changed = false;
        refusals.push_back({index, std::move(error)});
    };
    while (!pieces.empty()) {
        const Indexes piece = std::move(pieces.back());
        pieces.pop_back();
        if (piece.empty()) continue;
        if (auto flushed = co_await state.run({}, deadline); !flushed) co_return std::unexpected(flushed.error());
        State::Mark mark(state);
        std::vector<Change> some;
        some.reserve(piece.size());
        state.refused.clear();
        state.tolerant = true;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            Result<Change> change = take(piece[i]);
            Result<void> fine;
            if (change)
                some.push_back(std::move(*change));
            else
                fine = state.refuse(i, std::move(change.error()));
            if (!fine) co_return std::unexpected(std::move(fine.error()));
        }
        state.pending.push_back({kSavepoint, {}});
        Result<std::vector<Saved>> written = std::vector<Saved>();
        if (state.refused.empty()) written = co_await writePrepared(std::move(some), deadline);
        if (written && state.refused.empty()) {
            state.pending.push_back({kRelease, {}});
            // What only the database refuses shows now.
            if (auto flushed = co_await state.run({}, deadline); !flushed) written = std::unexpected(flushed.error());
        }
        state.tolerant = false;
        if (written && state.refused.empty()) {
            for (std::size_t i = 0; i < piece.size() && i < written->size(); ++i) saved[piece[i]] = (*written)[i];
            continue;
        }
        if (auto back = co_await state.takeBack(std::move(mark), deadline); !back)
            co_return std::unexpected(back.error());
        if (!state.refused.empty()) {
            pieces.push_back(withoutRefused(piece, state.refused, groups, refused));
            continue;
        }
        Error error = std::move(written.error());
        if (!isRefusal(error.code)) co_return std::unexpected(std::move(error));
        const auto place = takePlace(error);
        if (place && *place < piece.size()) {
            pieces.push_back(withoutRefused(piece, {{*place, std::move(error)}}, groups, refused));
        } else if (const std::size_t half = halfOf(piece, groups); half == piece.size()) {
            for (const std::size_t index : piece) refused(index, error);
        } else {
            const auto middle = piece.begin() + static_cast<std::ptrdiff_t>(half);
            pieces.emplace_back(middle, piece.end());
            pieces.emplace_back(piece.begin(), middle);
        }
    }
    co_return saved;
}

awaitable<Result<std::vector<Saved>>> ChangeWriter::write(std::vector<Change> changes, std::vector<Refusal>& refusals,
                                                          db::Deadline deadline) {
    return write(std::move(changes), {}, refusals, deadline);
}

awaitable<Result<std::vector<Saved>>> ChangeWriter::write(std::vector<Change> changes,
                                                          std::span<const std::size_t> groups,
                                                          std::vector<Refusal>& refusals, db::Deadline deadline) {
    std::vector<Saved> saved;
    for (const Change& change : changes) saved.push_back({change.entity, change.id, 0, false, false});
    const auto take = [&](std::size_t index) -> Result<Change> {
        Change change = changes[index];
        if (state_->undoing()) return change;
        if (auto fine = prepare(change, state_->actor, state_->header.origin); !fine)
            return std::unexpected(std::move(fine.error()));
        return change;
    };
    co_return co_await writeSome(std::move(saved), take, groups, refusals, deadline);
}

awaitable<Result<std::vector<Saved>>> ChangeWriter::write(std::span<const Prepared> changes,
                                                          std::span<const std::size_t> groups,
                                                          std::vector<Refusal>& refusals, db::Deadline deadline) {
    std::vector<Saved> saved;
    for (const Prepared& change : changes) saved.push_back({change->entity, change->id, 0, false, false});
    const auto take = [&](std::size_t index) { return changes[index].changeFor(state_->actor, state_->header.origin); };
    co_return co_await writeSome(std::move(saved), take, groups, refusals, deadline);
}

}  // namespace kupets::records
