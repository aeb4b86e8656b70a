// The kernel with rules at work: saves set them off, a worker does what they say, the clock is the test's.
#pragma once

#include <atomic>

#include <boost/asio/use_future.hpp>

#include "server/automation/engine.h"
#include "server/automation/run_log.h"
#include "server/jobs/schedules.h"
#include "server/jobs/worker.h"
#include "tests/support/kernel_fixture.h"
#include "tests/support/moved_clock.h"

namespace kupets::tests {

class AutomationFixture {
public:
    AutomationFixture();
    ~AutomationFixture();

    Kernel kernel;
    MovedClock clock;
    std::atomic<const char*> zone = "Europe/Moscow";  // of the company
    records::Actor admin = kernel.person("Админ", "administrator");
    records::Actor head = kernel.person("Начальник", "head");
    records::Actor ivanova = kernel.person("Иванова", "manager");

    automation::Engine& engine() { return *engine_; }
    /// Made, and at work, from the first call.
    jobs::Schedules& schedules();
    /// So many occurrences have come.
    bool schedulesDone(std::int64_t occurrences);
    /// Switched on, by its JSON; it must be right.
    Uuid rule(const std::string& name, const std::string& definition, const Uuid& author = {});
    /// Everything that is due is done.
    bool settle();
    /// Lines of kupets.rule_run with this outcome.
    std::int64_t runs(automation::Outcome outcome);
    std::int64_t number(const std::string& sql);
    /// What a person was told, the oldest first.
    std::vector<std::string> told(const records::Actor& person);
    Uuid make(const std::string& entity, const FieldValues& fields);
    void change(const std::string& entity, const Uuid& id, const FieldValues& fields, const records::Actor& by);
    Value value(const std::string& entity, const Uuid& id, const std::string& path) {
        return kernel.value(admin, entity, id, path);
    }

private:
    jobs::Kinds kinds_;
    std::unique_ptr<jobs::Queue> queue_;
    std::unique_ptr<automation::Engine> engine_;
    std::unique_ptr<jobs::Worker> worker_;
    std::future<void> ended_;
    std::unique_ptr<jobs::Schedules> schedules_;
    std::future<void> schedulesEnded_;
    std::vector<automation::RulePtr> rules_;
};

}  // namespace kupets::tests
