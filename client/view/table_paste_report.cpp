#include "client/view/table_paste_report.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "client/ui/widgets.h"

namespace kupets::view {
namespace {

constexpr int kMostShown = 1000;

QTableWidget* listOf(const std::vector<PasteReport::Line>& lines, QWidget* parent) {
    const int count = std::min(static_cast<int>(lines.size()), kMostShown);
    auto* list = new QTableWidget(count, 4, parent);
    list->setHorizontalHeaderLabels(
        {PasteReport::tr("Row"), PasteReport::tr("Column"), PasteReport::tr("Pasted"), PasteReport::tr("Why not")});
    list->setAccessibleName(PasteReport::tr("What cannot be saved"));
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setSelectionBehavior(QAbstractItemView::SelectRows);
    list->setShowGrid(false);
    list->setWordWrap(false);
    list->setTabKeyNavigation(false);
    list->verticalHeader()->hide();
    list->verticalHeader()->setDefaultSectionSize(ui::metrics::kRowCompact);
    list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    list->horizontalHeader()->setStretchLastSection(true);
    for (int row = 0; row < count; ++row) {
        const PasteReport::Line& line = lines[static_cast<std::size_t>(row)];
        const QStringList cells{line.row, line.column, line.text, line.reason};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            list->setItem(row, column, item);
        }
    }
    list->setColumnWidth(0, 96);
    list->setColumnWidth(1, 150);
    list->setColumnWidth(2, 170);
    return list;
}

}  // namespace

PasteReport::PasteReport(const std::vector<Line>& lines, int good, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Not all of it can be saved"));
    setModal(true);
    resize(760, 440);
    for (const Line& line : lines) shown_ << QStringList{line.row, line.column, line.text, line.reason}.join(u'|');
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    const int count = static_cast<int>(lines.size());
    column->addWidget(
        ui::label(tr("%Ln cell(s) cannot be saved", "", count), ui::TextStyle::Heading, ui::Tone::Normal, this));
    column->addWidget(ui::label(good > 0 ? tr("Nothing is saved yet. Leave them out, or cancel and mend them.")
                                         : tr("Nothing is saved. Mend them and paste again."),
                                ui::TextStyle::Body, ui::Tone::Secondary, this));
    column->addWidget(listOf(lines, this), 1);
    if (count > kMostShown)
        column->addWidget(
            ui::label(tr("The first %Ln are shown", "", kMostShown), ui::TextStyle::Caption, ui::Tone::Muted, this));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = ui::button(tr("Cancel"), ui::ButtonKind::Normal, {}, this);
    cancel->setObjectName(QStringLiteral("cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(cancel);
    if (good > 0) {
        auto* skip = ui::button(tr("Leave out and save the rest"), ui::ButtonKind::Primary, {}, this);
        skip->setObjectName(QStringLiteral("skip"));
        skip->setDefault(true);
        connect(skip, &QPushButton::clicked, this, &QDialog::accept);
        buttons->addWidget(skip);
    }
    column->addLayout(buttons);
}

}  // namespace kupets::view
