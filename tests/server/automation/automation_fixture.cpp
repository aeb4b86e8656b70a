#include "tests/server/automation/automation_fixture.h"

#include <boost/asio/co_spawn.hpp>

#include "common/calendar/russia.h"

namespace kupets::tests {

using namespace std::chrono_literals;

namespace {

std::shared_ptr<const calendar::WorkingCalendar> calendarOf(const char* zone) {
    std::vector<calendar::SpecialDay> days;
    for (const calendar::NamedDay& each : calendar::russianDays()) days.push_back(each.day);
    return std::make_shared<const calendar::WorkingCalendar>(*calendar::Zone::named(zone), calendar::commonWeek(),
                                                             days);
}

}  // namespace

AutomationFixture::AutomationFixture() {
    queue_ = std::make_unique<jobs::Queue>(kinds_, clock);
    engine_ = std::make_unique<automation::Engine>(automation::Services{ioContext().get_executor(), kernel.database(),
                                                                        kernel.registry(), kernel.gate(), *queue_,
                                                                        clock, [this] { return calendarOf(zone); }});
    engine_->registerJobs(kinds_);
    kernel.gate().setWatcher(engine_.get());
    worker_ = std::make_unique<jobs::Worker>(ioContext().get_executor(), kernel.database(), *queue_,
                                             jobs::Worker::Options{.name = "test", .poll = 20ms});
    ended_ = boost::asio::co_spawn(ioContext(), worker_->run(), boost::asio::use_future);
}

jobs::Schedules& AutomationFixture::schedules() {
    if (schedules_) return *schedules_;
    schedules_ = std::make_unique<jobs::Schedules>(ioContext().get_executor(), kernel.database(), *queue_,
                                                   jobs::Schedules::Options{.poll = 20ms, .isWorking = {}});
    schedulesEnded_ = boost::asio::co_spawn(ioContext(), schedules_->run(), boost::asio::use_future);
    return *schedules_;
}

bool AutomationFixture::schedulesDone(std::int64_t occurrences) {
    return number("SELECT count(*) FROM kupets.job_occurrence") >= occurrences;
}

AutomationFixture::~AutomationFixture() {
    if (schedules_) {
        schedules_->stop();
        schedulesEnded_.get();
    }
    worker_->stop();
    ended_.get();
    kernel.gate().setWatcher(nullptr);
}

Uuid AutomationFixture::rule(const std::string& name, const std::string& definition, const Uuid& author) {
    auto def = automation::readDefinition(definition);
    if (!def) throw std::runtime_error(describe(def.error()));
    const Uuid id = Uuid::make();
    auto made = automation::compile(id, name, author, std::move(*def), *kernel.catalog().snapshot);
    if (!made) throw std::runtime_error(describe(made.error()));
    rules_.push_back(std::move(*made));
    engine_->use(rules_);
    return id;
}

std::int64_t AutomationFixture::number(const std::string& sql) {
    auto rows = runAwaitable(kernel.database().run({sql, {}}, db::within(10s)));
    if (!rows) throw std::runtime_error(describe(rows.error()));
    return rows->integer(0, 0);
}

bool AutomationFixture::settle() {
    return eventually([this] {
        db::Query query{"SELECT count(*) FROM kupets.job WHERE state = 1 OR (state = 0 AND run_at <= $1::timestamptz)",
                        {}};
        query.params.add(clock.now());
        auto rows = runAwaitable(kernel.database().run(std::move(query), db::within(10s)));
        return rows && rows->integer(0, 0) == 0;
    });
}

std::int64_t AutomationFixture::runs(automation::Outcome outcome) {
    return number("SELECT count(*) FROM kupets.rule_run WHERE outcome = " + std::to_string(static_cast<int>(outcome)));
}

std::vector<std::string> AutomationFixture::told(const records::Actor& person) {
    auto reply = kernel.query(person, "notice", "user = ID(\"" + person.id.text() + "\")", {"name"}, {"created_at"});
    if (!reply) throw std::runtime_error(describe(reply.error()));
    return Kernel::texts(reply->rows());
}

Uuid AutomationFixture::make(const std::string& entity, const FieldValues& fields) {
    const Uuid id = Uuid::make();
    auto saved = kernel.save(admin, {Kernel::create(entity, id, fields)});
    if (!saved) throw std::runtime_error(describe(saved.error()));
    return id;
}

void AutomationFixture::change(const std::string& entity, const Uuid& id, const FieldValues& fields,
                               const records::Actor& by) {
    auto saved = kernel.save(by, {Kernel::update(entity, id, 0, fields)});
    if (!saved) throw std::runtime_error(describe(saved.error()));
}

}  // namespace kupets::tests
