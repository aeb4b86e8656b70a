// A file of contacts through `kupetsctl import`, from its start to its end.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>

#include <fmt/core.h>

#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

constexpr int kRows = 100'000;

void writeFile(const std::filesystem::path& path, const std::vector<std::string>& logins) {
    const std::vector<std::string> last{"Иванов", "Смирнов", "Кузнецов", "Попов", "Васильев", "Новиков", "Фёдоров"};
    const std::vector<std::string> first{"Пётр", "Алексей", "Дмитрий", "Сергей", "Андрей", "Илья", "Семён"};
    const std::vector<std::string> posts{"Директор", "Бухгалтер", "Менеджер", "Инженер"};
    std::mt19937_64 random(std::random_device{}());
    const auto one = [&random](const std::vector<std::string>& of) { return of[random() % of.size()]; };
    std::ofstream file(path);
    file << "name;position;owner;phones;emails;birthday;address;note\n";
    for (int i = 0; i < kRows; ++i) {
        file << fmt::format("{} {};{};{};+7 9{:02} {:03}-{:02}-{:02};client{}@mail{}.ru;{:02}.{:02}.19{};", one(last),
                            one(first), one(posts), one(logins), random() % 100, random() % 1000, random() % 100,
                            random() % 100, random() % 10'000'000, i % 100, 1 + random() % 28, 1 + random() % 12,
                            50 + random() % 50)
             << fmt::format("г. Москва, ул. Ленина, д. {};строка {}\n", 1 + random() % 200, i);
    }
}

}  // namespace

void importCase(Bench& bench) {
    const auto folder = bench.server.dataDir() / "bench";
    std::filesystem::create_directories(folder);
    writeFile(folder / "contacts.csv", bench.floor.run("SELECT login FROM data.\"user\" WHERE login IS NOT NULL"));
    std::ofstream(folder / "password") << tests::ServerFixture::password() << '\n';
    const std::string command = fmt::format(
        "'{}' --server {} --fingerprint {} --user admin --password-file '{}' import contact '{}' --map "
        "owner=owner.login >&2",
        KUPETS_CTL, bench.server.tls(), bench.server.fingerprint(), (folder / "password").string(),
        (folder / "contacts.csv").string());
    const auto begin = std::chrono::steady_clock::now();
    const int code = std::system(command.c_str());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (code != 0) throw std::runtime_error("the import failed");
    const double rate = kRows / seconds;
    bench.table.row(fmt::format("import of a CSV file, {} rows of 8 columns, rows/s", kRows), "–", text(rate, 0), "–",
                    "≥ 10000", rate >= 10'000);
}

}  // namespace kupets::bench
