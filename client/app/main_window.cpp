#include "client/app/main_window.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSvgRenderer>

#include "client/app/link.h"
#include "client/app/navigation.h"
#include "client/app/offline_bar.h"
#include "client/app/page_stack.h"
#include "client/app/top_bar.h"
#include "client/command/refusal.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/net/keyring.h"
#include "client/ui/tokens.h"
#include "client/view/draft_keeper.h"
#include "client/view/login_page.h"
#include "client/view/schema_page.h"
#include "client/view/table_page.h"
#include "client/view/words.h"

namespace kupets::app {
namespace {

/// The icon of the desktop file, in the sizes that docks and switchers ask for.
QIcon programIcon() {
    QSvgRenderer drawing(QStringLiteral(":/kupets/kupets.svg"));
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap picture(size, size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        drawing.render(&painter);
        icon.addPixmap(picture);
    }
    return icon;
}

}  // namespace

MainWindow::MainWindow(Parts parts) : parts_(parts), wanted_(parts.first) {
    setWindowIcon(programIcon());
    setProperty("surface", "canvas");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(860, 560);
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    stack_ = new QStackedWidget(this);
    column->addWidget(stack_);
    login_ = new view::LoginPage(*parts.context.connection, *parts.known, *parts.keyring, parts.context.language, this);
    stack_->addWidget(login_);
    toasts_ = new ui::ToastHost(this);
    if (!restoreGeometry(parts.settings->value(QStringLiteral("window/geometry")).toByteArray())) resize(1280, 800);
    connect(login_, &view::LoginPage::entered, this, &MainWindow::enter);
    connect(login_, &view::LoginPage::notice, this,
            [this](const QString& text) { toast(ui::ToastHost::Kind::Info, text); });
    connect(login_, &view::LoginPage::languageAsked, this, [this] {
        Q_EMIT languageChosen(parts_.context.language == data::Language::Russian ? data::Language::English
                                                                                 : data::Language::Russian);
    });
    connect(login_, &view::LoginPage::appearanceAsked, this,
            [this] { chooseAppearance(ui::tokens().dark ? ui::Appearance::Light : ui::Appearance::Dark); });
    connect(parts.context.schema, &data::SchemaMirror::changed, this, &MainWindow::showSchema);
    connect(parts.context.connection, &net::Connection::sessionExpired, this,
            [this] { leave(tr("Your session has ended. Please log in again.")); });
    connect(parts.context.connection, &net::Connection::closing, this, [this](int) {
        toast(ui::ToastHost::Kind::Info, tr("The server is restarting. What you change is kept and sent afterwards."));
    });
    connect(parts.commands, &command::Commands::finished, this, &MainWindow::onFinished);
    connect(parts.commands, &command::Commands::tookBack, this,
            [this](const Uuid& changeSet) { toasts_->dismiss(toQt(changeSet.text())); });
    connect(parts.commands, &command::Commands::refusedUnseen, this, &MainWindow::onRefusedUnseen);
    connect(parts.commands, &command::Commands::failed, this, [this](const Error& error, const QString& description) {
        if (asked_ == 0) return;  // whoever began it tells
        --asked_;
        tellRefusal(error, description);
    });
    refreshTitle();
    // Already inside: the window is made anew, e.g. in another language.
    if (parts.context.connection->isOnline() && !parts.context.connection->session().mustChangePassword) enter();
}

MainWindow::~MainWindow() {
    hide();
    delete pages_;  // pages say farewell to models while those are there
    pages_ = nullptr;
}

bool MainWindow::isInside() const { return shell_ && stack_->currentWidget() == shell_ && pages_->current(); }

void MainWindow::enter() {
    if (!shell_) buildShell();
    const net::SessionInfo& session = parts_.context.connection->session();
    bar_->setUser(session.name.isEmpty() ? session.login : session.name);
    navigation_->setCompany(session.company);
    stack_->setCurrentWidget(shell_);
    showSchema();
}

void MainWindow::leave(const QString& reason) {
    if (!shell_) return;
    if (import_) import_->deleteLater();
    toasts_->clear();
    pages_->clearAll();
    shownSchema_ = 0;
    stack_->setCurrentWidget(login_);
    login_->reset(reason);
    refreshTitle();
}

void MainWindow::showSchema() {
    const schema::SnapshotPtr snapshot = parts_.context.schema->snapshot();
    if (!shell_ || stack_->currentWidget() != shell_ || !snapshot) return;
    const bool same = shownSchema_ == snapshot->version() && pages_->current();
    if (same) return;
    shownSchema_ = snapshot->version();
    const QString before = pages_->currentAddress();
    const QJsonObject open = pages_->kept();
    // Cards with unsaved words keep their snapshot; everything else is built anew from this one.
    const bool anew = pages_->dirtyPages() == 0;
    if (anew) pages_->clearAll();
    navigation_->setSchema(*snapshot, parts_.context.language);
    navigation_->showFields(view::SchemaPage::mayOpen(parts_.context));
    if (anew && !before.isEmpty()) pages_->restore(open);
    bindKeys();
    if (!wanted_.isEmpty() && pages_->open(wanted_)) {
        wanted_.clear();
    } else if (!pages_->current()) {
        const QString last = before.isEmpty() ? settings().value(QStringLiteral("window/page")).toString() : before;
        if (!pages_->open(last) && !navigation_->items().empty()) openEntity(navigation_->items().front().first);
    }
    Q_EMIT insideNow();
}

void MainWindow::open(const QString& link) {
    const std::optional<QString> address = addressIn(link);
    if (!address) return toast(ui::ToastHost::Kind::Trouble, tr("This link leads nowhere: %1").arg(link.left(80)));
    wanted_ = *address;
    if (!isInside()) return;
    if (!pages_->open(wanted_)) toast(ui::ToastHost::Kind::Trouble, tr("This link leads nowhere: %1").arg(wanted_));
    wanted_.clear();
}

void MainWindow::openRecord(const data::RecordKey& key) {
    pages_->open(QStringLiteral("record/%1/%2").arg(toQt(key.entity), toQt(key.id.text())));
}

void MainWindow::openFields(const std::string& entity) {
    const schema::SnapshotPtr snapshot = parts_.context.schema->snapshot();
    if (!snapshot || !view::SchemaPage::mayOpen(parts_.context)) return;
    const bool known = snapshot->entity(entity) != nullptr;
    pages_->open(QStringLiteral("fields/") + toQt(known ? entity : snapshot->entities().front()->name()));
}

void MainWindow::openDuplicates(const std::string& entity) {
    pages_->open(QStringLiteral("duplicates/") + toQt(entity));
}

void MainWindow::openPast(const data::RecordKey& key, std::int64_t moment) {
    pages_->open(QStringLiteral("record/%1/%2@%3").arg(toQt(key.entity), toQt(key.id.text())).arg(moment));
}

void MainWindow::openRecordIn(const data::RecordKey& key, Place place) {
    const QString address = QStringLiteral("record/%1/%2").arg(toQt(key.entity), toQt(key.id.text()));
    if (place == Place::Tab)
        pages_->openTab(address, true);
    else
        Q_EMIT windowRequested(address);
}

std::optional<data::RecordKey> MainWindow::neighbour(const data::RecordKey& of, int rows) {
    return pages_->neighbour(of, rows);
}

void MainWindow::replaceRecord(const data::RecordKey& key) {
    pages_->replace(QStringLiteral("record/%1/%2").arg(toQt(key.entity), toQt(key.id.text())));
}

QJsonObject MainWindow::kept() const {
    QJsonObject kept = pages_->kept();
    kept.insert(QStringLiteral("geometry"), QString::fromLatin1(saveGeometry().toBase64()));
    return kept;
}

bool MainWindow::restore(const QJsonObject& kept) {
    const QByteArray geometry = QByteArray::fromBase64(kept[QLatin1String("geometry")].toString().toLatin1());
    if (!geometry.isEmpty()) restoreGeometry(geometry);
    pages_->clearAll();
    return pages_->restore(kept);
}

void MainWindow::moveEvent(QMoveEvent* event) {
    QWidget::moveEvent(event);
    Q_EMIT stateChanged();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    Q_EMIT stateChanged();
}

/// A save that nobody waits for any more, from before a restart or of a card that was closed: its words become a draft
/// of the card, which shows what is in the way.
void MainWindow::onRefusedUnseen(const v1::SaveRequest& request, const Error& error, const QString& description) {
    const QString words = tr("Not saved: %1. %2").arg(description, view::wordsOf(context(), error));
    if (request.changes_size() == 0) return toast(ui::ToastHost::Kind::Trouble, words);
    const v1::RecordChange& change = request.changes(0);
    const auto id = Uuid::fromBytes(change.id());
    if (!id || change.kind() == v1::RecordChange::KIND_DELETE) return toast(ui::ToastHost::Kind::Trouble, words);
    view::keepRefused(context().local, change, error);
    const bool isNew = change.kind() == v1::RecordChange::KIND_CREATE;
    const QString address =
        QStringLiteral("%1/%2/%3")
            .arg(isNew ? QStringLiteral("new") : QStringLiteral("record"), toQt(change.entity()), toQt(id->text()));
    toast(ui::ToastHost::Kind::Trouble, words, tr("Open the card"), [this, address] { pages_->open(address); });
}

void MainWindow::openNew(const std::string& entity, std::map<std::string, data::Cell> presets) {
    pages_->openNew(entity, presets);
}

void MainWindow::openTable(const std::string& entity) {
    settings().setValue(QStringLiteral("view/") + toQt(entity), QStringLiteral("table"));
    pages_->open(QStringLiteral("table/") + toQt(entity));
}

void MainWindow::openQuality(const std::string& entity) {
    const schema::SnapshotPtr snapshot = parts_.context.schema->snapshot();
    const schema::Entity* known = snapshot ? snapshot->entity(entity) : nullptr;
    const bool judged = known && !known->def().checks().empty();
    pages_->open(QStringLiteral("quality/") + (judged ? toQt(entity) : QStringLiteral("company")));
}

void MainWindow::openBoard(const std::string& entity) {
    settings().setValue(QStringLiteral("view/") + toQt(entity), QStringLiteral("board"));
    pages_->open(QStringLiteral("board/") + toQt(entity));
}

void MainWindow::openEntity(const std::string& entity) {
    const QString kind = settings().value(QStringLiteral("view/") + toQt(entity), QStringLiteral("table")).toString();
    if (!pages_->open(kind + QLatin1Char('/') + toQt(entity))) openTable(entity);
}

void MainWindow::goBack() {
    if (pages_->canGoBack()) return pages_->back();
    if (const view::Page* page = pages_->current()) {
        const std::string entity = entityOfAddress(page->address());
        if (!page->address().startsWith(QLatin1String("table/"))) openEntity(entity);
    }
}

void MainWindow::toast(ui::ToastHost::Kind kind, const QString& text, const QString& action,
                       std::function<void()> act) {
    toasts_->show(kind, text, action, std::move(act));
}

void MainWindow::done(const QString& words, const Uuid& changeSet, const QString& what) {
    const auto takeBack = [this, changeSet, name = what.isEmpty() ? words : what] {
        parts_.commands->undoChangeSet(changeSet, name, this, [this, name](Result<v1::UndoReply> reply) {
            if (reply)
                toast(ui::ToastHost::Kind::Done, tr("Taken back: %1").arg(name));
            else
                tellRefusal(reply.error(), {});
        });
    };
    toasts_->show(ui::ToastHost::Kind::Done, words, tr("Undo"), takeBack, toQt(changeSet.text()));
}

/// Who changed what since, where that is why; else the error's own words. `what` was to be taken back.
void MainWindow::tellRefusal(const Error& error, const QString& what) {
    if (error.conflicts.empty()) {
        const QString words = view::wordsOf(context(), error);
        return toast(ui::ToastHost::Kind::Trouble, what.isEmpty() ? words : QStringLiteral("%1: %2").arg(what, words));
    }
    command::explainRefusal(error, context(), this, [this](const command::Refusal& refusal) {
        if (!refusal.record) return toast(ui::ToastHost::Kind::Trouble, refusal.text);
        toast(ui::ToastHost::Kind::Trouble, refusal.text, tr("Open"),
              [this, key = *refusal.record] { openRecord(key); });
    });
}

void MainWindow::undo() {
    if (!parts_.commands->canUndo()) return toast(ui::ToastHost::Kind::Info, tr("Nothing to undo"));
    ++asked_;
    parts_.commands->undo();
}

void MainWindow::redo() {
    if (!parts_.commands->canRedo()) return toast(ui::ToastHost::Kind::Info, tr("Nothing to redo"));
    ++asked_;
    parts_.commands->redo();
}

void MainWindow::onFinished(const QString& text) {
    if (asked_ == 0) return;
    --asked_;
    toast(ui::ToastHost::Kind::Done, text);
}

void MainWindow::refreshTitle() {
    QString title = tr("Kupets");
    if (isInside()) title = pages_->current()->title() + QStringLiteral(" — ") + title;
    setWindowTitle(title);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool unsaved = shell_ && pages_->dirtyPages() > 0;
    if (!closing_ && (unsaved || parts_.commands->pending() > 0)) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    Q_EMIT stateChanged();
    settings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (isInside()) settings().setValue(QStringLiteral("window/page"), pages_->currentAddress());
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

}  // namespace kupets::app
