#include "client/net/open_calls.h"

#include <algorithm>

namespace kupets::net {

void OpenCall::answer(Result<std::string_view> result) const {
    QObject::disconnect(watch);
    if (context && done) done(std::move(result));
}

OpenCall& OpenCalls::add(OpenCall call) { return calls_.emplace(call.id, std::move(call)).first->second; }

OpenCall* OpenCalls::find(quint64 id) {
    const auto found = calls_.find(id);
    return found == calls_.end() ? nullptr : &found->second;
}

std::optional<OpenCall> OpenCalls::take(quint64 id) {
    auto node = calls_.extract(id);
    if (node.empty()) return std::nullopt;
    if (node.mapped().sent) --sent_;
    return std::move(node.mapped());
}

OpenCall* OpenCalls::nextUnsent() {
    if (sent_ >= kMostSent || sent_ == static_cast<int>(calls_.size())) return nullptr;
    const auto found = std::ranges::find_if(calls_, [](const auto& each) { return !each.second.sent; });
    return found == calls_.end() ? nullptr : &found->second;
}

void OpenCalls::markSent(OpenCall& call, Moment now) {
    call.sent = true;
    call.sentAt = now;
    call.due = now + call.options.deadline;
    ++call.attempts;
    ++sent_;
}

std::vector<OpenCall> OpenCalls::lineBroke(Moment now) {
    std::vector<OpenCall> lost;
    for (auto at = calls_.begin(); at != calls_.end();) {
        OpenCall& call = at->second;
        const bool keep = !call.handshake && (!call.sent || (call.options.repeatable && call.attempts < kMostAttempts));
        if (!keep) {
            lost.push_back(std::move(call));
            at = calls_.erase(at);
            continue;
        }
        if (call.sent) call.due = now + call.options.patience;
        call.sent = false;
        ++at;
    }
    sent_ = 0;
    return lost;
}

std::vector<OpenCall> OpenCalls::takeAll() {
    std::vector<OpenCall> all;
    for (auto& [id, call] : calls_) all.push_back(std::move(call));
    calls_.clear();
    sent_ = 0;
    return all;
}

std::vector<OpenCall> OpenCalls::takeDue(Moment now) {
    std::vector<quint64> ids;
    for (const auto& [id, call] : calls_) {
        if (call.due <= now) ids.push_back(id);
    }
    std::vector<OpenCall> due;
    for (const quint64 id : ids) due.push_back(*take(id));
    return due;
}

std::optional<Moment> OpenCalls::earliestDue() const {
    std::optional<Moment> earliest;
    for (const auto& [id, call] : calls_) {
        if (!earliest || call.due < *earliest) earliest = call.due;
    }
    return earliest;
}

}  // namespace kupets::net
