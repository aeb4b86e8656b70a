#include "client/model/import_bad_rows.h"

#include <QFileInfo>
#include <QSaveFile>

#include "client/model/import_outcome_model.h"
#include "client/net/qt.h"
#include "common/sheet/csv_writer.h"

namespace kupets::model {
namespace {

QString reasonTitle(data::Language language) { return data::say(language, "Почему не загружено", "Why not imported"); }

/// The columns of the file as they stand now, without the one that an earlier such file had.
std::vector<std::size_t> columnsOf(const ImportSheetPlan& sheet) {
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at < sheet.headers.size(); ++at) {
        const QString header = toQt(sheet.headers[at]);
        if (header != reasonTitle(data::Language::Russian) && header != reasonTitle(data::Language::English))
            out.push_back(at);
    }
    return out;
}

Result<void> write(ImportSession& session, const ImportSheetPlan& sheet, const std::vector<BadRow>& rows,
                   const QString& path) {
    const data::Language language = session.context().language;
    const auto& source = session.source().sheets()[sheet.index].rows;
    const std::vector<std::size_t> columns = columnsOf(sheet);
    std::string out;
    sheet::CsvWriter writer(out, {.delimiter = language == data::Language::Russian ? ';' : ',', .byteOrderMark = true});
    for (const std::size_t at : columns) writer.cell(sheet.headers[at]);
    writer.cell(fromQt(reasonTitle(language)));
    writer.endRow();
    for (const BadRow& bad : rows) {
        std::vector<std::string> texts = source ? source->texts(bad.row) : std::vector<std::string>{};
        texts.resize(std::max(texts.size(), sheet.headers.size()));
        for (const std::size_t at : columns) {
            const auto fixed = session.fixes().find({sheet.name, bad.row, sheet.headers[at]});
            writer.cell(fixed == session.fixes().end() ? texts[at] : fixed->second);
        }
        writer.cell(fromQt(bad.why));
        writer.endRow();
    }
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.write(out.data(), static_cast<qint64>(out.size())) == static_cast<qint64>(out.size()) &&
                         file.commit();
    return written ? Result<void>() : fail(ErrorCode::BadFile, {fromQt(file.errorString())});
}

}  // namespace

std::map<std::uint32_t, std::vector<BadRow>> badRows(ImportSession& session) {
    std::map<std::uint32_t, std::map<std::uint64_t, QString>> found;
    ImportOutcomeModel lines(session);
    for (const ImportOutcomes::Group& group : session.run().outcomes().groups()) {
        lines.show(group, {v1::ImportOutcome::BAD, false});
        for (int row = 0; row < lines.rowCount(); ++row) {
            const v1::ImportOutcome* outcome = lines.outcome(row);
            if (!outcome) continue;
            const QString header = toQt(outcome->error().header());
            const QString words = lines.errorWords(*outcome);
            QString& why = found[group.sheet][outcome->row()];
            if (!why.isEmpty()) why += QStringLiteral("; ");
            why += header.isEmpty() ? words : header + QStringLiteral(": ") + words;
        }
    }
    std::map<std::uint32_t, std::vector<BadRow>> out;
    for (auto& [sheet, rows] : found)
        for (auto& [row, why] : rows) out[sheet].push_back({row, why});
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
