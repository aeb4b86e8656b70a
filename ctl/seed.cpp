// kupetsctl seed: made-up Russian contacts, companies and deals for trials and benchmarks.
#include <array>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/progress.h"
#include "kupets/v1/admin.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--contacts", "N", "сколько контактов", "how many contacts"},
    Option{"--deals", "N", "сколько сделок", "how many deals"},
    Option{"--companies", "N", "сколько компаний; обычно десятая часть контактов",
           "how many companies; usually a tenth of the contacts"},
    Option{"--activities", "N", "сколько событий", "how many activities"},
    Option{"--random-seed", "N", "одно число даёт одни и те же данные", "the same number makes the same data"},
};

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(seedCommand, arguments, 0, 0); !fits) return fits;
    const auto contacts = arguments.number("--contacts", 0);
    const auto deals = arguments.number("--deals", 0);
    const auto companies = arguments.number("--companies", 0);
    const auto activities = arguments.number("--activities", 0);
    const auto seed = arguments.number("--random-seed", 1);
    for (const auto* number : {&contacts, &deals, &companies, &activities, &seed}) {
        if (!*number) return std::unexpected(number->error());
    }
    const Uuid set = Uuid::make();
    v1::SeedRequest request;
    request.set_change_set_id(std::string(set.view()));
    request.set_contacts(*contacts);
    request.set_deals(*deals);
    request.set_companies(*companies);
    request.set_activities(*activities);
    request.set_random_seed(*seed);
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [](std::string_view payload) -> Outcome<void> {
        v1::SeedProgress progress;
        if (progress.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
            tellProgress(fmt::format("{:<24} {:>9} / {:<9}", progress.step(), progress.done(), progress.total()));
        return {};
    };
    auto reply = session->call<v1::SeedReply>(v1::METHOD_ADMIN_SEED, request, std::move(call));
    endProgress();
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"records", "seconds", "change_set"}, false);
    output.row({}, 0,
               {{static_cast<std::int64_t>(reply->records()), {}},
                {Decimal::parse(fmt::format("{:.1f}", reply->seconds())).value_or(Decimal()), {}},
                {set.text(), {}}});
    output.finish();
    return {};
}

}  // namespace

constinit const Command seedCommand{"seed",
                                    "--contacts N --deals N [--companies N] [--activities N] [--random-seed N]",
                                    "наполнить базу вымышленными данными",
                                    "fill the base with made-up data",
                                    "  kupetsctl seed --contacts 1000000 --deals 1000000\n",
                                    kOptions,
                                    run};

}  // namespace kupets::ctl
