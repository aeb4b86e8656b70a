// What stands in the window once somebody is in, and its keys, menus and commands.
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

#include "client/app/main_window.h"
#include "client/app/navigation.h"
#include "client/app/offline_bar.h"
#include "client/app/page_stack.h"
#include "client/app/top_bar.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/ui/icon.h"
#include "client/view/action_keys.h"
#include "client/view/card_page.h"
#include "client/view/login_page.h"
#include "client/view/quick_task.h"
#include "client/view/recent_records.h"
#include "client/view/rules/rules_page.h"
#include "client/view/schema_page.h"
#include "client/view/words.h"

namespace kupets::app {
namespace {

/// What takes the focus first in a part of the window, the other parts inside it left out.
QWidget* firstFocus(QWidget* part, const std::vector<QWidget*>& others) {
    const auto isElsewhere = [&](const QWidget* widget) {
        return std::ranges::any_of(others, [&](const QWidget* other) {
            return other != part && part->isAncestorOf(other) && (widget == other || other->isAncestorOf(widget));
        });
    };
    if (QWidget* last = part->focusWidget(); last && last != part && last->isVisible() && !isElsewhere(last))
        return last;
    for (QWidget* widget = part->nextInFocusChain(); widget && widget != part; widget = widget->nextInFocusChain())
        if (part->isAncestorOf(widget) && widget->isVisible() && widget->isEnabled() &&
            (widget->focusPolicy() & Qt::TabFocus) && !isElsewhere(widget))
            return widget;
    return nullptr;
}

}  // namespace

void MainWindow::buildShell() {
    shell_ = new QWidget(stack_);
    auto* across = new QHBoxLayout(shell_);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    navigation_ = new Navigation(shell_);
    navigation_->setFolded(settings().value(QStringLiteral("window/folded")).toBool());
    QList<int> closed;
    for (const QString& section : settings().value(QStringLiteral("window/closedSections")).toStringList())
        closed << section.toInt();
    navigation_->setClosedSections(closed);
    connect(navigation_, &Navigation::sectionsChanged, this, [this] {
        QStringList numbers;
        for (const int section : navigation_->closedSections()) numbers << QString::number(section);
        settings().setValue(QStringLiteral("window/closedSections"), numbers);
    });
    across->addWidget(navigation_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    bar_ = new TopBar(*parts_.context.connection, shell_);
    column->addWidget(bar_);
    offline_ = new OfflineBar(*parts_.context.connection, *parts_.commands, shell_);
    column->addWidget(offline_);
    pages_ = new PageTabs(*this, shell_);
    column->addWidget(pages_, 1);
    across->addLayout(column, 1);
    stack_->addWidget(shell_);
    search_ = new view::SearchPopup(*this, this);
    recent_ = new view::RecentRecords(parts_.context, this);
    search_->setMemory(recent_);

    followNotices();
    connect(navigation_, &Navigation::chosen, this, &MainWindow::openEntity);
    connect(navigation_, &Navigation::foldedChanged, this,
            [this](bool folded) { settings().setValue(QStringLiteral("window/folded"), folded); });
    connect(bar_, &TopBar::backRequested, pages_, &PageTabs::back);
    connect(bar_, &TopBar::forwardRequested, pages_, &PageTabs::forward);
    connect(bar_, &TopBar::searchRequested, this, &MainWindow::openSearch);
    connect(navigation_, &Navigation::fieldsChosen, this,
            [this] { openFields(entityOfAddress(pages_->currentAddress())); });
    connect(navigation_, &Navigation::qualityChosen, this,
            [this] { openQuality(entityOfAddress(pages_->currentAddress())); });
    connect(navigation_, &Navigation::rulesChosen, this, [this] { pages_->open(view::RulesPage::kAddress); });
    connect(bar_, &TopBar::userMenuRequested, this, &MainWindow::openUserMenu);
    connect(pages_, &PageTabs::windowRequested, this, &MainWindow::windowRequested);
    connect(pages_, &PageTabs::currentPageChanged, this, [this] {
        Q_EMIT stateChanged();
        bar_->setHistory(pages_->canGoBack(), pages_->canGoForward());
        navigation_->setCurrent(entityOfAddress(pages_->currentAddress()));
        refreshTitle();
        rememberOpened();
    });
    bar_->setHistory(false, false);
    qApp->installEventFilter(this);
}

/// Only as it stands on the server: a title being typed is not one yet.
void MainWindow::rememberOpened() {
    const auto* card = qobject_cast<const view::CardPage*>(pages_->current());
    if (card && card->draft() && !card->draft()->isNew() && !card->isDirty())
        recent_->opened(card->key(), card->title());
}

view::QuickTask* MainWindow::newTask() {
    std::optional<view::QuickTask::About> about;
    if (const auto* card = qobject_cast<view::CardPage*>(pages_->current()))
        if (card->draft() && !card->draft()->isNew()) about = {card->key(), card->title()};
    auto* dialog = new view::QuickTask(*this, about, this);
    dialog->open();
    return dialog;
}

void MainWindow::openSearch() {
    if (!isInside()) return;
    search_->setActions(actions());
    search_->open();
}

/// F6 walks the navigation, the bar, the page and its chronology: each takes the focus where it had it last.
void MainWindow::focusNextPart() {
    std::vector<QWidget*> parts{navigation_, bar_};
    if (view::Page* page = pages_->current()) {
        parts.push_back(page);
        if (auto* side = page->findChild<QWidget*>(QStringLiteral("side")); side && side->isVisible())
            parts.push_back(side);
    }
    std::size_t now = parts.size() - 1;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i]->isAncestorOf(QApplication::focusWidget())) now = i;
    for (std::size_t step = 1; step <= parts.size(); ++step) {
        QWidget* part = parts[(now + step) % parts.size()];
        if (QWidget* first = firstFocus(part, parts)) return first->setFocus(Qt::TabFocusReason);
    }
}

void MainWindow::chooseAppearance(ui::Appearance appearance) {
    static constexpr const char* names[] = {"system", "light", "dark"};
    settings().setValue(QStringLiteral("window/theme"), QString::fromLatin1(names[static_cast<int>(appearance)]));
    // Every widget that is there is styled anew: those of pages that nobody sees would make it a second.
    if (pages_) pages_->forgetHidden();
    parts_.theme->apply(appearance);
}

void MainWindow::openUserMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const net::SessionInfo& session = parts_.context.connection->session();
    const bool administrator = view::SchemaPage::mayOpen(parts_.context);
    QAction* who = menu->addAction(session.login + QStringLiteral("  ·  ") + session.server.text());
    who->setEnabled(false);
    menu->addSeparator();
    const command::Actions all = actions();
    view::addToMenu(menu, all, QStringLiteral("undo"));
    view::addToMenu(menu, all, QStringLiteral("redo"));
    view::addToMenu(menu, all, QStringLiteral("my.actions"));
    menu->addSeparator();
    if (administrator) {
        view::addToMenu(menu, all, QStringLiteral("fields"));
        menu->addSeparator();
    }
    const auto choice = [&](const char* id, bool chosen) {
        QAction* action = view::addToMenu(menu, all, QString::fromLatin1(id));
        action->setCheckable(true);
        action->setChecked(chosen);
    };
    const ui::Appearance appearance = parts_.theme->appearance();
    choice("theme.light", appearance == ui::Appearance::Light);
    choice("theme.dark", appearance == ui::Appearance::Dark);
    choice("theme.system", appearance == ui::Appearance::System);
    menu->addSeparator();
    choice("language.ru", parts_.context.language == data::Language::Russian);
    choice("language.en", parts_.context.language == data::Language::English);
    menu->addSeparator();
    view::addToMenu(menu, all, QStringLiteral("keys"));
    view::addToMenu(menu, all, QStringLiteral("standards"));
    view::addToMenu(menu, all, QStringLiteral("logout"));
    view::addToMenu(menu, all, QStringLiteral("quit"));
    const QAbstractButton* button = bar_->userButton();
    menu->popup(button->mapToGlobal(QPoint(button->width() - menu->sizeHint().width(), button->height() + 4)));
}

void MainWindow::logOut() {
    parts_.context.connection->logout();
    parts_.commands->clear();
    leave({});
}

void MainWindow::askBeforeClosing() {
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("Close Kupets?"),
        pages_->dirtyPages() > 0
            ? tr("There are cards with unsaved changes. They are kept and offered when you are back.")
            : tr("Some changes have not reached the server yet. They are kept and sent at the next start."),
        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* stay = box->addButton(tr("Stay"), QMessageBox::RejectRole);
    QPushButton* leaveButton = box->addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
    box->setDefaultButton(stay);
    connect(leaveButton, &QPushButton::clicked, this, [this] {
        closing_ = true;
        close();
    });
    box->open();
}

}  // namespace kupets::app
