// Every file of tests/data/sheets (made by LibreOffice, openpyxl and by hand) is read as its page in expected/ says,
// errors too.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "common/sheet/dump.h"
#include "common/words/errors.h"

using namespace kupets;
namespace fs = std::filesystem;

namespace {

const fs::path kCorpus = fs::path(KUPETS_SOURCE) / "tests" / "data" / "sheets";

/// Lines of JSON; an error is one too, and in words.
std::string reading(const fs::path& file) {
    std::string out;
    const auto add = [&out](std::string line) {
        out += line.size() > 2'000 ? line.substr(0, 2'000) + "…" : line;
        out += '\n';
        return true;
    };
    const auto complain = [&](const Error& error) {
        add(sheet::dumpError(error));
        add(words::sentence(error, words::Language::Russian));
    };
    auto book = sheet::Book::open(file.string());
    if (!book) {
        complain(book.error());
        return out;
    }
    add(sheet::dumpBook(**book));
    for (std::size_t i = 0; i < (*book)->sheets().size(); ++i) {
        if (const auto done = sheet::dumpSheet(**book, i, add); !done) complain(done.error());
    }
    return out;
}

std::string textOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace

TEST_CASE("every file of the corpus is read as it should be") {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(kCorpus / "files")) files.push_back(entry.path());
    std::ranges::sort(files);
    CHECK(files.size() >= 60);
    for (const fs::path& file : files) {
        const fs::path page = kCorpus / "expected" / (file.filename().string() + ".jsonl");
        const std::string read = reading(file);
        if (std::getenv("KUPETS_SHEETS_WRITE") != nullptr) std::ofstream(page, std::ios::binary) << read;
        INFO(file.filename());
        CHECK(read == textOf(page));
    }
}
