#include "ctl/import_bad_rows.h"

#include <filesystem>

#include "common/sheet/mend_file.h"
#include "ctl/import_file.h"
#include "ctl/import_outcomes.h"

namespace kupets::ctl {

namespace {

using Reasons = std::map<std::uint64_t, std::string>;

std::string beside(const std::string& path, std::string sheet) {
    for (char& c : sheet) {
        if (c == '/') c = '_';
    }
    const std::filesystem::path base(path);
    return (base.parent_path() / (base.stem().string() + " — " + sheet + base.extension().string())).string();
}

Outcome<void> saveSheet(OpenSheet& open, const std::string& name, const Reasons& why, const std::string& path) {
    auto file = sheet::MendFile::create(path, name, open.header, speaksRussian());
    if (!file) return std::unexpected(failureOf(file.error()));
    sheet::Row row;
    for (;;) {
        auto more = open.rows->next(row);
        if (!more) return std::unexpected(failureOf(more.error()));
        if (!*more) break;
        const auto bad = why.find(row.number);
        if (bad == why.end()) continue;
        if (auto written = file->row(row.cells, bad->second); !written)
            return std::unexpected(failureOf(written.error()));
    }
    if (auto finished = file->finish(); !finished) return std::unexpected(failureOf(finished.error()));
    return {};
}

}  // namespace

bool holdsRows(const std::string& path) { return std::filesystem::path(path).extension() == ".xlsx"; }

void BadRows::add(const v1::ImportOutcome& outcome) {
    if (outcome.kind() != v1::ImportOutcome::BAD || !outcome.has_error()) return;
    sheet::addReason(why_[outcome.sheet()][outcome.row()], outcome.error().header(), reasonOf(outcome.error()));
}

Outcome<void> BadRows::save(const v1::ImportRequest& request, const std::string& source,
                            const std::string& path) const {
    bool first = true;
    for (const auto& [place, why] : why_) {
        v1::ImportSheet told = request.sheets(static_cast<int>(place));
        auto open = openSheet(source, request.csv(), told);
        if (!open) return std::unexpected(open.error());
        const std::string name = told.sheet().empty() ? open->book->sheets().front().name : told.sheet();
        const std::string target = first ? path : beside(path, name);
        first = false;
        if (auto saved = saveSheet(*open, name, why, target); !saved) return saved;
    }
    return {};
}

}  // namespace kupets::ctl
