#include "client/model/import_bad_rows.h"

#include <QFileInfo>

#include "client/model/import_outcome_model.h"
#include "client/net/qt.h"
#include "common/sheet/mend_file.h"

namespace kupets::model {
namespace {

Result<void> write(ImportSession& session, const ImportSheetPlan& sheet, const std::vector<BadRow>& rows,
                   const QString& path) {
    const auto& source = session.source().sheets()[sheet.index].rows;
    auto file = sheet::MendFile::create(fromQt(path), sheet.name, sheet.headers,
                                        session.context().language == data::Language::Russian);
    if (!file) return std::unexpected(std::move(file.error()));
    std::string bytes;
    for (const BadRow& bad : rows) {
        std::vector<sheet::Cell> cells = source ? source->cells(bad.row, bytes) : std::vector<sheet::Cell>{};
        cells.resize(std::max(cells.size(), sheet.headers.size()));
        for (std::size_t at = 0; at < sheet.headers.size(); ++at) {
            const auto fixed = session.fixes().find({sheet.name, bad.row, sheet.headers[at]});
            if (fixed == session.fixes().end()) continue;
            cells[at] = {};
            cells[at].kind = fixed->second.empty() ? sheet::CellKind::Empty : sheet::CellKind::Text;
            cells[at].text = fixed->second;
        }
        if (auto written = file->row(cells, fromQt(bad.why)); !written) return written;
    }
    return file->finish();
}

}  // namespace

std::map<std::uint32_t, std::vector<BadRow>> badRows(ImportSession& session) {
    std::map<std::uint32_t, std::map<std::uint64_t, std::string>> found;
    ImportOutcomeModel lines(session);
    for (const ImportOutcomes::Group& group : session.run().outcomes().groups()) {
        lines.show(group, {v1::ImportOutcome::BAD, false});
        for (int row = 0; row < lines.rowCount(); ++row) {
            const v1::ImportOutcome* outcome = lines.outcome(row);
            if (!outcome) continue;
            std::string& why = found[group.sheet][outcome->row()];
            for (const v1::ImportRowError& error : lines.errors(*outcome)) {
                const QString words = lines.errorWords(error);
                const bool named = words.startsWith(u'«' + toQt(error.header()) + u'»');
                sheet::addReason(why, named ? std::string_view() : error.header(), fromQt(words));
            }
        }
    }
    std::map<std::uint32_t, std::vector<BadRow>> out;
    for (auto& [sheet, rows] : found)
        for (auto& [row, why] : rows) out[sheet].push_back({row, toQt(why)});
    return out;
}

Result<void> saveBadRows(ImportSession& session, const QString& path) {
    const auto chosen = session.plan().chosen();
    bool first = true;
    for (const auto& [place, rows] : badRows(session)) {
        if (place >= chosen.size()) continue;
        const ImportSheetPlan& sheet = session.plan().sheets[chosen[place]];
        // Each sheet with bad rows is a file: its columns are its own.
        const QFileInfo info(path);
        const QString beside = info.path() + u'/' + info.completeBaseName() + QStringLiteral(" — ") +
                               toQt(sheet.name).replace(u'/', u'_') + u'.' + info.suffix();
        if (const auto written = write(session, sheet, rows, std::exchange(first, false) ? path : beside); !written)
            return written;
    }
    return {};
}

}  // namespace kupets::model
