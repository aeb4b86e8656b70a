// The benchmark table of docs/performance.md:
//     spine_bench [--contacts N] [--deals N] [--only reads|writes|past|load|import|duplicates] [--data-dir DIR]
// With a folder the base stays there, and the next run needs no seed.
#include <cstring>
#include <iostream>
#include <string>

#include "tests/bench/spine.h"

int main(int argc, char** argv) {
    using namespace kupets;
    std::uint64_t contacts = 100'000;
    std::uint64_t deals = 100'000;
    std::string only;
    std::string dataDir;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--contacts") == 0) contacts = std::stoull(argv[i + 1]);
        if (std::strcmp(argv[i], "--deals") == 0) deals = std::stoull(argv[i + 1]);
        if (std::strcmp(argv[i], "--only") == 0) only = argv[i + 1];
        if (std::strcmp(argv[i], "--data-dir") == 0) dataDir = argv[i + 1];
    }
    try {
        tests::ServerFixture::Options options;
        options.fastUnsafe = false;
        options.dataDir = dataDir;
        options.arguments = {"--log-level", "info"};
        tests::ServerFixture server(options);
        tests::WireClient client(server.tls());
        if (auto me = client.login("admin", tests::ServerFixture::password()); !me)
            throw std::runtime_error(describe(me.error()));
        bench::Floor floor(server.dataDir());
        bench::Table table;
        bench::Bench bench{server, client, floor, table, contacts, deals};
        try {
            bench::seed(bench);
            if (only.empty() || only == "reads") bench::readCases(bench);
            if (only.empty() || only == "writes") bench::writeCases(bench);
            if (only.empty() || only == "past") bench::pastCases(bench);
            if (only.empty() || only == "load") bench::loadCases(bench);
            if (only.empty() || only == "duplicates") bench::duplicateCases(bench);
            if (only.empty() || only == "import") bench::importCase(bench);
        } catch (const std::exception&) {
            std::cerr << server.log() << "exit code " << server.stop() << "\n";
            throw;
        }
        table.print();
    } catch (const std::exception& error) {
        std::cerr << "spine_bench: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
