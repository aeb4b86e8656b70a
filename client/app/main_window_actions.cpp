// What one can do anywhere in the window; with what the current page adds it makes keys, menus, palette and the printed
// list.
#include <QApplication>
#include <QKeyEvent>

#include "client/app/main_window.h"
#include "client/app/navigation.h"
#include "client/app/page_stack.h"
#include "client/data/schema_mirror.h"
#include "client/view/action_keys.h"
#include "client/view/actions_page.h"
#include "client/view/quick_task.h"
#include "client/view/rules/rules_page.h"
#include "client/view/schema_page.h"
#include "client/view/shortcuts_page.h"
#include "client/view/standards_page.h"
#include "client/view/words.h"

namespace kupets::app {

using command::Action;
using command::Actions;

namespace {
constexpr int kMostPlaceKeys = 9;
}

Actions MainWindow::actions() {
    Actions all = ownActions();
    if (view::Page* page = shell_ ? pages_->current() : nullptr)
        for (Action& action : page->actions()) all.push_back(std::move(action));
    return all;
}

bool MainWindow::run(const QString& id) {
    const Actions all = actions();
    const Action* found = command::findAction(all, id);
    if (!found || !found->run || !found->isEnabled()) return false;
    found->run();
    return true;
}

/// Ctrl+K would delete letters in a line of text: what holds everywhere, holds there too. Undo and redo are
/// the line's own while one types.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isActiveWindow()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (everywhere_.contains(key->keyCombination().toCombined())) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void MainWindow::bindKeys() {
    everywhere_.clear();
    for (const Action& action : ownActions())
        if (action.id != QLatin1String("undo") && action.id != QLatin1String("redo"))
            for (const QKeySequence& keys : action.keys) everywhere_ << keys[0].toCombined();
    view::bindKeys(this, [this] { return stack_->currentWidget() == shell_ ? ownActions() : Actions(); });
}

Actions MainWindow::ownActions() {
    Actions all{
        {.id = QStringLiteral("find"),
         .text = tr("Search or command"),
         .iconName = QStringLiteral("search"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_K)},
         .inPalette = false,
         .run = [this] { openSearch(); }},
        {.id = QStringLiteral("task.new"),
         .text = tr("New task…"),
         .iconName = QStringLiteral("square-check"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_T)},
         .also = tr("remind, call back, to do, deadline"),
         .enabled = [this] { return pages_ && view::QuickTask::isPossible(parts_.context); },
         .run = [this] { newTask(); }},
        {.id = QStringLiteral("notices"),
         .text = tr("Notices"),
         .iconName = QStringLiteral("bell"),
         .keys = {Qt::Key_F8},
         .also = tr("reminders, bell, overdue, unread"),
         .enabled = [this] { return parts_.notices != nullptr; },
         .run = [this] { openNotices(); }},
        {.id = QStringLiteral("undo"),
         .text = parts_.commands->canUndo() ? tr("Undo: %1").arg(parts_.commands->undoText()) : tr("Undo"),
         .iconName = QStringLiteral("undo-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Z)},
         .enabled = [this] { return parts_.commands->canUndo(); },
         .run = [this] { undo(); },
         .refuse = [this] { undo(); }},
        {.id = QStringLiteral("redo"),
         .text = parts_.commands->canRedo() ? tr("Redo: %1").arg(parts_.commands->redoText()) : tr("Redo"),
         .iconName = QStringLiteral("redo-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
         .enabled = [this] { return parts_.commands->canRedo(); },
         .run = [this] { redo(); },
         .refuse = [this] { redo(); }},
        {.id = QStringLiteral("fields"),
         .text = tr("Fields and cards"),
         .iconName = QStringLiteral("sliders-horizontal"),
         .also = tr("settings, own fields, layout, administrator"),
         .enabled = [this] { return view::SchemaPage::mayOpen(parts_.context); },
         .run = [this] { openFields(entityOfAddress(pages_->currentAddress())); }},
        {.id = QStringLiteral("rules"),
         .text = tr("Rules of automation"),
         .iconName = QStringLiteral("zap"),
         .also = tr("automation, if then, triggers, robots, business processes"),
         .run = [this] { pages_->open(view::RulesPage::kAddress); }},
        {.id = QStringLiteral("import"),
         .text = tr("Import from Excel…"),
         .iconName = QStringLiteral("table-2"),
         .also = tr("csv, ods, xlsx, load a file"),
         .enabled =
             [this] {
                 return pages_ && !pages_->currentAddress().startsWith(QLatin1String("table/"));
             },  // there it is the table's
         .run = [this] { importFile({}); }},
        {.id = QStringLiteral("quality"),
         .text = tr("Data quality"),
         .iconName = QStringLiteral("shield-check"),
         .also = tr("gaps completeness freshness standard mend score"),
         .run = [this] { openQuality(entityOfAddress(pages_->currentAddress())); }},
        {.id = QStringLiteral("my.actions"),
         .text = tr("My actions"),
         .iconName = QStringLiteral("history"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H)},
         .also = tr("history undo changes"),
         .run = [this] { pages_->open(view::ActionsPage::kAddress); }},
        {.id = QStringLiteral("keys"),
         .text = tr("Keys and commands"),
         .iconName = QStringLiteral("keyboard"),
         .keys = {Qt::Key_F1},
         .also = tr("help shortcuts hotkeys"),
         .run = [this] { pages_->open(view::ShortcutsPage::kAddress); }},
        {.id = QStringLiteral("standards"),
         .text = tr("Standard of filling in"),
         .iconName = QStringLiteral("list-checks"),
         .also = tr("help rules fields phone address required"),
         .run = [this] { pages_->open(view::StandardsPage::kAddress); }},
        {.id = QStringLiteral("plan.time"),
         .text = tr("Tasks by time"),
         .iconName = QStringLiteral("clock"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)},
         .also = tr("overdue today tomorrow week board"),
         .run = [this] { openPlan("time"); }},
        {.id = QStringLiteral("plan.calendar"),
         .text = tr("Calendar of tasks and activities"),
         .iconName = QStringLiteral("calendar"),
         .also = tr("day week month plan meeting"),
         .run = [this] { openPlan("calendar"); }},
        {.id = QStringLiteral("plan.load"),
         .text = tr("Load of people"),
         .iconName = QStringLiteral("users-round"),
         .also = tr("discipline slow overdue who"),
         .run = [this] { openPlan("load"); }},
        {.id = QStringLiteral("back"),
         .text = tr("Back"),
         .iconName = QStringLiteral("arrow-left"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_Left)},
         .enabled = [this] { return pages_ && pages_->canGoBack(); },
         .run = [this] { pages_->back(); }},
        {.id = QStringLiteral("forward"),
         .text = tr("Forward"),
         .iconName = QStringLiteral("arrow-right"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_Right)},
         .enabled = [this] { return pages_ && pages_->canGoForward(); },
         .run = [this] { pages_->forward(); }},
        {.id = QStringLiteral("tab.new"),
         .text = tr("This page in a tab of its own"),
         .iconName = QStringLiteral("plus"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)},
         .run = [this] { pages_->openTab(pages_->currentAddress(), false); }},
        {.id = QStringLiteral("tab.window"),
         .text = tr("This page in a window of its own"),
         .iconName = QStringLiteral("external-link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
         .run = [this] { Q_EMIT windowRequested(pages_->currentAddress()); }},
        {.id = QStringLiteral("tab.close"),
         .text = tr("Close the tab"),
         .iconName = QStringLiteral("x"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_W)},
         .enabled = [this] { return pages_ && pages_->count() > 1; },
         .run = [this] { pages_->closeTab(pages_->currentTab()); }},
        {.id = QStringLiteral("tab.next"),
         .text = tr("Next tab"),
         .iconName = QStringLiteral("arrow-right"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Tab)},
         .enabled = [this] { return pages_ && pages_->count() > 1; },
         .run = [this] { pages_->showTab((pages_->currentTab() + 1) % pages_->count()); }},
        {.id = QStringLiteral("tab.previous"),
         .text = tr("Previous tab"),
         .iconName = QStringLiteral("arrow-left"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)},
         .enabled = [this] { return pages_ && pages_->count() > 1; },
         .run = [this] { pages_->showTab((pages_->currentTab() + pages_->count() - 1) % pages_->count()); }},
        {.id = QStringLiteral("part.next"),
         .text = tr("To the next part of the window"),
         .iconName = QStringLiteral("panel-left"),
         .keys = {Qt::Key_F6},
         .inPalette = false,
         .run = [this] { focusNextPart(); }},
        {.id = QStringLiteral("navigation.fold"),
         .text = tr("Fold or unfold the navigation"),
         .iconName = QStringLiteral("panel-left"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_B)},
         .run = [this] { navigation_->toggleFolded(); }},
        {.id = QStringLiteral("menu"),
         .text = tr("Menu of the person"),
         .iconName = QStringLiteral("user-round"),
         .keys = {Qt::Key_F10},
         .inPalette = false,
         .run = [this] { openUserMenu(); }},
    };
    addPlaces(all);
    addManners(all);
    return all;
}

void MainWindow::addPlaces(Actions& all) {
    const schema::SnapshotPtr snapshot = parts_.context.schema->snapshot();
    if (!snapshot || !navigation_) return;
    int place = 0;
    for (const auto& [entityName, item] : navigation_->items()) {
        const schema::Entity* entity = snapshot->entity(entityName);
        if (!entity) continue;
        const QString id = toQt(entityName);
        const QString plural = view::say(parts_.context, entity->def().plural());
        Action go{.id = QStringLiteral("go.") + id,
                  .text = tr("Go to: %1").arg(plural),
                  .iconName = view::iconOf(*entity),
                  .run = [this, name = entityName] { openEntity(name); }};
        if (++place <= kMostPlaceKeys) go.keys = {QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + place))};
        all.push_back(std::move(go));
        if (entity->def().has_board())
            all.push_back({.id = QStringLiteral("pipeline.") + id,
                           .text = tr("Rules on the stages: %1").arg(plural),
                           .iconName = QStringLiteral("zap"),
                           .run = [this, id] { pages_->open(QStringLiteral("rules/") + id); }});
        if (entity->def().has_board())
            all.push_back({.id = QStringLiteral("board.") + id,
                           .text = tr("Board: %1").arg(plural),
                           .iconName = QStringLiteral("square-kanban"),
                           .run = [this, name = entityName] { openBoard(name); }});
    }
    for (const auto& [entityName, item] : navigation_->items())
        if (const schema::Entity* entity = snapshot->entity(entityName))
            all.push_back({.id = QStringLiteral("new.") + toQt(entityName),
                           .text = tr("New: %1").arg(view::say(parts_.context, entity->def().label())),
                           .iconName = QStringLiteral("plus"),
                           .run = [this, name = entityName] { openNew(name); }});
}

/// How the program looks and speaks, and the way out.
void MainWindow::addManners(Actions& all) {
    const auto theme = [&](const char* id, const QString& text, const char* icon, ui::Appearance of) {
        all.push_back({.id = QString::fromLatin1(id),
                       .text = text,
                       .iconName = QString::fromLatin1(icon),
                       .also = tr("appearance colours day night"),
                       .run = [this, of] { chooseAppearance(of); }});
    };
    theme("theme.light", tr("Light theme"), "sun", ui::Appearance::Light);
    theme("theme.dark", tr("Dark theme"), "moon", ui::Appearance::Dark);
    theme("theme.system", tr("Theme of the system"), "monitor", ui::Appearance::System);
    const auto language = [&](const char* id, const QString& text, data::Language of) {
        all.push_back({.id = QString::fromLatin1(id),
                       .text = text,
                       .iconName = QStringLiteral("languages"),
                       .also = QStringLiteral("язык language"),
                       .run = [this, of] {
                           if (of != parts_.context.language) Q_EMIT languageChosen(of);
                       }});
    };
    language("language.ru", QStringLiteral("Русский"), data::Language::Russian);
    language("language.en", QStringLiteral("English"), data::Language::English);
    all.push_back(
        {.id = QStringLiteral("logout"), .text = tr("Log out"), .iconName = QStringLiteral("log-out"), .run = [this] {
             logOut();
         }});
    all.push_back({.id = QStringLiteral("quit"),
                   .text = tr("Close Kupets"),
                   .iconName = QStringLiteral("x"),
                   .keys = {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                   .run = [this] { close(); }});
}

}  // namespace kupets::app
