#include "client/view/import_outcome_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>

#include "client/model/import_outcome_model.h"
#include "client/ui/chip.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

using model::ImportOutcomeModel;

constexpr int kPad = 10;
const QString kArrow = QStringLiteral(" → ");

class OutcomeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto& lines = static_cast<const ImportOutcomeModel&>(*index.model());
        const ui::Tokens& t = ui::tokens();
        const auto cell = lines.cell(index.row(), index.column());
        const bool bad = !cell.error.isEmpty();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? t.selected
                                       : bad                                 ? t.dangerSoft
                                       : cell.mended                         ? t.warningSoft
                                                                             : t.canvas);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.hairline);
        const QRect area = option.rect.adjusted(kPad, 0, -kPad, -1);
        if (index.column() == ImportOutcomeModel::Kind)
            paintKind(painter, area, lines, index);
        else if (!cell.before.isEmpty())
            paintChange(painter, area, cell);
        else
            paintText(painter, area, index, cell, bad);
        if (!(option.state & QStyle::State_HasFocus)) return;
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* line = new QLineEdit(parent);
        line->setProperty("inline", true);
        return line;
    }

private:
    static void paintKind(QPainter* painter, const QRect& area, const ImportOutcomeModel& lines,
                          const QModelIndex& index) {
        const v1::ImportOutcome* outcome = lines.outcome(index.row());
        if (outcome) ui::paintChip(painter, area, index.data().toString(), model::outcomeColor(outcome->kind()));
    }

    static void paintChange(QPainter* painter, const QRect& area, const model::OutcomeCell& cell) {
        const ui::Tokens& t = ui::tokens();
        const ui::LineFace& plain = ui::lineFace(ui::LineStyle::Body);
        const ui::LineFace& strong = ui::lineFace(ui::LineStyle::BodyStrong);
        // What it becomes is seen whole, what it was as far as there is room.
        const int after = std::min(strong.width(cell.text), area.width());
        const int arrow = plain.width(kArrow);
        const int before = std::clamp(area.width() - after - arrow, 0, plain.width(cell.before));
        QRect rest = area;
        if (before > 24) {
            const QRect was(area.left(), area.top(), before, area.height());
            plain.paint(painter, was, Qt::AlignLeft | Qt::AlignVCenter, cell.before, t.muted);
            painter->fillRect(QRect(was.left(), was.center().y() + 1, was.width(), 1), t.muted);
            plain.paint(painter, QRect(was.right() + 1, area.top(), arrow, area.height()), Qt::AlignCenter,
                        QStringLiteral("→"), t.muted);
            rest.setLeft(was.right() + 1 + arrow);
        }
        strong.paint(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, cell.text, t.accentText);
    }

    static void paintText(QPainter* painter, const QRect& area, const QModelIndex& index,
                          const model::OutcomeCell& cell, bool bad) {
        const ui::Tokens& t = ui::tokens();
        const bool number = index.column() == ImportOutcomeModel::Row;
        const bool title = index.column() == ImportOutcomeModel::Title;
        const QColor color = bad                                    ? t.dangerText
                             : number                               ? t.muted
                             : cell.changes || title || cell.mended ? t.text
                                                                    : t.secondary;
        ui::lineFace(number ? ui::LineStyle::CaptionTabular : ui::LineStyle::Body)
            .paint(painter, area, (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, index.data().toString(),
                   color);
    }
};

}  // namespace

ImportOutcomeTable::ImportOutcomeTable(model::ImportOutcomeModel& lines, QWidget* parent) : QTableView(parent) {
    setModel(&lines);
    setItemDelegate(new OutcomeDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(ui::metrics::kRowCompact + 4);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto* head = new ui::TableHeader(this);
    for (int column = 0; column < 1000; ++column) head->setSortable(column, false);
    setHorizontalHeader(head);
    horizontalHeader()->setHighlightSections(false);
    setAccessibleName(tr("What becomes of each row"));
}

/// By what the first rows hold, so that a hundred thousand are not measured.
void ImportOutcomeTable::fitColumns() {
    constexpr int kRows = 60;
    constexpr int kMost = 260;
    const ui::LineFace& face = ui::lineFace(ui::LineStyle::BodyStrong);
    const auto& lines = static_cast<const model::ImportOutcomeModel&>(*model());
    setColumnHidden(model::ImportOutcomeModel::Title, !lines.namesRecords());
    for (int column = 0; column < lines.columnCount(); ++column) {
        int width = ui::lineFace(ui::LineStyle::Caption)
                        .width(lines.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
                    12;
        for (int row = 0; row < std::min(lines.rowCount(), kRows); ++row) {
            const auto cell = lines.cell(row, column);
            const QString text = lines.index(row, column).data().toString();
            const int before = cell.before.isEmpty() ? 0 : face.width(cell.before + kArrow);
            width = std::max(
                width, (column == model::ImportOutcomeModel::Kind ? ui::chipWidth(text) : face.width(text)) + before);
        }
        setColumnWidth(column, std::clamp(width + 2 * kPad + 2, 56, kMost));
    }
}

void ImportOutcomeTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        if (state() == EditingState) return;  // it was the editor's
        if (currentIndex().flags() & Qt::ItemIsEditable) edit(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace kupets::view
