#include "client/view/table_edits.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>

#include "client/data/value_input.h"
#include "client/ui/table_header.h"
#include "client/view/record_table.h"
#include "client/view/table_paste_report.h"
#include "client/view/words.h"

namespace kupets::view {

using Kind = ui::ToastHost::Kind;

TableEdits::TableEdits(Host& host, RecordTable& table) : QObject(&table), host_(host), table_(table) {}

void TableEdits::say(const Error& error) {
    host_.toast(Kind::Trouble, wordsOf(host_.context(), error, table_.records().query().entity));
}

void TableEdits::withRows(int first, int last, const std::function<void(const std::vector<model::TableRow>&)>& use) {
    model::RowFetch::start(table_.records(), host_.context(), first, last, this,
                           [this, use](Result<std::vector<model::TableRow>> rows) {
                               if (!rows) return say(rows.error());
                               use(*rows);
                           });
}

model::Grid TableEdits::gridOf(const std::vector<model::TableRow>& rows, const std::vector<int>& columns) const {
    model::Grid grid;
    for (const model::TableRow& row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells << model::copyText(row.cells[static_cast<std::size_t>(column)], table_.records().fieldAt(column),
                                     host_.context().language);
        grid.push_back(cells);
    }
    return grid;
}

void TableEdits::copy() {
    const RecordTable::Selected chosen = table_.selected();
    if (chosen.top < 0) return;
    withRows(chosen.top, chosen.bottom, [this, chosen](const std::vector<model::TableRow>& rows) {
        const model::Grid grid = gridOf(rows, chosen.columns);
        std::vector<bool> textual;
        for (const int column : chosen.columns) textual.push_back(model::isTextual(table_.records().fieldAt(column)));
        auto* mime = new QMimeData;
        mime->setText(model::writeTsv(grid));
        if (grid.size() > 1 || chosen.columns.size() > 1) mime->setHtml(model::writeHtml(grid, textual));
        QGuiApplication::clipboard()->setMimeData(mime);
        if (rows.size() > 100) host_.toast(Kind::Done, tr("Copied: %Ln row(s)", "", static_cast<int>(rows.size())));
    });
}

void TableEdits::cut() {
    copy();
    clear();
}

std::vector<int> TableEdits::columnsFrom(int column, int count) const {
    std::vector<int> columns;
    const QHeaderView& head = table_.header();
    for (int visual = column < 0 ? 0 : head.visualIndex(column);
         visual < head.count() && static_cast<int>(columns.size()) < count; ++visual)
        columns.push_back(head.logicalIndex(visual));
    return columns;
}

void TableEdits::paste(bool asNew) {
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    if (!mime || !mime->hasText()) return;
    pasteGrid(model::readTsv(mime->text()), asNew);
}

void TableEdits::pasteGrid(const model::Grid& grid, bool asNew) {
    if (grid.empty()) return;
    const RecordTable::Selected chosen = table_.selected();
    const int width = static_cast<int>(grid.front().size());
    const int height = static_cast<int>(grid.size());
    // A smaller block fills a selection that it fits into a whole number of times.
    const bool repeats = !asNew && chosen.top >= 0 && chosen.rows() % height == 0 &&
                         static_cast<int>(chosen.columns.size()) % width == 0;
    const int rows = repeats ? chosen.rows() : height;
    const int across = repeats ? static_cast<int>(chosen.columns.size()) : width;
    if (static_cast<std::size_t>(rows) > model::BlockEdit::kMostRows)
        return say(Error(ErrorCode::LimitExceeded, {"rows", std::to_string(model::BlockEdit::kMostRows)}));
    const bool append = asNew || chosen.top < 0;
    std::vector<int> columns = columnsFrom(chosen.columns.empty() || asNew ? -1 : chosen.columns.front(), across);
    if (repeats) columns = chosen.columns;
    model::Block block;
    for (int row = 0; row < rows; ++row) {
        auto& entries = block.emplace_back();
        for (int column = 0; column < across; ++column)
            entries.emplace_back(grid[static_cast<std::size_t>(row % height)][column % width]);
    }
    begin(append ? -1 : chosen.top, std::move(columns), std::move(block), QT_TR_NOOP("Pasted"));
}

void TableEdits::fillDown() {
    const RecordTable::Selected chosen = table_.selected();
    if (chosen.top < 0) return;
    const int from = chosen.rows() == 1 ? chosen.top - 1 : chosen.top;
    if (from < 0 || chosen.bottom == from) return;
    withRows(from, from, [this, chosen, from](const std::vector<model::TableRow>& rows) {
        if (rows.empty()) return;
        std::vector<model::BlockEntry> entries;
        for (const int column : chosen.columns)
            entries.emplace_back(rows.front().cells[static_cast<std::size_t>(column)]);
        begin(from + 1, chosen.columns, model::Block(static_cast<std::size_t>(chosen.bottom - from), entries),
              QT_TR_NOOP("Filled down"));
    });
}

void TableEdits::clear() {
    const RecordTable::Selected chosen = table_.selected();
    if (chosen.top < 0) return;
    if (static_cast<std::size_t>(chosen.rows()) > model::BlockEdit::kMostRows)
        return say(Error(ErrorCode::LimitExceeded, {"rows", std::to_string(model::BlockEdit::kMostRows)}));
    const std::vector<model::BlockEntry> nothing(chosen.columns.size(), QString());
    begin(chosen.top, chosen.columns, model::Block(static_cast<std::size_t>(chosen.rows()), nothing),
          QT_TR_NOOP("Cleared"));
}

void TableEdits::replaceText(const QString& what, const QString& with, bool wholeCells) {
    const RecordTable::Selected chosen = table_.selected();
    if (chosen.top < 0 || what.isEmpty()) return;
    withRows(chosen.top, chosen.bottom,
             [this, chosen, what, with, wholeCells](const std::vector<model::TableRow>& rows) {
                 model::Block block;
                 const model::Grid grid = gridOf(rows, chosen.columns);
                 for (const QStringList& row : grid) {
                     auto& entries = block.emplace_back();
                     for (const QString& cell : row) {
                         const bool hit = wholeCells ? cell.compare(what, Qt::CaseInsensitive) == 0
                                                     : cell.contains(what, Qt::CaseInsensitive);
                         if (hit) {
                             entries.emplace_back(QString(cell).replace(what, with, Qt::CaseInsensitive));
                         } else {
                             entries.emplace_back();
                         }
                     }
                 }
                 begin(chosen.top, chosen.columns, std::move(block), QT_TR_NOOP("Replaced"));
             });
}

void TableEdits::begin(int first, std::vector<int> columns, model::Block block, const char* done) {
    if (busy_ || table_.records().query().asOf) return;  // the past is read only
    busy_ = true;
    auto* edit = new model::BlockEdit(table_.records(), host_.context(), this);
    edit->setObjectName(QString::fromUtf8(done));
    connect(edit, &model::BlockEdit::failed, this, [this, edit](const Error& error) {
        busy_ = false;
        edit->deleteLater();
        say(error);
        Q_EMIT settled();
    });
    connect(edit, &model::BlockEdit::ready, this, [this, edit] { judge(edit); });
    edit->start(first, std::move(columns), std::move(block));
}

QString TableEdits::reasonOf(const model::BlockEdit::Bad& bad) const {
    if (bad.field && bad.field->isReference() && bad.error.code == ErrorCode::NotFound)
        return tr("no record is called so");
    return wordsOf(host_.context(), bad.error, table_.records().query().entity);
}

void TableEdits::judge(model::BlockEdit* edit) {
    if (edit->bad().empty()) return save(edit);
    std::vector<PasteReport::Line> lines;
    for (const auto& bad : edit->bad()) {
        lines.push_back({tr("Row %1").arg(bad.place + 1),
                         bad.field ? view::say(host_.context(), bad.field->def.label()) : QString(), bad.text,
                         reasonOf(bad)});
    }
    auto* report = new PasteReport(lines, edit->cells(), table_.window());
    connect(report, &QDialog::accepted, this, [this, edit] { save(edit); });
    connect(report, &QDialog::rejected, this, [this, edit] {
        busy_ = false;
        edit->deleteLater();
        Q_EMIT settled();
    });
    report->open();
}

void TableEdits::save(model::BlockEdit* edit) {
    edit->deleteLater();
    data::Operation operation = edit->operation();
    if (operation.changes.empty()) {
        busy_ = false;
        host_.toast(Kind::Info, tr("Nothing to change: it is so already"));
        return Q_EMIT settled();
    }
    QString words = tr(edit->objectName().toUtf8().constData());
    QStringList parts;
    if (edit->changed() > 0) parts << tr("%Ln changed", "records", edit->changed());
    if (edit->created() > 0) parts << tr("%Ln new", "records", edit->created());
    words += QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    host_.commands().save(std::move(operation), this, [this, words](Result<data::Saved> saved) {
        busy_ = false;
        if (!saved) {
            say(saved.error());
        } else {
            host_.done(words, saved->changeSet);
        }
        Q_EMIT settled();
    });
}

void TableEdits::removeRecords() {
    if (table_.records().query().asOf) return;
    const std::vector<Uuid> ids = table_.selectedRecords();
    if (ids.empty()) return;
    const auto& records = table_.records();
    const std::string entity = records.query().entity;
    QString title;
    if (ids.size() == 1) {
        const schema::Entity* definition = host_.context().schema->entity(entity);
        for (int column = 0; definition && column < records.columnCount(); ++column)
            if (records.pathAt(column) == definition->titleField().name())
                title = records.index(records.rowOf(ids.front()), column).data().toString();
    }
    const QString words = ids.size() == 1 && !title.isEmpty()
                              ? tr("Deleted: %1").arg(title)
                              : tr("Deleted: %Ln record(s)", "", static_cast<int>(ids.size()));
    Host& host = host_;
    host_.commands().remove(entity, ids, title, this, [&host, words, entity](Result<data::Saved> saved) {
        if (!saved) return host.toast(Kind::Trouble, wordsOf(host.context(), saved.error(), entity));
        host.done(words, saved->changeSet);
    });
    table_.clearSelection();
}

}  // namespace kupets::view
