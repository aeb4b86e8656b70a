// The parts of a card and where they stand: tabs of the form, the tree, the chronology where there is no room beside;
// and what the head of the card does.
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include "client/ui/widgets.h"
#include "client/view/card_actions.h"
#include "client/view/card_figures.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/card_page.h"
#include "client/view/chronology_panel.h"
#include "client/view/company_tree.h"
#include "client/view/related_lists.h"
#include "client/view/words.h"
#include "kupets/v1/personal.pb.h"

namespace kupets::view {

void CardPage::buildTabs() {
    tabBar_->setDrawBase(false);
    tabBar_->setExpanding(false);
    tabBar_->setUsesScrollButtons(true);
    tabBar_->setElideMode(Qt::ElideNone);
    tabBar_->setAccessibleName(tr("Parts of the card"));
    tabBar_->setCursor(Qt::PointingHandCursor);
    for (const QString& name : form_->tabs()) tabBar_->addTab(name);
    hasTree_ = CompanyTree::hasAny(*entity_);
    connect(tabBar_, &QTabBar::currentChanged, this, &CardPage::showTab);
    connect(form_, &CardForm::tabShown, tabBar_, &QTabBar::setCurrentIndex);
    tabBar_->setVisible(tabBar_->count() > 1);
}

/// The parts that stand beside the form: each at home on a tab, the chronology only where there is no room for it.
void CardPage::arrangeParts() {
    const bool exists = draft_ && !draft_->isNew();
    const int forms = static_cast<int>(form_->tabs().size());
    wasRoomy_ = width() >= kRoomForChronology;
    {
        const QSignalBlocker quiet(tabBar_);
        while (tabBar_->count() > forms) tabBar_->removeTab(tabBar_->count() - 1);
        if (exists && hasTree_) tabBar_->addTab(tr("Structure"));
        if (exists && width() < kRoomForChronology) tabBar_->addTab(tr("Chronology"));
        tabBar_->setVisible(tabBar_->count() > 1);
        shownTab_ = std::clamp(shownTab_, 0, tabBar_->count() - 1);
        tabBar_->setCurrentIndex(shownTab_);
    }
    showTab(shownTab_);
}

void CardPage::showTab(int tab) {
    shownTab_ = std::max(0, tab);
    const bool exists = draft_ && !draft_->isNew();
    const bool roomy = width() >= kRoomForChronology;
    const int forms = static_cast<int>(form_->tabs().size());
    const bool onTree = exists && hasTree_ && shownTab_ == forms;
    const bool onChronology = exists && !roomy && !onTree && shownTab_ >= forms;
    if (onTree && !tree_) {
        QWidget* inner = content_->parentWidget();
        tree_ = new CompanyTree(host_, *entity_, inner);
        static_cast<QVBoxLayout*>(inner->layout())->insertWidget(1, tree_);
        tree_->setRecord(key_);
    }
    if (tree_) tree_->setVisible(onTree);
    form_->setVisible(!onTree);
    if (shownTab_ < forms) form_->showTab(shownTab_);
    related_->setVisible(exists && shownTab_ == 0 && !related_->isEmpty());
    if (onChronology && across_->indexOf(chronology_) >= 0) {
        chronology_->setMinimumWidth(0);
        chronology_->setMaximumWidth(QWIDGETSIZE_MAX);
        left_->insertWidget(left_->indexOf(stack_) + 1, chronology_, 1);
    } else if (!onChronology && across_->indexOf(chronology_) < 0) {
        across_->addWidget(chronology_);
        chronology_->setFixedWidth(kChronologyWidth);
    }
    stack_->setVisible(!onChronology);
    chronology_->setVisible(exists && (roomy || onChronology));
}

void CardPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool roomy = width() >= kRoomForChronology;
    if (!chronology_ || !draft_ || roomy == wasRoomy_) return;
    wasRoomy_ = roomy;
    arrangeParts();
}

// ---- favourites

void CardPage::askFavourite() {
    v1::FavouritesRequest request;
    request.set_entity(key_.entity);
    const auto take = [this](const Result<v1::FavouritesReply>& reply) {
        if (!reply) return;
        const std::string own(key_.id.view());
        starred_ =
            std::ranges::any_of(reply->favourites(), [&own](const v1::Favourite& each) { return each.id() == own; });
        showStar();
    };
    favouriteCall_ =
        host_.context().connection->call<v1::FavouritesReply>(v1::METHOD_PERSONAL_FAVOURITES, request, this, take);
    connect(host_.context().connection, &net::Connection::favouriteChanged, this, &CardPage::takeFavourite,
            Qt::UniqueConnection);
}

void CardPage::takeFavourite(const v1::FavouriteEvent& event) {
    if (event.entity() != key_.entity || event.id() != key_.id.view() || event.favourite() == starred_) return;
    starred_ = event.favourite();
    showStar();
}

void CardPage::toggleFavourite() {
    if (!draft_ || draft_->isNew()) return showStar();
    favouriteCall_.cancel();
    starred_ = !starred_;
    showStar();
    v1::SetFavouriteRequest request;
    request.set_entity(key_.entity);
    request.set_id(std::string(key_.id.view()));
    request.set_favourite(starred_);
    const auto done = [this](const Result<v1::SetFavouriteReply>& reply) {
        if (reply) return;
        starred_ = !starred_;
        showStar();
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), key_.entity));
    };
    favouriteCall_ =
        host_.context().connection->call<v1::SetFavouriteReply>(v1::METHOD_PERSONAL_SET_FAVOURITE, request, this, done);
}

void CardPage::showStar() {
    star_->setChecked(starred_);
    star_->setIcon(ui::icon(QStringLiteral("star"), starred_ ? ui::IconTone::Accent : ui::IconTone::Normal));
    const QString words = starred_ ? tr("Remove from favourites") : tr("Add to favourites");
    star_->setAccessibleName(words);
    star_->setToolTip(words + QStringLiteral("  Ctrl+D"));
}

// ---- the list one came from

void CardPage::walk(int rows) {
    const auto next = host_.neighbour(key_, rows);
    if (next) return host_.replaceRecord(*next);
    host_.toast(ui::ToastHost::Kind::Info,
                rows < 0 ? tr("This is the first in the list") : tr("This is the last in the list"));
}

// ---- files

void CardPage::chooseFiles() {
    auto* dialog = new QFileDialog(window(), tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, files_, &CardFiles::takeFiles);
    dialog->open();
}

void CardPage::paste() {
    const QMimeData* held = QApplication::clipboard()->mimeData();
    if (held && draft_ && !draft_->isNew() && !gone_) files_->take(*held);
}

void CardPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!draft_ || draft_->isNew() || gone_ || !files_->canTake(*event->mimeData())) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void CardPage::dropEvent(QDropEvent* event) {
    if (files_->take(*event->mimeData())) event->acceptProposedAction();
}

void CardPage::showSending() {
    sending_->setText(files_->progress());
    sending_->setVisible(files_->isBusy());
}

// ---- what else can be done

void CardPage::act(const std::string& action) {
    if (!draft_ || isFormDirty())
        return host_.toast(ui::ToastHost::Kind::Info, tr("Save or give up the changes first"));
    runAction(host_, *draft_, action, this, [] {});
}

}  // namespace kupets::view
