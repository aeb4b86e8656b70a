#include "client/view/import_file_page.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QUrl>

#include "client/data/value_format.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

QString tableFileOf(const QMimeData* mime) {
    if (!mime->hasUrls() || mime->urls().size() != 1 || !mime->urls().front().isLocalFile()) return {};
    const QString path = mime->urls().front().toLocalFile();
    static const QStringList ends{QStringLiteral("xlsx"), QStringLiteral("xlsm"), QStringLiteral("ods"),
                                  QStringLiteral("xls"),  QStringLiteral("csv"),  QStringLiteral("txt"),
                                  QStringLiteral("tsv")};
    return ends.contains(QFileInfo(path).suffix().toLower()) ? path : QString();
}

namespace {

bool isReadable(const model::ImportSheetFacts& sheet) { return !sheet.error; }

}  // namespace

ImportFilePage::ImportFilePage(Host& host, model::ImportSession& session)
    : ImportPage(host, session, tr("What to import from"),
                 tr("A table from Excel, LibreOffice or another program. Nothing is changed before you have seen what "
                    "will come of it.")) {
    setAcceptDrops(true);
    build();
    auto& source = session.source();
    connect(&source, &model::ImportSource::opened, this, &ImportFilePage::refresh);
    connect(&source, &model::ImportSource::failed, this, &ImportFilePage::refresh);
    connect(&source, &model::ImportSource::previewed, this, &ImportFilePage::refresh);
    connect(&source, &model::ImportSource::counted, this, &ImportFilePage::refresh);
    connect(&source, &model::ImportSource::finished, this, &ImportFilePage::refresh);
    connect(&session, &model::ImportSession::planned, this, &ImportFilePage::refresh);
    refresh();
}

void ImportFilePage::build() {
    drop_ = new QFrame(this);
    drop_->setProperty("field", true);
    drop_->setProperty("vacant", true);
    drop_->setMinimumHeight(220);
    auto* column = new QVBoxLayout(drop_);
    column->setContentsMargins(20, 24, 20, 24);
    column->setSpacing(8);
    column->addStretch(1);
    auto* sign = new QLabel(drop_);
    sign->setPixmap(ui::iconPixmap(QStringLiteral("table-2"), ui::tokens().muted, 40, devicePixelRatioF()));
    sign->setAlignment(Qt::AlignCenter);
    column->addWidget(sign);
    name_ = ui::label({}, ui::TextStyle::Heading, ui::Tone::Normal, drop_);
    name_->setAlignment(Qt::AlignCenter);
    name_->setWordWrap(true);
    column->addWidget(name_);
    facts_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, drop_);
    facts_->setAlignment(Qt::AlignCenter);
    facts_->setWordWrap(true);
    column->addWidget(facts_);
    choose_ = ui::button(tr("Choose a file…"), ui::ButtonKind::Normal, QStringLiteral("folder"), drop_);
    choose_->setObjectName(QStringLiteral("choose"));
    connect(choose_, &QPushButton::clicked, this, &ImportFilePage::choose);
    column->addSpacing(4);
    column->addWidget(choose_, 0, Qt::AlignHCenter);
    column->addStretch(1);
    content()->addWidget(drop_);
    trouble_ = new ui::Banner(QStringLiteral("danger"), this);
    content()->addWidget(trouble_);
    content()->addWidget(csv_ = buildCsv());
    content()->addWidget(ui::label(tr(".xlsx, .xlsm, .ods, .xls, .csv, .txt — up to 1 GB"), ui::TextStyle::Caption,
                                   ui::Tone::Muted, this));
    content()->addStretch(1);
}

/// A text file does not say of itself how it is written; what was found can be put right.
QWidget* ImportFilePage::buildCsv() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 4, 0, 4);
    line->setSpacing(8);
    encoding_ = new QComboBox(row);
    encoding_->setAccessibleName(tr("Encoding"));
    for (const auto encoding :
         {sheet::Encoding::Utf8, sheet::Encoding::Windows1251, sheet::Encoding::Utf16Le, sheet::Encoding::Utf16Be})
        encoding_->addItem(toQt(sheet::encodingName(encoding)).toUpper(), static_cast<int>(encoding));
    delimiter_ = new QComboBox(row);
    delimiter_->setAccessibleName(tr("Delimiter"));
    delimiter_->addItem(tr("comma"), QStringLiteral(","));
    delimiter_->addItem(tr("semicolon"), QStringLiteral(";"));
    delimiter_->addItem(tr("tab"), QStringLiteral("\t"));
    delimiter_->addItem(tr("vertical bar"), QStringLiteral("|"));
    line->addWidget(ui::label(tr("Encoding"), ui::TextStyle::Caption, ui::Tone::Secondary, row));
    line->addWidget(encoding_);
    line->addSpacing(8);
    line->addWidget(ui::label(tr("Cells are separated by"), ui::TextStyle::Caption, ui::Tone::Secondary, row));
    line->addWidget(delimiter_);
    line->addStretch(1);
    connect(encoding_, &QComboBox::activated, this, &ImportFilePage::reopen);
    connect(delimiter_, &QComboBox::activated, this, &ImportFilePage::reopen);
    return row;
}

void ImportFilePage::reopen() {
    sheet::BookOptions options = session().source().options();
    options.csv.encoding = static_cast<sheet::Encoding>(encoding_->currentData().toInt());
    options.csv.delimiter = delimiter_->currentData().toString().at(0).toLatin1();
    session().open(session().source().path(), options);
    refresh();
}

QString ImportFilePage::factsText() const {
    const model::ImportSource& source = session().source();
    QStringList parts{data::displaySize(static_cast<std::uint64_t>(source.fileSize()), host().context().language)};
    if (!source.isOpen()) return (parts << tr("is being read…")).join(QStringLiteral(" · "));
    std::uint64_t rows = 0;
    bool all = true;
    for (const model::ImportSheetFacts& sheet : source.sheets()) {
        rows += std::max<std::uint64_t>(sheet.counted, sheet.preview.size());
        all = all && sheet.complete;
    }
    if (source.sheets().size() > 1) parts << tr("%Ln sheet(s)", "", static_cast<int>(source.sheets().size()));
    const QString words = tr("%Ln row(s)", "", static_cast<int>(rows));
    parts << (all || !source.isReading() ? words : tr("%1 so far").arg(words));
    return parts.join(QStringLiteral(" · "));
}

void ImportFilePage::refresh() {
    const model::ImportSource& source = session().source();
    const bool any = !source.path().isEmpty();
    name_->setText(any ? source.fileName() : tr("Drop a file here"));
    const bool readable =
        !source.error() && (source.sheets().empty() || std::ranges::any_of(source.sheets(), isReadable));
    facts_->setText(any ? (readable ? factsText() : QString()) : tr("or choose it"));
    facts_->setVisible(!facts_->text().isEmpty());
    choose_->setText(any ? tr("Another file…") : tr("Choose a file…"));
    QString trouble;
    if (source.error()) trouble = wordsOf(host().context(), *source.error());
    for (const model::ImportSheetFacts& sheet : source.sheets())
        if (sheet.error && trouble.isEmpty()) trouble = wordsOf(host().context(), *sheet.error);
    trouble_->setText(trouble);
    trouble_->setVisible(!trouble.isEmpty());
    csv_->setVisible(source.isOpen() && source.format() == sheet::Format::Csv && source.csv().has_value());
    if (source.csv()) {
        encoding_->setCurrentIndex(encoding_->findData(static_cast<int>(source.csv()->encoding)));
        delimiter_->setCurrentIndex(delimiter_->findData(QString(QLatin1Char(source.csv()->delimiter))));
    }
    Q_EMIT completeChanged();
}

bool ImportFilePage::isComplete() const {
    const model::ImportSource& source = session().source();
    if (!source.isOpen() || !session().isPlanned()) return false;
    return std::ranges::any_of(source.sheets(), [](const model::ImportSheetFacts& sheet) {
        return isReadable(sheet) && sheet.preview.size() > 1;
    });
}

void ImportFilePage::choose() {
    auto* dialog = new QFileDialog(this, tr("A file to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.xlsx *.xlsm *.ods *.xls *.csv *.txt *.tsv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        session().open(path);
        refresh();
    });
    dialog->open();
}

void ImportFilePage::dragEnterEvent(QDragEnterEvent* event) {
    if (tableFileOf(event->mimeData()).isEmpty()) return;
    event->acceptProposedAction();
    ui::restyle(drop_, "target", true);
}

void ImportFilePage::dragLeaveEvent(QDragLeaveEvent*) { ui::restyle(drop_, "target", false); }

void ImportFilePage::dropEvent(QDropEvent* event) {
    ui::restyle(drop_, "target", false);
    const QString path = tableFileOf(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    session().open(path);
    refresh();
}

}  // namespace kupets::view
