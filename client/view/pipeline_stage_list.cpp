#include "client/view/pipeline_stage_list.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "client/net/qt.h"
#include "client/ui/chip.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kLineHeight = 60;
constexpr int kPad = 12;

enum LineRole { IdRole = Qt::UserRole, ColorRole, FactsRole, FiguresRole, LateRole };

class LineDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, kLineHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ui::Tokens& t = ui::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect area = option.rect.adjusted(4, 2, -4, -2);
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(chosen ? t.selected : t.hover);
            painter->drawRoundedRect(area, ui::metrics::kRadius, ui::metrics::kRadius);
        }
        const QRect inner = area.adjusted(kPad, 8, -kPad, -8);
        ui::paintDot(painter, QRect(inner.x(), inner.y(), 10, 20), index.data(ColorRole).toString());
        const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
        const QString figures = index.data(FiguresRole).toString();
        const int taken = figures.isEmpty() ? 0 : caption.width(figures) + 12;
        ui::lineFace(ui::LineStyle::BodyStrong)
            .paint(painter, QRect(inner.x() + 20, inner.y(), inner.width() - 20 - taken, 20), Qt::AlignLeft,
                   index.data().toString(), t.text);
        caption.paint(painter, QRect(inner.right() - taken, inner.y(), taken, 20), Qt::AlignRight, figures,
                      t.secondary);
        const QString late = index.data(LateRole).toString();
        const int lateWidth = late.isEmpty() ? 0 : caption.width(late) + 12;
        caption.paint(painter, QRect(inner.x() + 20, inner.y() + 22, inner.width() - 20 - lateWidth, 18), Qt::AlignLeft,
                      index.data(FactsRole).toString(), t.secondary);
        caption.paint(painter, QRect(inner.right() - lateWidth, inner.y() + 22, lateWidth, 18), Qt::AlignRight, late,
                      t.dangerText);
        painter->restore();
    }
};

}  // namespace

PipelineStageList::PipelineStageList(QWidget* parent) : QListWidget(parent) {
    setProperty("slim", true);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new LineDelegate(this));
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setMovable(true);
    connect(this, &QListWidget::currentItemChanged, this, [this] {
        if (!filling_ && currentItem() != nullptr) Q_EMIT chosen(current());
    });
}

void PipelineStageList::setMovable(bool movable) {
    movable_ = movable;
    setDragDropMode(movable ? QAbstractItemView::InternalMove : QAbstractItemView::NoDragDrop);
    setDefaultDropAction(Qt::MoveAction);
}

void PipelineStageList::setLines(const std::vector<StageLine>& lines) {
    const Uuid before = current();
    filling_ = true;
    while (count() > static_cast<int>(lines.size())) delete takeItem(count() - 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const StageLine& line = lines[i];
        QListWidgetItem* item = this->item(static_cast<int>(i));
        if (item == nullptr) item = new QListWidgetItem(this);
        item->setText(line.name);
        item->setData(IdRole, toQt(line.id.text()));
        item->setData(ColorRole, line.color);
        item->setData(FactsRole, line.facts);
        item->setData(FiguresRole, line.figures);
        item->setData(LateRole, line.late);
        item->setData(Qt::AccessibleDescriptionRole,
                      QStringList{line.facts, line.figures, line.late}.join(QStringLiteral(". ")));
    }
    filling_ = false;
    setCurrent(before);
}

Uuid PipelineStageList::current() const {
    const QListWidgetItem* item = currentItem();
    return item == nullptr ? Uuid{} : Uuid::parse(fromQt(item->data(IdRole).toString())).value_or(Uuid{});
}

void PipelineStageList::setCurrent(const Uuid& id) {
    for (int row = 0; row < count(); ++row) {
        if (fromQt(item(row)->data(IdRole).toString()) != id.text()) continue;
        filling_ = true;
        setCurrentRow(row);
        filling_ = false;
    }
}

std::vector<Uuid> PipelineStageList::order() const {
    std::vector<Uuid> ids;
    for (int row = 0; row < count(); ++row)
        ids.push_back(Uuid::parse(fromQt(item(row)->data(IdRole).toString())).value_or(Uuid{}));
    return ids;
}

void PipelineStageList::keyPressEvent(QKeyEvent* event) {
    const bool up = event->key() == Qt::Key_Up;
    if (movable_ && event->modifiers() & Qt::AltModifier && (up || event->key() == Qt::Key_Down)) {
        const int row = currentRow();
        const int to = up ? row - 1 : row + 1;
        if (row < 0 || to < 0 || to >= count()) return;
        filling_ = true;
        insertItem(to, takeItem(row));
        setCurrentRow(to);
        filling_ = false;
        return Q_EMIT reordered();
    }
    if (movable_ && event->key() == Qt::Key_Delete && currentItem() != nullptr) return Q_EMIT removeRequested();
    QListWidget::keyPressEvent(event);
}

void PipelineStageList::dropEvent(QDropEvent* event) {
    filling_ = true;
    QListWidget::dropEvent(event);
    filling_ = false;
    Q_EMIT reordered();
}

}  // namespace kupets::view
