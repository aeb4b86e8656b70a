#include "client/view/import_sheets_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QSpinBox>
#include <QTableView>

#include "client/ui/widgets.h"
#include "client/view/import_preview_model.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kListWidth = 240;
constexpr int kMostColumnWidth = 240;

}  // namespace

ImportSheetsPage::ImportSheetsPage(Host& host, model::ImportSession& session)
    : ImportPage(
          host, session, tr("Sheets and names of columns"),
          tr("Tick the sheets to import. They are loaded from top to bottom: what others refer to comes first.")) {
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(listPart_ = buildList());
    row->addWidget(buildPreview(), 1);
    content()->addLayout(row, 1);
    connect(&session, &model::ImportSession::planned, this, &ImportSheetsPage::fill);
    connect(&session.source(), &model::ImportSource::counted, this, &ImportSheetsPage::refreshCounts);
}

QWidget* ImportSheetsPage::buildList() {
    auto* part = new QWidget(this);
    part->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->addWidget(ui::label(tr("Sheets"), ui::TextStyle::Caption, ui::Tone::Secondary, part), 1);
    up_ = ui::smallIconButton(QStringLiteral("arrow-up"), tr("Load earlier"), part);
    down_ = ui::smallIconButton(QStringLiteral("arrow-down"), tr("Load later"), part);
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
    head->addWidget(up_);
    head->addWidget(down_);
    column->addLayout(head);
    list_ = new QListWidget(part);
    list_->setAccessibleName(tr("Sheets"));
    list_->setProperty("popover", true);
    list_->setSpacing(1);
    column->addWidget(list_, 1);
    connect(list_, &QListWidget::currentRowChanged, this, &ImportSheetsPage::show);
    connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (filling_) return;
        session().plan().sheets[static_cast<std::size_t>(list_->row(item))].on = item->checkState() == Qt::Checked;
        session().touch();
        Q_EMIT completeChanged();
    });
    return part;
}

QWidget* ImportSheetsPage::buildPreview() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(ui::label(tr("The names of columns stand in row"), ui::TextStyle::Body, ui::Tone::Normal, part));
    header_ = new QSpinBox(part);
    header_->setAccessibleName(tr("Row of the names of columns"));
    header_->setFixedWidth(64);
    header_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    line->addWidget(header_);
    note_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, part);
    line->addWidget(note_, 1);
    column->addLayout(line);
    trouble_ = new ui::Banner(QStringLiteral("danger"), part);
    column->addWidget(trouble_);
    table_ = new QTableView(part);
    table_->setModel(model_ = new ImportPreviewModel(session().source(), host().context().language, this));
    table_->setAccessibleName(tr("The first rows of the sheet"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->setDefaultSectionSize(ui::metrics::kRowCompact);
    table_->verticalHeader()->setMinimumWidth(40);
    table_->verticalHeader()->setFont(ui::typeface(ui::TextStyle::Caption));
    table_->horizontalHeader()->setFont(ui::typeface(ui::TextStyle::Caption));
    table_->horizontalHeader()->setFixedHeight(ui::metrics::kRowCompact);
    column->addWidget(table_, 1);
    connect(header_, &QSpinBox::valueChanged, this, &ImportSheetsPage::setHeader);
    connect(table_, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { header_->setValue(static_cast<int>(model_->rowNumber(index.row()))); });
    return part;
}

void ImportSheetsPage::initializePage() { fill(); }

QString ImportSheetsPage::lineOf(const model::ImportSheetPlan& sheet) const {
    const model::ImportSheetFacts& facts = session().source().sheets()[sheet.index];
    const std::uint64_t rows = std::max<std::uint64_t>(facts.counted, facts.preview.size());
    const std::uint64_t data = rows > 0 ? rows - 1 : 0;
    QString line = sheetTitle(session(), sheet) + QStringLiteral("  ·  ") + count(data);
    if (!facts.complete && facts.counted > 0) line += QStringLiteral("…");
    if (facts.hidden) line += QStringLiteral("  ·  ") + tr("hidden");
    return line;
}

void ImportSheetsPage::fill() {
    filling_ = true;
    const int before = std::max(0, list_->currentRow());
    list_->clear();
    for (const model::ImportSheetPlan& sheet : session().plan().sheets) {
        auto* item = new QListWidgetItem(lineOf(sheet), list_);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(sheet.on ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(item->text());
        item->setSizeHint(QSize(0, ui::metrics::kRow));
    }
    filling_ = false;
    listPart_->setVisible(session().plan().sheets.size() > 1);
    list_->setCurrentRow(std::min(before, list_->count() - 1));
    show(list_->currentRow());
    Q_EMIT completeChanged();
}

void ImportSheetsPage::refreshCounts() {
    if (list_->count() != static_cast<int>(session().plan().sheets.size())) return;
    filling_ = true;
    for (int at = 0; at < list_->count(); ++at)
        list_->item(at)->setText(lineOf(session().plan().sheets[static_cast<std::size_t>(at)]));
    filling_ = false;
}

void ImportSheetsPage::show(int place) {
    shown_ = place;
    const auto& sheets = session().plan().sheets;
    up_->setEnabled(place > 0);
    down_->setEnabled(place >= 0 && place + 1 < static_cast<int>(sheets.size()));
    if (place < 0 || place >= static_cast<int>(sheets.size())) return model_->setSheet(-1, 0);
    const model::ImportSheetPlan& sheet = sheets[static_cast<std::size_t>(place)];
    const model::ImportSheetFacts& facts = session().source().sheets()[sheet.index];
    filling_ = true;
    header_->setRange(1, facts.preview.empty() ? 1 : static_cast<int>(facts.preview.back().number));
    header_->setValue(static_cast<int>(sheet.headerRow));
    filling_ = false;
    note_->setText(facts.headerRow == sheet.headerRow ? tr("found by looking")
                   : facts.headerRow == 0             ? tr("none was found; a double click on a row chooses it")
                                                      : QString());
    trouble_->setVisible(facts.error.has_value());
    if (facts.error) trouble_->setText(wordsOf(host().context(), *facts.error));
    model_->setSheet(static_cast<int>(sheet.index), sheet.headerRow);
    for (int column = 0; column < std::min(model_->columnCount(), 50); ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, std::clamp(table_->columnWidth(column) + 12, 64, kMostColumnWidth));
    }
}

void ImportSheetsPage::setHeader(int row) {
    if (filling_ || shown_ < 0) return;
    if (model_->rowOfNumber(static_cast<std::uint64_t>(row)) < 0) return;  // an empty row
    session().setHeader(static_cast<std::size_t>(shown_), static_cast<std::uint64_t>(row));
    show(shown_);
}

void ImportSheetsPage::move(int by) {
    if (shown_ < 0) return;
    session().move(static_cast<std::size_t>(shown_), by);
    const int to = shown_ + by;
    fill();
    list_->setCurrentRow(to);
}

bool ImportSheetsPage::isComplete() const { return session().isPlanned() && !session().plan().chosen().empty(); }

}  // namespace kupets::view
