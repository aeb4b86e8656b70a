#include "client/view/export_dialog.h"

#include <QDate>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QRadioButton>
#include <QStandardPaths>
#include <QUrl>

#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

ExportDialog::ExportDialog(Host& host, const model::RecordTableModel& table, QWidget* parent)
    : QDialog(parent),
      host_(host),
      snapshot_(host.context().schema->snapshot()),
      entity_(snapshot_->entity(table.query().entity)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export the list"));
    setModal(true);
    setMinimumWidth(440);
    const v1::QueryRequest page = table.pageRequest();
    *request_.mutable_set() = table.recordSet();
    *request_.mutable_sort() = page.sort();
    for (int at = 0; at < table.columnCount(); ++at) {
        request_.add_columns(table.pathAt(at));
        titles_ << table.headerData(at, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    total_ = static_cast<quint64>(std::max(table.recordCount(), 0));
    name_ = data::entityPlural(snapshot_.get(), table.query().entity, host.context().language);
    build(table.columnCount());
}

void ExportDialog::build(int columns) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    const QString what =
        tr("%1: %2, %3, as the list shows them")
            .arg(name_, tr("%Ln record(s)", "", static_cast<int>(total_)), tr("%Ln column(s)", "", columns));
    words_ = ui::label(what, ui::TextStyle::Body, ui::Tone::Secondary, this);
    words_->setWordWrap(true);
    column->addWidget(words_);
    column->addSpacing(8);
    excel_ = new QRadioButton(tr("Excel workbook (.xlsx)"), this);
    excel_->setChecked(true);
    csv_ = new QRadioButton(tr("Text with separators (.csv)"), this);
    column->addWidget(excel_);
    column->addWidget(csv_);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(windowTitle());
    bar_->hide();
    column->addWidget(bar_);
    column->addStretch(1);
    column->addSpacing(8);
    const ui::DialogRow row = ui::dialogRow(this, tr("Save as…"));
    go_ = row.go;
    cancel_ = row.cancel;
    connect(go_, &QPushButton::clicked, this, &ExportDialog::ask);
    column->addLayout(row.line);
}

sheet::Format ExportDialog::format() const { return csv_->isChecked() ? sheet::Format::Csv : sheet::Format::Xlsx; }
void ExportDialog::setFormat(sheet::Format format) { (format == sheet::Format::Csv ? csv_ : excel_)->setChecked(true); }

/// "Компании 2026-11-22.xlsx" among one's documents.
QString ExportDialog::proposedName() const {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString ending = format() == sheet::Format::Csv ? QStringLiteral("csv") : QStringLiteral("xlsx");
    QString name = name_;
    name.replace(u'/', u' ');
    const QString file = QStringLiteral("%1 %2.%3").arg(name, QDate::currentDate().toString(Qt::ISODate), ending);
    return folder.isEmpty() ? file : folder + u'/' + file;
}

void ExportDialog::ask() {
    auto* dialog = new QFileDialog(this, tr("Save as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(format() == sheet::Format::Csv ? QStringLiteral("csv") : QStringLiteral("xlsx"));
    dialog->selectFile(proposedName());
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::writeTo);
    dialog->open();
}

std::vector<sheet::RecordColumn> ExportDialog::columns() const {
    std::vector<sheet::RecordColumn> out;
    const bool russian = host_.context().language == data::Language::Russian;
    for (int at = 0; at < request_.columns_size(); ++at)
        out.emplace_back(*entity_, request_.columns(at), fromQt(titles_[at]), russian);
    return out;
}

void ExportDialog::writeTo(const QString& path) {
    if (export_) return;
    // A name that somebody typed says what it is to be.
    const auto told = sheet::TableWriter::formatOf(fromQt(path));
    export_ = new data::TableExport(host_.context(), request_, {path, told.value_or(format()), name_, columns()}, this);
    connect(export_, &data::TableExport::progressed, this, &ExportDialog::showProgress);
    connect(export_, &data::TableExport::finished, this, &ExportDialog::finish);
    connect(export_, &data::TableExport::failed, this, &ExportDialog::fail);
    excel_->hide();
    csv_->hide();
    go_->hide();
    bar_->show();
    bar_->setRange(0, 0);
    cancel_->setText(tr("Stop"));
    words_->setText(tr("Beginning…"));
    export_->start();
}

void ExportDialog::showProgress(quint64 rows) {
    bar_->setRange(0, 1000);
    bar_->setValue(total_ == 0 ? 0 : static_cast<int>(std::min<quint64>(1000, rows * 1000 / total_)));
    words_->setText(tr("%1 of %2").arg(locale().toString(rows), locale().toString(std::max(rows, total_))));
}

void ExportDialog::finish(quint64 rows) {
    const QString path = export_->path();
    host_.toast(
        ui::ToastHost::Kind::Done,
        tr("Exported to “%1”: %2").arg(QFileInfo(path).fileName(), tr("%Ln record(s)", "", static_cast<int>(rows))),
        tr("Open"), [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    Q_EMIT ended(true);
    accept();
}

void ExportDialog::fail(const Error& error) {
    const bool ofFile = error.code == ErrorCode::BadFile;  // it is the one that is written
    host_.toast(ui::ToastHost::Kind::Trouble,
                ofFile ? tr("The file can not be written. Is there room, and may you write to this folder?")
                       : wordsOf(host_.context(), error, entity_->name()));
    Q_EMIT ended(false);
    QDialog::reject();
}

void ExportDialog::reject() {
    if (export_) {
        delete std::exchange(export_, nullptr);
        host_.toast(ui::ToastHost::Kind::Info, tr("Stopped: no file was written"));
        Q_EMIT ended(false);
    }
    QDialog::reject();
}

}  // namespace kupets::view
