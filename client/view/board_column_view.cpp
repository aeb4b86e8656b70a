#include "client/view/board_column_view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "client/model/board_stages.h"
#include "client/ui/chip.h"
#include "client/ui/line.h"
#include "client/ui/widgets.h"
#include "client/view/tile_delegate.h"

namespace kupets::view {

void TileList::mousePressEvent(QMouseEvent* event) {
    QListView::mousePressEvent(event);
    carrying_ = false;
    pressed_ = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    pressedAt_ = event->position().toPoint();
}

void TileList::mouseMoveEvent(QMouseEvent* event) {
    if (carrying_) return Q_EMIT carried(event->globalPosition().toPoint());
    if (!pressed_.isValid() || !(event->buttons() & Qt::LeftButton)) return QListView::mouseMoveEvent(event);
    if ((event->position().toPoint() - pressedAt_).manhattanLength() < QApplication::startDragDistance()) return;
    carrying_ = true;
    Q_EMIT pulled(pressed_, pressedAt_ - visualRect(pressed_).topLeft());
    Q_EMIT carried(event->globalPosition().toPoint());
}

void TileList::mouseReleaseEvent(QMouseEvent* event) {
    const bool wasCarrying = carrying_;
    carrying_ = false;
    if (wasCarrying) {
        pressed_ = QModelIndex();
        return Q_EMIT dropped(event->globalPosition().toPoint());
    }
    QListView::mouseReleaseEvent(event);
    const bool click = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    if (click && pressed_.isValid() && indexAt(event->position().toPoint()) == pressed_) Q_EMIT opened(pressed_);
    pressed_ = QModelIndex();
}

void TileList::keyPressEvent(QKeyEvent* event) {
    const QModelIndex now = currentIndex();
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
            return Q_EMIT sidewaysPressed(event->key() == Qt::Key_Right ? 1 : -1,
                                          event->modifiers() & Qt::ControlModifier);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (now.isValid()) Q_EMIT opened(now);
            return;
        case Qt::Key_Delete:
            if (now.isValid()) Q_EMIT removeRequested(now);
            return;
        case Qt::Key_Escape:
            if (carrying_) {
                carrying_ = false;
                pressed_ = QModelIndex();
                return Q_EMIT carryCancelled();
            }
            break;
        default:
            break;
    }
    if (!actByKey(event, now)) QListView::keyPressEvent(event);
}

/// The same keys whatever the layout is switched to.
bool TileList::actByKey(QKeyEvent* event, const QModelIndex& now) {
    if (!now.isValid() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return false;
    const QString typed = event->text().toLower();
    if (typed == QLatin1String("m") || typed == QStringLiteral("ь")) {
        Q_EMIT moveRequested(now);
    } else if (typed == QLatin1String("w") || typed == QStringLiteral("ц")) {
        Q_EMIT closeRequested(now, false);
    } else if (typed == QLatin1String("l") || typed == QStringLiteral("д")) {
        Q_EMIT closeRequested(now, true);
    } else {
        return false;
    }
    return true;
}

/// While a tile is carried the pointer belongs to it.
bool TileList::viewportEvent(QEvent* event) {
    if (carrying_ && event->type() == QEvent::ToolTip) return true;
    return QListView::viewportEvent(event);
}

void TileList::contextMenuEvent(QContextMenuEvent* event) {
    const QPersistentModelIndex index = indexAt(event->pos());
    if (!index.isValid()) return;
    setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(ui::icon(QStringLiteral("external-link")), tr("Open card"), this,
                    [this, index] { Q_EMIT opened(index); });
    menu->addAction(ui::icon(QStringLiteral("columns-3")), tr("Move to…") + QStringLiteral("\tM"), this,
                    [this, index] { Q_EMIT moveRequested(index); });
    menu->addAction(ui::icon(QStringLiteral("arrow-right")), tr("To the next column") + QStringLiteral("\tCtrl+→"),
                    this, [this] { Q_EMIT sidewaysPressed(1, true); });
    menu->addAction(ui::icon(QStringLiteral("arrow-left")), tr("To the previous column") + QStringLiteral("\tCtrl+←"),
                    this, [this] { Q_EMIT sidewaysPressed(-1, true); });
    menu->addSeparator();
    menu->addAction(ui::icon(QStringLiteral("trash-2"), ui::IconTone::Danger), tr("Delete"), this,
                    [this, index] { Q_EMIT removeRequested(index); });
    menu->popup(event->globalPos());
}

BoardColumnView::BoardColumnView(model::BoardColumn& column, const schema::Entity& entity,
                                 const model::BoardModel& board, QWidget* parent)
    : QWidget(parent), column_(&column) {
    setFixedWidth(ui::metrics::kTileWidth);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 10, 0, 4);
    whole->setSpacing(0);
    buildHead(whole);
    empty_ = ui::label(tr("No cards"), ui::TextStyle::Caption, ui::Tone::Muted, this);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMinimumHeight(40);
    whole->addWidget(empty_);
    buildTiles(entity, board);
    whole->addWidget(tiles_, 1);
    connect(&column, &model::BoardColumn::headerChanged, this, &BoardColumnView::refreshHead);
    connect(&column, &QAbstractItemModel::rowsInserted, this, &BoardColumnView::refreshHead);
    connect(&column, &QAbstractItemModel::rowsRemoved, this, &BoardColumnView::refreshHead);
    connect(&column, &QAbstractItemModel::modelReset, this, &BoardColumnView::refreshHead);
    refreshHead();
}

void BoardColumnView::buildHead(QVBoxLayout* whole) {
    auto* head = new QHBoxLayout;
    head->setContentsMargins(28, 0, 12, 0);
    head->setSpacing(8);
    title_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Normal, this);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    count_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, this);
    head->addWidget(title_, 1);
    head->addWidget(count_);
    whole->addLayout(head);
    sum_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this);
    sum_->setContentsMargins(28, 2, 12, 0);
    sum_->setMinimumHeight(18);
    whole->addWidget(sum_);
    whole->addSpacing(8);
}

void BoardColumnView::buildTiles(const schema::Entity& entity, const model::BoardModel& board) {
    tiles_ = new TileList(this);
    tiles_->setProperty("slim", true);
    delegate_ = new TileDelegate(entity, board, tiles_);
    tiles_->setItemDelegate(delegate_);
    tiles_->setModel(column_);
    tiles_->setUniformItemSizes(true);
    tiles_->setFrameShape(QFrame::NoFrame);
    tiles_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tiles_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tiles_->setMouseTracking(true);
    tiles_->setDragEnabled(false);
    tiles_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tiles_->viewport()->setAutoFillBackground(false);
}

void BoardColumnView::setNarrow(bool narrow) {
    narrow_ = narrow;
    setFixedWidth(narrow ? kNarrow : ui::metrics::kTileWidth);
    for (QWidget* part : std::initializer_list<QWidget*>{title_, count_, sum_, tiles_}) part->setVisible(!narrow);
    setCursor(narrow ? Qt::PointingHandCursor : Qt::ArrowCursor);
    refreshHead();
}

/// What the stage is for, how long one may stand there and how likely success is.
QString BoardColumnView::stageWords() const {
    const model::BoardStage& stage = column_->stage();
    QStringList facts;
    if (stage.norm) facts << tr("Norm: up to %Ln working day(s)", "", static_cast<int>(*stage.norm));
    if (const auto* likely = std::get_if<Decimal>(&stage.probability))
        facts << tr("Probability: %1 %").arg(toQt(likely->text()));
    if (!stage.role.isEmpty()) facts << tr("Responsible: %1").arg(stage.role);
    QString words = QStringLiteral("<b>%1</b>").arg(stage.title.toHtmlEscaped());
    if (!stage.description.isEmpty()) words += QStringLiteral("<p>%1</p>").arg(stage.description.toHtmlEscaped());
    for (const QString& fact : facts) words += QStringLiteral("<div>%1</div>").arg(fact.toHtmlEscaped());
    return words;
}

void BoardColumnView::refreshHead() {
    if (!column_) return;
    const QString title = column_->title().isEmpty() ? tr("Without") : column_->title();
    title_->setText(QFontMetrics(title_->font()).elidedText(title, Qt::ElideRight, 170));
    count_->setText(column_->isCounted() ? QLocale().toString(column_->count()) : QString());
    sum_->setText(column_->sumText());
    empty_->setVisible(column_->rowCount() == 0 && column_->isCounted() && !narrow_);
    tiles_->setAccessibleName(title);
    const QString words = stageWords();
    for (QWidget* part : std::initializer_list<QWidget*>{title_, count_, sum_}) part->setToolTip(words);
    setToolTip(narrow_ ? words + QStringLiteral("<div>%1</div>").arg(tr("Click to open the column")) : QString());
    update();
}

void BoardColumnView::mouseReleaseEvent(QMouseEvent* event) {
    QWidget::mouseReleaseEvent(event);
    const bool head = narrow_ || event->position().y() < tiles_->y();
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && head) Q_EMIT headClicked();
}

void BoardColumnView::setTarget(bool target) {
    if (target_ == target) return;
    target_ = target;
    update();
}

void BoardColumnView::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(target_ ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(target_ ? t.accentSoft : t.sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    if (!column_) return;
    if (narrow_) return paintNarrow(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::chipColors(column_->colorName(), t).dot);
    painter.drawEllipse(QRectF(12, title_->y() + title_->height() / 2.0 - 4, 8, 8));
    if (target_) {
        painter.setBrush(t.accent);
        painter.drawRoundedRect(QRectF(12, tiles_->y() - 5, width() - 24, 3), 1.5, 1.5);
    }
}

/// The dot, the count, and the name from below to above.
void BoardColumnView::paintNarrow(QPainter& painter) const {
    const ui::Tokens& t = ui::tokens();
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::chipColors(column_->colorName(), t).dot);
    painter.drawEllipse(QRectF(width() / 2.0 - 4, 18, 8, 8));
    const QString count = column_->isCounted() ? QLocale().toString(column_->count()) : QString();
    ui::lineFace(ui::LineStyle::Caption)
        .paint(&painter, QRect(0, 34, width(), 18), Qt::AlignHCenter, count, t.secondary);
    painter.save();
    painter.translate(width() / 2.0 + 10, 60);
    painter.rotate(90);
    ui::lineFace(ui::LineStyle::BodyStrong)
        .paint(&painter, QRect(0, 0, std::max(0, height() - 76), 20), Qt::AlignLeft, column_->title(), t.text);
    painter.restore();
}

}  // namespace kupets::view
