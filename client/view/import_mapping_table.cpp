#include "client/view/import_mapping_table.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"
#include "client/view/import_mapping_model.h"

namespace kupets::view {
namespace {

constexpr int kPad = 10;
constexpr int kSign = 14;

/// Text, and an arrow where something opens.
class LineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ui::Tokens& t = ui::tokens();
        const bool current = (option.state & QStyle::State_HasFocus) != 0;
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? t.selected : t.canvas);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.hairline);
        QRect area = option.rect.adjusted(kPad, 0, -kPad, -1);
        if (index.column() >= ImportMappingModel::Field) {
            const QRect sign(area.right() - kSign, area.center().y() - kSign / 2, kSign, kSign);
            ui::paintIcon(painter, sign, QStringLiteral("chevron-down"), t.muted);
            area.setRight(sign.left() - 4);
        }
        const bool strong = index.data(Qt::FontRole).value<QFont>().weight() > QFont::Medium;
        ui::lineFace(strong ? ui::LineStyle::BodyStrong : ui::LineStyle::Body)
            .paint(painter, area, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(),
                   index.data(Qt::ForegroundRole).value<QColor>());
        if (!current) return;
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* line = new QLineEdit(parent);
        line->setProperty("inline", true);
        return line;
    }
};

}  // namespace

ImportMappingTable::ImportMappingTable(ImportMappingModel& model, QWidget* parent) : QTableView(parent), lines_(model) {
    setModel(&model);
    setItemDelegate(new LineDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(ui::metrics::kRow);
    auto* head = new ui::TableHeader(this);
    for (int column = 0; column < 1000; ++column) head->setSortable(column, false);
    setHorizontalHeader(head);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(false);
    horizontalHeader()->setStretchLastSection(true);
    setColumnWidth(ImportMappingModel::Header, 190);
    setColumnWidth(ImportMappingModel::Examples, 250);
    setColumnWidth(ImportMappingModel::Field, 240);
    setAccessibleName(tr("Columns and fields"));
    anchor_ = new QWidget(viewport());
    anchor_->setAttribute(Qt::WA_TransparentForMouseEvents);
    anchor_->hide();
}

QWidget* ImportMappingTable::anchorAt(const QModelIndex& index) {
    scrollTo(index);
    anchor_->setGeometry(visualRect(index));
    return anchor_;
}

void ImportMappingTable::openAt(const QModelIndex& index, const QString& typed) {
    if (!index.isValid()) return;
    if (index.flags() & Qt::ItemIsEditable) return edit(index);
    if (index.column() == ImportMappingModel::Conversion && typed.isEmpty())
        return Q_EMIT conversionWanted(index.row());
    Q_EMIT fieldWanted(index.row(), typed);
}

void ImportMappingTable::keyPressEvent(QKeyEvent* event) {
    if (state() == EditingState) return event->accept();  // it was the editor's
    const QModelIndex at = currentIndex();
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_F2:
        case Qt::Key_Space:
            event->accept();
            return openAt(at);
        case Qt::Key_Delete:
            event->accept();
            return Q_EMIT removeWanted(at.row());
        case Qt::Key_Insert:
            event->accept();
            return Q_EMIT duplicateWanted(at.row());
        default:
            break;
    }
    const bool letter = !event->text().isEmpty() && event->text().at(0).isPrint() &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (!letter) return QTableView::keyPressEvent(event);
    event->accept();
    if (at.isValid()) openAt(at, event->text());
}

void ImportMappingTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    const QModelIndex at = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !at.isValid()) return;
    if (at.column() >= ImportMappingModel::Field || (at.flags() & Qt::ItemIsEditable)) openAt(at);
}

void ImportMappingTable::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex at = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!at.isValid()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int row = at.row();
    menu->addAction(tr("Choose the field…"), this, [this, row] { Q_EMIT fieldWanted(row, {}); });
    menu->addAction(tr("How it is read…"), this, [this, row] { Q_EMIT conversionWanted(row); });
    menu->addSeparator();
    menu->addAction(tr("One more field from this column"), QKeySequence(Qt::Key_Insert), this,
                    [this, row] { Q_EMIT duplicateWanted(row); });
    menu->addAction(tr("Do not load"), QKeySequence(Qt::Key_Delete), this, [this, row] { Q_EMIT removeWanted(row); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(at).bottomLeft())
                                                               : event->globalPos());
}

}  // namespace kupets::view
