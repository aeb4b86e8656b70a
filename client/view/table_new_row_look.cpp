// Where the line for a new row stands, how it looks and listens.
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/record_table.h"
#include "client/view/table_gutter.h"
#include "client/view/table_new_row.h"

namespace kupets::view {
namespace {

constexpr int kOpenHeight = 40;
constexpr int kTroubleHeight = 26;
constexpr int kSignAt = 12;

/// Where a field stands now; -1 when the view does not show it.
int sectionOf(const RecordTable& table, const std::string& field) {
    for (int section = 0; section < table.records().columnCount(); ++section)
        if (table.records().pathAt(section) == field) return section;
    return -1;
}

}  // namespace

void TableNewRow::place() {
    const int height = (draft_ ? kOpenHeight : table_.verticalHeader()->defaultSectionSize()) +
                       (trouble_->isHidden() ? 0 : kTroubleHeight);
    table_.setFootRoom(possible_ ? height : 0);
    setVisible(possible_);
    if (!possible_) return;
    const QRect view = table_.viewport()->geometry();
    const int end = table_.gutter().length() - table_.gutter().offset();
    const int y = std::max(0, std::min(end, view.height() - height));
    const QRect there(0, view.y() + y, view.right() + 1, height);
    if (!draft_ && geometry() == there) return;  // it stands still while the list is scrolled below it
    setGeometry(there);
    raise();
    placeEditors();
}

QRect TableNewRow::cellRect(int section) const {
    const ui::TableHeader& header = table_.header();
    return {table_.gutter().width() + header.seenPosition(section), 0, header.sectionSize(section), kOpenHeight};
}

/// Those that stay in their place hide what would scroll over them.
void TableNewRow::placeEditors() {
    update();
    if (!draft_) return;
    const ui::TableHeader& header = table_.header();
    const int left = table_.gutter().width();
    for (Cell& cell : cells_) {
        cell.section = sectionOf(table_, cell.editor->name());
        if (cell.section < 0) {
            cell.editor->hide();
            continue;
        }
        const QRect rect = cellRect(cell.section).adjusted(2, 4, -2, -4);
        cell.editor->setGeometry(rect);
        const int edge = header.isFrozen(cell.section) ? left : left + header.frozenWidth();
        cell.editor->setVisible(rect.x() >= edge - 4 && !header.isSectionHidden(cell.section));
    }
    // Below its field, or as far to the left as the words need.
    const int button = card_->isHidden() ? 0 : card_->sizeHint().width() + 8;
    const int wanted = trouble_->sizeHint().width();
    const int at = std::clamp(width() - 12 - button - wanted, left, std::max(left, troubleAt_));
    const int words = std::min(wanted, width() - at - 12 - button);
    trouble_->setGeometry(at, kOpenHeight - 2, words, kTroubleHeight - 4);
    card_->setGeometry(at + words + 8, kOpenHeight - 3, card_->sizeHint().width(), kTroubleHeight - 2);
}

void TableNewRow::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.fillRect(rect(), !draft_ && hovered_ ? t.hover : t.canvas);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
    const bool over = y() + height() >= table_.viewport()->geometry().bottom();  // rows go on below it
    if (draft_ || over) painter.fillRect(QRect(0, 0, width(), 1), draft_ ? t.outline : t.hairline);
    const QRect sign(kSignAt, ((draft_ ? kOpenHeight : height()) - 15) / 2, 14, 14);
    ui::paintIcon(&painter, sign, QStringLiteral("plus"), hovered_ || draft_ ? t.text : t.muted);
    if (draft_) return;
    const QRect words(table_.gutter().width() + ui::kCellPadding, 0, width(), height() - 1);
    ui::lineFace(ui::LineStyle::Body).paint(&painter, words, Qt::AlignLeft, tr("New row"), hovered_ ? t.text : t.muted);
}

void TableNewRow::mouseReleaseEvent(QMouseEvent* event) {
    if (!draft_ && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) begin();
}

void TableNewRow::keyPressEvent(QKeyEvent* event) {
    if (draft_) {
        if (event->key() == Qt::Key_Escape) return giveUp();
        return QWidget::keyPressEvent(event);
    }
    const QString text = event->text();
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    const bool types = !opens && !text.isEmpty() && text.at(0).isPrint() && event->modifiers() != Qt::ControlModifier;
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Escape) return table_.setFocus(Qt::OtherFocusReason);
    if (!opens && !types) return QWidget::keyPressEvent(event);
    begin();
    if (!types || cells_.empty()) return;
    if (auto* line = qobject_cast<QLineEdit*>(cells_.front().editor->focusProxy())) {
        QKeyEvent typed(QEvent::KeyPress, event->key(), event->modifiers(), text);
        QApplication::sendEvent(line, &typed);
    }
}

void TableNewRow::enterEvent(QEnterEvent*) {
    hovered_ = true;
    update();
}

void TableNewRow::leaveEvent(QEvent*) {
    hovered_ = false;
    update();
}

}  // namespace kupets::view
