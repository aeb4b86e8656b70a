#include "client/view/actions_page.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/actions_look.h"
#include "client/view/words.h"

namespace kupets::view {

using command::Listener;
using command::Place;

const QString ActionsPage::kAddress = QStringLiteral("my/actions");

namespace {
constexpr int kMostWidth = 980;

bool isRefusal(const Error& error) {
    return error.code == ErrorCode::ChangedSince || error.code == ErrorCode::Conflict;
}
}  // namespace

void ActionsList::keyPressEvent(QKeyEvent* event) {
    const int row = currentIndex().row();
    if (row >= 0) switch (event->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter:
                return Q_EMIT opened(row);
            case Qt::Key_Space:
                return Q_EMIT unfolded(row);
            case Qt::Key_Backspace:
                if (event->modifiers() & Qt::ControlModifier) return Q_EMIT doPressed(row);
                break;
            default:
                break;
        }
    QListView::keyPressEvent(event);
}

bool ActionsList::isOnDo(const QPoint& at) const {
    const QModelIndex index = indexAt(at);
    const auto* look = qobject_cast<const ActionsLook*>(itemDelegate());
    return index.isValid() && look && look->doPlace(visualRect(index), index.row()).contains(at);
}

void ActionsList::mouseReleaseEvent(QMouseEvent* event) {
    QListView::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    if (!index.isValid() || event->button() != Qt::LeftButton) return;
    if (isOnDo(at))
        Q_EMIT doPressed(index.row());
    else
        Q_EMIT unfolded(index.row());
}

void ActionsList::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && !isOnDo(event->position().toPoint())) Q_EMIT opened(index.row());
}

void ActionsList::mouseMoveEvent(QMouseEvent* event) {
    viewport()->setCursor(isOnDo(event->position().toPoint()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QListView::mouseMoveEvent(event);
}

ActionsPage::ActionsPage(Host& host, QWidget* parent)
    : Page(parent), host_(host), model_(new command::MyActions(host.context(), this)) {
    setProperty("surface", "canvas");
    setAccessibleName(title());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QWidget(this);
    header->setFixedHeight(56);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, header));
    row->addStretch(1);
    row->addWidget(ui::label(tr("Space shows what was changed, Enter opens the record, Ctrl+Backspace undoes"),
                             ui::TextStyle::Caption, ui::Tone::Muted, header));
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));

    auto* body = new QWidget(this);
    auto* inner = new QVBoxLayout(body);
    inner->setContentsMargins(4, 8, 4, 0);
    refusal_ = new ui::Banner(QStringLiteral("warning"), body);
    openRefused_ = refusal_->addAction(tr("Open the record"));
    connect(openRefused_, &QPushButton::clicked, this, [this] {
        if (refused_) host_.openRecord(*refused_);
    });
    refusal_->hide();
    auto* banner = new QHBoxLayout;
    banner->setContentsMargins(12, 0, 12, 0);
    banner->addWidget(refusal_);
    inner->addLayout(banner);
    auto* place = new QWidget(body);
    place->setMaximumWidth(kMostWidth);
    stack_ = new QStackedLayout(place);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, place));
    list_ = new ActionsList(place);
    list_->setAccessibleName(title());
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMouseTracking(true);
    list_->setUniformItemSizes(false);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setResizeMode(QListView::Adjust);
    look_ = new ActionsLook(host.context(), *model_, list_);
    list_->setItemDelegate(look_);
    list_->setModel(model_);
    stack_->addWidget(list_);
    empty_ = new ui::EmptyState(place);
    stack_->addWidget(empty_);
    inner->addWidget(place, 1);
    column->addWidget(body, 1);

    connect(list_, &ActionsList::opened, this, &ActionsPage::openRecordOf);
    connect(list_, &ActionsList::unfolded, this, &ActionsPage::unfold);
    connect(list_, &ActionsList::doPressed, this, &ActionsPage::turn);
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        failed_ = false;
        model_->refresh();
        refresh();
    });
    connect(model_, &command::MyActions::answered, this, [this] {
        failed_ = false;
        refresh();
    });
    connect(model_, &command::MyActions::failed, this, [this](const Error& error) {
        failure_ = error;
        failed_ = true;
        refresh();
    });
    connect(&host.commands(), &command::Commands::stackChanged, model_, &command::MyActions::refreshSoon);
    model_->refresh();
    refresh();
}

QString ActionsPage::title() const { return tr("My actions"); }

void ActionsPage::refresh() {
    // With nothing to walk the page itself keeps the focus, so that it is not lost.
    setFocusPolicy(model_->rowCount() > 0 ? Qt::NoFocus : Qt::StrongFocus);
    if (model_->rowCount() > 0) {
        stack_->setCurrentWidget(list_);
        if (hasFocus()) list_->setFocus();
        if (!list_->selectionModel()->hasSelection())
            list_->selectionModel()->setCurrentIndex(model_->index(std::max(0, list_->currentIndex().row())),
                                                     QItemSelectionModel::ClearAndSelect);
    } else if (failed_) {
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not load the list"),
                           wordsOf(host_.context(), failure_), tr("Try again"));
        stack_->setCurrentWidget(empty_);
    } else if (model_->isAnswered()) {
        empty_->setContent(QStringLiteral("history"), tr("Nothing done yet"),
                           tr("What you change, create and delete stands here and can be undone, also days later."),
                           {});
        stack_->setCurrentWidget(empty_);
    } else {
        stack_->setCurrentIndex(0);
    }
}

void ActionsPage::shown() {
    model_->refreshSoon();
    if (list_->isVisible())
        list_->setFocus();
    else
        setFocus();
}

QString ActionsPage::refusalText() const { return refusal_->isHidden() ? QString() : refusal_->text(); }

void ActionsPage::unfold(int row) {
    if (row < 0 || row >= model_->rowCount()) return;
    look_->setUnfolded(row, !look_->isUnfolded(row));
    Q_EMIT look_->sizeHintChanged(model_->index(row));
    list_->scrollTo(model_->index(row));
}

void ActionsPage::turn(int row) {
    if (row < 0 || row >= model_->rowCount()) return;
    const command::MyActions::Entry entry = model_->entry(row);
    if (entry.next.isNil()) return;
    refusal_->hide();
    host_.commands().undoChangeSet(entry.next, entry.words, this, [this, entry](Result<v1::UndoReply> reply) {
        model_->refreshSoon();
        if (!reply) return showRefusal(reply.error());
        host_.toast(ui::ToastHost::Kind::Done,
                    (entry.undone ? tr("Done again: %1") : tr("Undone: %1")).arg(entry.words));
    });
}

void ActionsPage::showRefusal(const Error& error) {
    if (!isRefusal(error)) return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error));
    command::explainRefusal(error, host_.context(), this, [this](const command::Refusal& refusal) {
        refused_ = refusal.record;
        openRefused_->setVisible(refused_.has_value());
        refusal_->setText(refusal.text);
        refusal_->show();
    });
}

void ActionsPage::openRecordOf(int row) {
    if (row < 0 || row >= model_->rowCount()) return;
    const v1::ChangeSet& act = model_->entry(row).act;
    if (act.records().empty()) return;
    if (const auto id = Uuid::fromBytes(act.records(0).id())) host_.openRecord({act.records(0).entity(), *id});
}

command::Actions ActionsPage::list(ActionsPage* self) {
    const auto hasRow = [self] { return self->list_->currentIndex().isValid(); };
    return {
        {.id = QStringLiteral("actions.open"),
         .text = tr("Open the record"),
         .iconName = QStringLiteral("external-link"),
         .keys = {Qt::Key_Return},
         .place = Place::Actions,
         .listener = Listener::Widget,
         .enabled = hasRow,
         .run = [self] { self->openRecordOf(self->list_->currentIndex().row()); }},
        {.id = QStringLiteral("actions.unfold"),
         .text = tr("Show what was changed"),
         .iconName = QStringLiteral("list"),
         .keys = {Qt::Key_Space},
         .place = Place::Actions,
         .listener = Listener::Widget,
         .enabled = hasRow,
         .run = [self] { self->unfold(self->list_->currentIndex().row()); }},
        {.id = QStringLiteral("actions.turn"),
         .text = tr("Undo this, or do it again"),
         .iconName = QStringLiteral("undo-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Backspace)},
         .place = Place::Actions,
         .listener = Listener::Widget,
         .enabled = hasRow,
         .run = [self] { self->turn(self->list_->currentIndex().row()); }},
        {.id = QStringLiteral("actions.refresh"),
         .text = tr("Refresh"),
         .iconName = QStringLiteral("refresh-cw"),
         .keys = {Qt::Key_F5},
         .place = Place::Actions,
         .run = [self] { self->model_->refresh(); }},
    };
}

}  // namespace kupets::view
