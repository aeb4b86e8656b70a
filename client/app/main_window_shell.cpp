// What stands in the window once somebody is in, and its keys, menus and commands.
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>

#include "client/app/main_window.h"
#include "client/app/navigation.h"
#include "client/app/page_stack.h"
#include "client/app/top_bar.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/ui/icon.h"
#include "client/view/login_page.h"
#include "client/view/words.h"

namespace kupets::app {

void MainWindow::buildShell() {
    shell_ = new QWidget(stack_);
    auto* across = new QHBoxLayout(shell_);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    navigation_ = new Navigation(shell_);
    navigation_->setFolded(settings().value(QStringLiteral("window/folded")).toBool());
    across->addWidget(navigation_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    bar_ = new TopBar(*parts_.context.connection, shell_);
    column->addWidget(bar_);
    pages_ = new PageStack(*this, shell_);
    column->addWidget(pages_, 1);
    across->addLayout(column, 1);
    stack_->addWidget(shell_);
    search_ = new view::SearchPopup(*this, this);

    connect(navigation_, &Navigation::chosen, this, &MainWindow::openEntity);
    connect(navigation_, &Navigation::foldedChanged, this,
            [this](bool folded) { settings().setValue(QStringLiteral("window/folded"), folded); });
    connect(bar_, &TopBar::backRequested, pages_, &PageStack::back);
    connect(bar_, &TopBar::forwardRequested, pages_, &PageStack::forward);
    connect(bar_, &TopBar::searchRequested, this, &MainWindow::openSearch);
    connect(bar_, &TopBar::userMenuRequested, this, &MainWindow::openUserMenu);
    connect(pages_, &PageStack::currentPageChanged, this, [this] {
        bar_->setHistory(pages_->canGoBack(), pages_->canGoForward());
        navigation_->setCurrent(entityOfAddress(pages_->currentAddress()));
        refreshTitle();
    });
    bar_->setHistory(false, false);
}

void MainWindow::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto act) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, [this, act] {
            if (isInside()) act();
        });
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openSearch(); });
    add(QKeySequence::Undo, [this] { undo(); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { redo(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Y), [this] { redo(); });
    add(QKeySequence(Qt::ALT | Qt::Key_Left), [this] { pages_->back(); });
    add(QKeySequence(Qt::ALT | Qt::Key_Right), [this] { pages_->forward(); });
    for (int i = 0; i < 9; ++i)
        add(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)), [this, i] {
            const auto& items = navigation_->items();
            if (i < static_cast<int>(items.size())) openEntity(items[static_cast<std::size_t>(i)].first);
        });
}

void MainWindow::openSearch() {
    if (!isInside()) return;
    search_->setCommands(paletteCommands());
    search_->open();
}

std::vector<view::PaletteCommand> MainWindow::paletteCommands() {
    std::vector<view::PaletteCommand> commands;
    const schema::SnapshotPtr snapshot = parts_.context.schema->snapshot();
    int place = 0;
    for (const auto& [entityName, item] : navigation_->items()) {
        const schema::Entity* entity = snapshot->entity(entityName);
        if (!entity) continue;
        const QString shortcut = ++place <= 9 ? QStringLiteral("Alt+%1").arg(place) : QString();
        const QString plural = data::say(parts_.context.language, entity->def().plural());
        const QString icon = view::iconOf(*entity);
        commands.push_back(
            {tr("Go to: %1").arg(plural), icon, shortcut, [this, name = entityName] { openEntity(name); }});
        if (entity->def().has_board())
            commands.push_back(
                {tr("Board: %1").arg(plural), QStringLiteral("square-kanban"), {}, [this, name = entityName] {
                     openBoard(name);
                 }});
    }
    for (const auto& [entityName, item] : navigation_->items()) {
        const schema::Entity* entity = snapshot->entity(entityName);
        if (!entity) continue;
        commands.push_back({tr("New: %1").arg(data::say(parts_.context.language, entity->def().label())),
                            QStringLiteral("plus"),
                            {},
                            [this, name = entityName] { openNew(name); }});
    }
    if (parts_.commands->canUndo())
        commands.push_back({tr("Undo: %1").arg(parts_.commands->undoText()), QStringLiteral("undo-2"),
                            QStringLiteral("Ctrl+Z"), [this] { undo(); }});
    if (parts_.commands->canRedo())
        commands.push_back({tr("Redo: %1").arg(parts_.commands->redoText()), QStringLiteral("redo-2"),
                            QStringLiteral("Ctrl+Shift+Z"), [this] { redo(); }});
    commands.push_back(
        {tr("Light theme"), QStringLiteral("sun"), {}, [this] { chooseAppearance(ui::Appearance::Light); }});
    commands.push_back(
        {tr("Dark theme"), QStringLiteral("moon"), {}, [this] { chooseAppearance(ui::Appearance::Dark); }});
    commands.push_back({tr("Theme of the system"), QStringLiteral("monitor"), {}, [this] {
                            chooseAppearance(ui::Appearance::System);
                        }});
    return commands;
}

void MainWindow::chooseAppearance(ui::Appearance appearance) {
    static constexpr const char* names[] = {"system", "light", "dark"};
    settings().setValue(QStringLiteral("window/theme"), QString::fromLatin1(names[static_cast<int>(appearance)]));
    parts_.theme->apply(appearance);
}

void MainWindow::openUserMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const net::SessionInfo& session = parts_.context.connection->session();
    QAction* who = menu->addAction(session.login + QStringLiteral("  ·  ") + session.server.text());
    who->setEnabled(false);
    menu->addSeparator();
    const auto undoName = parts_.commands->canUndo() ? tr("Undo: %1").arg(parts_.commands->undoText()) : tr("Undo");
    QAction* undoAction =
        menu->addAction(ui::icon(QStringLiteral("undo-2")), undoName.left(60), this, &MainWindow::undo);
    undoAction->setEnabled(parts_.commands->canUndo());
    QAction* redoAction = menu->addAction(ui::icon(QStringLiteral("redo-2")), tr("Redo"), this, &MainWindow::redo);
    redoAction->setEnabled(parts_.commands->canRedo());
    menu->addSeparator();
    const auto appearance = [&](const QString& text, const QString& iconName, ui::Appearance of) {
        QAction* action = menu->addAction(ui::icon(iconName), text, this, [this, of] { chooseAppearance(of); });
        action->setCheckable(true);
        action->setChecked(parts_.theme->appearance() == of);
    };
    appearance(tr("Light theme"), QStringLiteral("sun"), ui::Appearance::Light);
    appearance(tr("Dark theme"), QStringLiteral("moon"), ui::Appearance::Dark);
    appearance(tr("Theme of the system"), QStringLiteral("monitor"), ui::Appearance::System);
    menu->addSeparator();
    const auto language = [&](const QString& text, data::Language of) {
        QAction* action = menu->addAction(ui::icon(QStringLiteral("languages")), text, this, [this, of] {
            if (of != parts_.context.language) Q_EMIT languageChosen(of);
        });
        action->setCheckable(true);
        action->setChecked(parts_.context.language == of);
    };
    language(QStringLiteral("Русский"), data::Language::Russian);
    language(QStringLiteral("English"), data::Language::English);
    menu->addSeparator();
    menu->addAction(ui::icon(QStringLiteral("log-out")), tr("Log out"), this, &MainWindow::logOut);
    const QAbstractButton* button = bar_->userButton();
    menu->popup(button->mapToGlobal(QPoint(button->width() - menu->sizeHint().width(), button->height() + 4)));
}

void MainWindow::logOut() {
    parts_.context.connection->logout();
    parts_.commands->clear();
    leave({});
}

void MainWindow::askBeforeClosing() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Close Kupets?"),
                                pages_->dirtyPages() > 0
                                    ? tr("There are cards with unsaved changes. They will be lost.")
                                    : tr("Some changes have not reached the server yet. They will be lost."),
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
