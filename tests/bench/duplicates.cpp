// Duplicates: a check as one types, the search over all contacts, a merger of ten records with many references.
#include <fstream>
#include <iostream>

#include <fmt/core.h>

#include "common/base/uuid.h"
#include "common/wire/values.h"
#include "kupets/v1/duplicates.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

v1::DuplicateCheckRequest checkOf(const char* field, const Value& value, const char* other = nullptr,
                                  const Value& second = Null{}) {
    v1::DuplicateCheckRequest request;
    request.set_entity("contact");
    const auto add = [&request](const char* name, const Value& what) {
        v1::DuplicateValue& item = *request.add_values();
        item.set_field(name);
        *item.mutable_value() = wire::toProto(what);
    };
    add(field, value);
    if (other != nullptr) add(other, second);
    return request;
}

void checks(Bench& bench) {
    const std::vector<std::string> phones =
        bench.floor.run("SELECT phones[1] FROM data.contact WHERE phones IS NOT NULL ORDER BY md5(id::text) LIMIT 200");
    const std::vector<std::string> names =
        bench.floor.run("SELECT name FROM data.contact ORDER BY md5(id::text) LIMIT 200");
    const std::vector<std::string> companies =
        bench.floor.run("SELECT id FROM data.company ORDER BY md5(id::text) LIMIT 200");
    if (phones.empty() || names.empty() || companies.empty()) return;
    const auto at = [](const std::vector<std::string>& all, int i) {
        return all[static_cast<std::size_t>(i < 0 ? -i : i) % all.size()];
    };
    const auto check = [&bench](const v1::DuplicateCheckRequest& request) {
        must<v1::DuplicateCheckReply>(bench.client, v1::METHOD_DUPLICATES_CHECK, request);
    };
    bench.table.single("duplicates as one types: phone",
                       measure(200, 5, [&](int i) { check(checkOf("phones", Texts{at(phones, i)})); }), 50);
    bench.table.single(
        "duplicates as one types: name and company",
        measure(200, 5,
                [&](int i) { check(checkOf("name", at(names, i), "company", *Uuid::parse(at(companies, i)))); }),
        50);
}

/// MB that the server has had in memory at most.
std::string most(int pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return text(std::stod(line.substr(6)) / 1024, 0);
    }
    return "?";
}

void search(Bench& bench) {
    v1::DuplicateFindRequest request;
    request.set_entity("contact");
    request.set_least_confidence(85);
    v1::DuplicateFindReply reply;
    const Times times = measure(1, 0, [&](int) {
        reply =
            must<v1::DuplicateFindReply>(bench.client, v1::METHOD_DUPLICATES_FIND, request, std::chrono::minutes(30));
    });
    bench.table.single(fmt::format("duplicate search over {} contacts", reply.record_count()), times, 60'000);
    std::cout << fmt::format("{} groups, {} pairs compared, {} not compared with all; server's memory at most {} MB\n",
                             reply.group_count(), reply.compared(), reply.capped(), most(bench.server.pid()));
}

}  // namespace

void duplicateCases(Bench& bench) {
    checks(bench);
    search(bench);
}

}  // namespace kupets::bench
