#include "server/db/timekeeper.h"

#include <algorithm>

namespace kupets::db {

Timekeeper::Alarm::Alarm(std::shared_ptr<Timekeeper> keeper, std::function<Deadline(Deadline now)> ring)
    : keeper_(std::move(keeper)), ring_(std::move(ring)) {}

Timekeeper::Alarm::~Alarm() { clear(); }

void Timekeeper::Alarm::set(Deadline at) {
    const std::lock_guard lock(keeper_->mutex_);
    at_ = at;
    if (!is_linked()) keeper_->alarms_.push_back(*this);
    if (at < keeper_->armed_) keeper_->armAt(at);
}

void Timekeeper::Alarm::clear() {
    const std::lock_guard lock(keeper_->mutex_);
    if (is_linked()) keeper_->alarms_.erase(keeper_->alarms_.iterator_to(*this));
}

void Timekeeper::armAt(Deadline at) {
    if (stopped_) return;
    armed_ = at;
    timer_.expires_at(at);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& failed) {
        if (failed) return;
        if (const auto self = weak.lock()) self->fire();
    });
}

void Timekeeper::fire() {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    const Deadline now = std::chrono::steady_clock::now();
    Deadline next = kNever;
    for (auto it = alarms_.begin(); it != alarms_.end();) {
        Alarm& alarm = *it;
        if (alarm.at_ <= now) alarm.at_ = alarm.ring_(now);
        next = std::min(next, alarm.at_);
        it = alarm.at_ == kNever ? alarms_.erase(it) : std::next(it);
    }
    armed_ = kNever;
    if (next != kNever) armAt(next);
}

void Timekeeper::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    timer_.cancel();
}

}  // namespace kupets::db
