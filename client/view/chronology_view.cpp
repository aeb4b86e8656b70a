#include "client/view/chronology_view.h"

#include <QAbstractItemDelegate>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QFileInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QToolTip>
#include <QUrl>

#include "client/data/file_transfer.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"
#include "client/view/image_viewer.h"
#include "client/view/looked_at.h"
#include "client/view/rules/why_dialog.h"
#include "client/view/split_dialog.h"
#include "client/view/thumbnails.h"
#include "client/view/words.h"

namespace kupets::view {

using Part = ChronologyLook::Part;
using model::ChronologyModel;

namespace {
constexpr int kMostLooks = 300;
}

class ChronologyView::Delegate final : public QAbstractItemDelegate {
public:
    explicit Delegate(ChronologyView& view) : QAbstractItemDelegate(&view), view_(view) {}
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, view_.heightOf(index.row())};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        ChronologyLook::State state;
        state.hovered = view_.hovered_ == index;
        state.part = state.hovered ? view_.part_ : Part::None;
        state.focused = view_.byKeyboard_ && view_.hasFocus() && view_.currentIndex() == index;
        const QModelIndex next = index.siblingAtRow(index.row() + 1);
        state.goesOn = next.isValid() && next.data(ChronologyModel::DayRole).toString().isEmpty();
        const ChronologyLook& look = view_.lookOf(index.row());
        if (const model::ChronologyEntry& entry = *look.given().entry; look.given().picture)
            state.picture = view_.thumbnails_->of(entry.file, entry.fileName, view_.devicePixelRatioF());
        look.paint(painter, option.rect.topLeft(), state);
    }

private:
    ChronologyView& view_;
};

ChronologyView::ChronologyView(Host& host, ChronologyModel& chronology, QWidget* parent)
    : QListView(parent), host_(host), chronology_(chronology), looks_(kMostLooks) {
    setProperty("slim", true);
    setAccessibleName(tr("Chronology"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setSingleStep(24);
    setItemDelegate(new Delegate(*this));
    thumbnails_ = new Thumbnails(host_.context(), ChronologyLook::kPicture, this);
    connect(thumbnails_, &Thumbnails::settled, this, [this](bool there) {
        if (!there) scheduleDelayedItemsLayout();  // it needs no room
        viewport()->update();
    });
    for (const auto signal : {&QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved})
        connect(&chronology_, signal, this, &ChronologyView::keepPlace);
    setModel(&chronology_);
    connect(&chronology_, &QAbstractItemModel::dataChanged, this, [this] { scheduleDelayedItemsLayout(); });
    connect(&chronology_, &ChronologyModel::loadingChanged, this, &ChronologyView::readOn, Qt::QueuedConnection);
}

ChronologyLook::Given ChronologyView::givenOf(int row) const {
    const QModelIndex index = chronology_.index(row);
    ChronologyLook::Given given;
    given.entry = chronology_.entryAt(row);
    given.day = index.data(ChronologyModel::DayRole).toString();
    given.when = index.data(ChronologyModel::MomentTextRole).toString();
    given.overdue = index.data(ChronologyModel::OverdueRole).toBool();
    given.expanded = expanded_.contains(given.entry->identity);
    given.picture = thumbnails_->isPicture(given.entry->file, given.entry->fileName);
    // Texts are not wrapped anew when the scroll bar comes.
    given.width = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
    return given;
}

const ChronologyLook& ChronologyView::lookOf(int row) const {
    ChronologyLook::Given given = givenOf(row);
    const QString key = QString::fromLatin1(QByteArray::fromStdString(given.entry->identity).toHex());
    if (const ChronologyLook* known = looks_.object(key); known && known->given() == given) return *known;
    auto* made = new ChronologyLook(std::move(given));
    looks_.insert(key, made);
    return *made;
}

int ChronologyView::heightOf(int row) const {
    ChronologyLook::Given given = givenOf(row);
    Height& known = heights_[given.entry->identity];
    if (known.height > 0 && known.of == given) return known.height;
    known.height = lookOf(row).height();
    known.of = std::move(given);
    return known.height;
}

QRect ChronologyView::placeOf(int row, Part part) const {
    return lookOf(row).rectOf(part).translated(visualRect(chronology_.index(row)).topLeft());
}

void ChronologyView::forgetLooks() {
    looks_.clear();
    heights_.clear();
    viewport()->update();
}

bool ChronologyView::isAtTop() const { return verticalScrollBar()->value() <= 0; }

void ChronologyView::goToTop() {
    anchor_ = QPersistentModelIndex();
    verticalScrollBar()->setValue(0);
}

/// Before rows come or go: what is read now is to stay where it is.
void ChronologyView::keepPlace() {
    if (anchor_.isValid() || (isAtTop() && chronology_.isAtNewest())) return;
    const QModelIndex first = indexAt(QPoint(1, 1));
    if (!first.isValid()) return;
    anchor_ = first;
    anchorTop_ = visualRect(first).top();
}

void ChronologyView::doItemsLayout() {
    const QPersistentModelIndex anchor = std::exchange(anchor_, QPersistentModelIndex());
    QListView::doItemsLayout();
    if (!anchor.isValid()) return;
    const int moved = visualRect(anchor).top() - anchorTop_;
    if (moved != 0) verticalScrollBar()->setValue(verticalScrollBar()->value() + moved);
}

/// Pages are asked for before the last line is reached.
void ChronologyView::readOn() {
    const QScrollBar* bar = verticalScrollBar();
    const int screen = viewport()->height();
    if (!isVisible() || screen == 0) return;
    if (bar->maximum() - bar->value() < 2 * screen && chronology_.canFetchMore({})) chronology_.fetchMore({});
    if (bar->value() < screen && chronology_.canFetchNewer()) chronology_.fetchNewer();
}

void ChronologyView::scrollContentsBy(int dx, int dy) {
    QListView::scrollContentsBy(dx, dy);
    if (dy == 0) return;
    readOn();
    Q_EMIT scrolled();
}

void ChronologyView::resizeEvent(QResizeEvent* event) {
    if (event->size().width() != event->oldSize().width()) {
        keepPlace();
        scheduleDelayedItemsLayout();
    }
    QListView::resizeEvent(event);
    QMetaObject::invokeMethod(this, &ChronologyView::readOn, Qt::QueuedConnection);
}

Part ChronologyView::partAt(const QModelIndex& index, const QPoint& at) const {
    return index.isValid() ? lookOf(index.row()).partAt(at - visualRect(index).topLeft()) : Part::None;
}

void ChronologyView::setHovered(const QModelIndex& index, Part part) {
    if (hovered_ == index && part_ == part) return;
    const QPersistentModelIndex before = hovered_;
    hovered_ = index;
    part_ = part;
    for (const QPersistentModelIndex& touched : {before, hovered_})
        if (touched.isValid()) update(touched);
    const bool acts =
        part == Part::Action || part == Part::Title || part == Part::About || part == Part::File || part == Part::More;
    viewport()->setCursor(acts ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ChronologyView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    setHovered(index, partAt(index, at));
    QListView::mouseMoveEvent(event);
}

void ChronologyView::leaveEvent(QEvent* event) {
    setHovered({}, Part::None);
    QListView::leaveEvent(event);
}

void ChronologyView::mousePressEvent(QMouseEvent* event) {
    byKeyboard_ = false;
    pressed_ = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    QListView::mousePressEvent(event);
}

void ChronologyView::mouseReleaseEvent(QMouseEvent* event) {
    QListView::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    const bool click = event->button() == Qt::LeftButton && pressed_.isValid() && pressed_ == index;
    pressed_ = QModelIndex();
    if (click) act(index.row(), partAt(index, at));
}

void ChronologyView::act(int row, Part part) {
    switch (part) {
        case Part::Action:
            if (chronology_.entry(row).canFinish)
                chronology_.finish(row);
            else
                chronology_.undo(row);
            return;
        case Part::Title:
            return openEntry(row);
        case Part::File:
            return openFile(row);
        case Part::About:
            return host_.openRecord(chronology_.entry(row).about);
        case Part::More:
            return toggleExpanded(row);
        default:
            return;
    }
}

void ChronologyView::openEntry(int row) {
    if (!chronology_.entry(row).isChange()) host_.openRecord(chronology_.entry(row).key);
}

void ChronologyView::openFile(int row) {
    const model::ChronologyEntryPtr entry = chronology_.entryAt(row);
    const QString path = placeToLookAt(entry->file, entry->fileName);
    if (QFileInfo::exists(path)) {
        ImageViewer::open(path, this);
        return;
    }
    auto* download = new data::Download(*host_.context().connection, entry->file, path, this);
    connect(download, &data::Download::finished, this, [this, download](const QString& at) {
        ImageViewer::open(at, this);
        download->deleteLater();
    });
    connect(download, &data::Download::failed, this, [this, download](const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error));
        download->deleteLater();
    });
    download->start();
}

void ChronologyView::toggleExpanded(int row) {
    const std::string& identity = chronology_.entry(row).identity;
    if (expanded_.erase(identity) == 0) expanded_.insert(identity);
    keepPlace();
    scheduleDelayedItemsLayout();
}

void ChronologyView::copyEntry(int row) const {
    QApplication::clipboard()->setText(chronology_.index(row).data().toString());
}

void ChronologyView::focusInEvent(QFocusEvent* event) {
    byKeyboard_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QListView::focusInEvent(event);
    if (byKeyboard_ && !currentIndex().isValid() && chronology_.rowCount() > 0) setCurrentIndex(chronology_.index(0));
}

void ChronologyView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    for (const QModelIndex& index : {current, previous})
        if (index.isValid()) update(index);
}

void ChronologyView::keyPressEvent(QKeyEvent* event) {
    byKeyboard_ = true;
    const int row = currentIndex().row();
    if (row >= 0 && event->matches(QKeySequence::Copy)) return copyEntry(row);
    switch (row >= 0 ? event->key() : 0) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (chronology_.entry(row).isChange() || event->modifiers() & Qt::ShiftModifier) return toggleExpanded(row);
            return openEntry(row);
        case Qt::Key_Space:
            if (chronology_.entry(row).canFinish) chronology_.finish(row);
            return;
        default:
            QListView::keyPressEvent(event);
    }
}

void ChronologyView::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : QModelIndex(currentIndex());
    if (!index.isValid()) return;
    const QPersistentModelIndex at = index;
    const model::ChronologyEntryPtr entry = chronology_.entryAt(index.row());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char* icon, const QString& text, auto act) {
        menu->addAction(ui::icon(QLatin1String(icon)), text, this, [at, act] {
            if (at.isValid()) act(at.row());
        });
    };
    if (entry->canFinish) add("check", tr("Done"), [this](int row) { chronology_.finish(row); });
    if (!entry->isChange()) add("external-link", tr("Open card"), [this](int row) { openEntry(row); });
    if (!entry->file.isNil()) add("paperclip", tr("Open: %1").arg(entry->fileName), [this](int row) { openFile(row); });
    if (!entry->about.id.isNil())
        add("arrow-right", tr("Open: %1").arg(entry->aboutTitle), [this](int row) { act(row, Part::About); });
    add("copy", tr("Copy"), [this](int row) { copyEntry(row); });
    if (entry->isChange() && entry->moment)
        add("history", tr("The card as it was then"),
            [this](int row) { host_.openPast(chronology_.record(), chronology_.entry(row).moment->micros); });
    for (const model::ChronologyEntry::Member& member : entry->members)
        add("history", tr("The past of “%1”").arg(member.title),
            [this, key = member.key](int) { host_.openPast(key, 0); });
    if (entry->isChange())
        add("git-branch", tr("Why?"),
            [this](int row) { WhyDialog::openChange(host_, chronology_.entry(row).changeSet, window()); });
    else
        add("git-branch", tr("Why is it here?"),
            [this](int row) { WhyDialog::openRecord(host_, chronology_.entry(row).key, window()); });
    if (entry->isMerger && !entry->undone)
        add("git-branch", tr("Split…"), [this](int row) {
            (new SplitDialog(host_, chronology_.record(), chronology_.entry(row).changeSet, window()))->open();
        });
    if (entry->isChange() && !entry->undone) {
        menu->addSeparator();
        add("undo-2", tr("Take this change back"), [this](int row) { chronology_.undo(row); });
    }
    menu->popup(event->reason() == QContextMenuEvent::Mouse
                    ? event->globalPos()
                    : viewport()->mapToGlobal(visualRect(index).topLeft() + QPoint(40, 30)));
}

bool ChronologyView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QListView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    QString tip;
    if (index.isValid()) {
        const model::ChronologyEntry& entry = chronology_.entry(index.row());
        if (partAt(index, help->pos()) == Part::Action)
            tip = entry.canFinish ? tr("Done") : tr("Take this change back");
        else if (entry.moment)
            tip = data::displayMoment(*entry.moment, host_.context().language);
    }
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

}  // namespace kupets::view
