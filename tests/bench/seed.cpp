#include <chrono>

#include <fmt/format.h>

#include "common/base/uuid.h"
#include "kupets/v1/admin.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {

void seed(Bench& bench) {
    if (std::stoull(bench.floor.run("SELECT count(*) FROM data.contact").front()) >= bench.contacts) return;
    v1::SeedRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.set_contacts(bench.contacts);
    request.set_deals(bench.deals);
    request.set_companies(bench.contacts / 10);
    request.set_activities(0);
    request.set_random_seed(1);
    const auto begin = std::chrono::steady_clock::now();
    must<v1::SeedReply>(bench.client, v1::METHOD_ADMIN_SEED, request, std::chrono::minutes(20));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    bench.table.row(fmt::format("seed {} contacts, {} deals", bench.contacts, bench.deals), "–",
                    text(seconds, 1) + " s", "–", "≤ 300 s", seconds <= 300);
}

}  // namespace kupets::bench
