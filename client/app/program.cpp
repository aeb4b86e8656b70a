#include "client/app/program.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

#include "client/view/draft_keeper.h"
#include "client/view/login_page.h"

namespace kupets::app {
namespace {

constexpr std::size_t kMostWindows = 20;
constexpr int kMostDrafts = 500;

ui::Appearance appearanceOf(const QString& name) {
    if (name == QLatin1String("light")) return ui::Appearance::Light;
    if (name == QLatin1String("dark")) return ui::Appearance::Dark;
    return ui::Appearance::System;
}

QString firstLine(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) return {};
    return QString::fromUtf8(file.readLine(4096)).remove(QLatin1Char('\n')).remove(QLatin1Char('\r'));
}

/// Where the platform keeps what belongs to this computer's account and is no setting.
QString localFile() {
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/kupets");
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return folder + QStringLiteral("/local.sqlite");
}

}  // namespace

Program::Program(Options options) : options_(std::move(options)) {
    settings_ = std::make_unique<QSettings>(settingsFile(QStringLiteral("client.ini")), QSettings::IniFormat);
    theme_.apply(
        options_.appearance.value_or(appearanceOf(settings_->value(QStringLiteral("window/theme")).toString())));
    const QString kept = settings_->value(QStringLiteral("window/language")).toString();
    const data::Language language = options_.language.value_or(kept == QLatin1String("ru")   ? data::Language::Russian
                                                               : kept == QLatin1String("en") ? data::Language::English
                                                                                             : Languages::ofSystem());
    known_ = std::make_unique<net::KnownServers>(options_.settingsFolder.isEmpty()
                                                     ? net::KnownServers::defaultFile()
                                                     : settingsFile(QStringLiteral("servers.ini")));
    keyring_ = std::make_unique<net::Keyring>();
    connection_ = std::make_unique<net::Connection>(*known_);
    const QString cache = options_.settingsFolder.isEmpty()
                              ? QStandardPaths::writableLocation(QStandardPaths::CacheLocation)
                              : options_.settingsFolder;
    schema_ = std::make_unique<data::SchemaMirror>(*connection_, cache);
    feed_ = std::make_unique<data::Feed>(*connection_);
    colors_ = std::make_unique<data::ReferenceColors>(*connection_, *schema_, *feed_);
    local_ = std::make_unique<data::LocalStore>(
        options_.settingsFolder.isEmpty() ? localFile() : settingsFile(QStringLiteral("local.sqlite")));
    presence_ = std::make_unique<data::Presence>(*connection_);
    // Before anybody else hears that the line is there: what is kept is the person's who is in.
    connect(connection_.get(), &net::Connection::stateChanged, this, &Program::chooseOwner);
    session_ = std::make_unique<SessionKeeper>(*local_, [this] { return windows(); });
    buildWindow(language);
}

Program::~Program() {
    session_->flush();
    others_.clear();
    window_.reset();
    workspace_.reset();
}

QString Program::settingsFile(const QString& name) const {
    const QString folder =
        options_.settingsFolder.isEmpty()
            ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/kupets")
            : options_.settingsFolder;
    QDir().mkpath(folder);
    return folder + QLatin1Char('/') + name;
}

void Program::chooseOwner() {
    const net::SessionInfo& session = connection_->session();
    if (connection_->state() == net::Connection::State::Online && !session.userId.isNil())
        local_->setOwner(session.server.text() + QLatin1Char('/') + toQt(session.userId.text()));
    // Nobody is in: one window is enough to log in.
    if (connection_->state() == net::Connection::State::Offline && !others_.empty())
        QMetaObject::invokeMethod(this, [this] { others_.clear(); }, Qt::QueuedConnection);
}

void Program::buildWindow(data::Language language) {
    others_.clear();
    window_.reset();
    workspace_.reset();
    restored_ = false;
    languages_.install(language);
    workspace_ = std::make_unique<Workspace>();
    workspace_->records = std::make_unique<data::RecordStore>(*connection_, *schema_, *feed_);
    context_ = {connection_.get(), schema_.get(), workspace_->records.get(),
                feed_.get(),       nullptr,       colors_.get(),
                language,          local_.get(),  presence_.get()};
    workspace_->commands = std::make_unique<command::Commands>(context_);
    workspace_->guard = std::make_unique<view::StageGuard>(context_, *workspace_->commands);
    context_.writer = workspace_->guard.get();
    workspace_->notices = std::make_unique<model::Notices>(context_);
    window_ = std::make_unique<MainWindow>(parts());
    connect(window_.get(), &MainWindow::languageChosen, this, &Program::changeLanguage, Qt::QueuedConnection);
    connect(window_.get(), &MainWindow::insideNow, this, &Program::restoreSession);
    follow(window_.get());
    if (window_->isInside()) restoreSession();
    followNotices();
}

MainWindow* Program::windowInFront() const {
    for (const auto& other : others_)
        if (other->isActiveWindow()) return other.get();
    return window_.get();
}

/// The desktop tells of what comes, where it has a place for that; else the window in front does.
void Program::followNotices() {
    workspace_->tray = std::make_unique<Tray>(window_->windowIcon());
    connect(workspace_->notices.get(), &model::Notices::changed, workspace_->tray.get(),
            [this] { workspace_->tray->setUnread(workspace_->notices->unread()); });
    connect(workspace_->notices.get(), &model::Notices::came, this, &Program::announce);
    connect(workspace_->notices.get(), &model::Notices::missed, this, [this](int count) {
        MainWindow* window = window_.get();
        window->toast(ui::ToastHost::Kind::Info, tr("While you were away: %Ln notice(s)", "", count), tr("Show"),
                      [window] { window->openNotices(); });
    });
    connect(workspace_->tray.get(), &Tray::windowWanted, this, [this] { openFromOutside({}); });
    connect(workspace_->tray.get(), &Tray::noticesWanted, this, [this] {
        openFromOutside({});
        window_->openNotices();
    });
    connect(workspace_->tray.get(), &Tray::recordWanted, this, [this](const data::RecordKey& key) {
        openFromOutside({});
        if (window_->isInside()) window_->openRecord(key);
    });
    connect(workspace_->tray.get(), &Tray::quitWanted, this, [this] {
        for (MainWindow* window : windows()) window->close();
    });
}

void Program::announce(const std::vector<model::Notice>& notices) {
    if (!workspace_->tray->announce(notices)) windowInFront()->announce(notices);
}

MainWindow::Parts Program::parts() const {
    return {context_,        workspace_->commands.get(), known_.get(), keyring_.get(), const_cast<ui::Theme*>(&theme_),
            settings_.get(), workspace_->notices.get()};
}

std::vector<MainWindow*> Program::windows() const {
    std::vector<MainWindow*> all;
    if (window_) all.push_back(window_.get());
    for (const auto& other : others_) all.push_back(other.get());
    return all;
}

void Program::follow(MainWindow* window) {
    session_->follow(window);
    connect(window, &MainWindow::windowRequested, this, [this](const QString& address) {
        if (MainWindow* made = openWindow(address)) made->show();
    });
}

MainWindow* Program::openWindow(const QString& address) {
    if (others_.size() >= kMostWindows) {
        window_->open(address);
        return nullptr;
    }
    MainWindow::Parts given = parts();
    given.first = address;
    MainWindow* made = others_.emplace_back(std::make_unique<MainWindow>(std::move(given))).get();
    made->move(made->pos() + QPoint(40, 40) * static_cast<int>(others_.size()));
    connect(made, &MainWindow::languageChosen, this, &Program::changeLanguage, Qt::QueuedConnection);
    connect(made, &MainWindow::closed, this, [this, made] {
        const auto found = std::ranges::find(others_, made, &std::unique_ptr<MainWindow>::get);
        if (found == others_.end()) return;
        found->release()->deleteLater();
        others_.erase(found);
    });
    follow(made);
    return made;
}

/// What was open when the program was left, or ended by itself; a link that was given goes before it.
void Program::restoreSession() {
    if (std::exchange(restored_, true)) return;
    local_->keepLatest(QLatin1String(view::DraftKeeper::kArea), kMostDrafts);
    const QJsonArray kept = session_->kept();
    if (kept.isEmpty() || !options_.open.isEmpty()) return;
    window_->restore(kept.first().toObject());
    for (qsizetype i = 1; i < kept.size(); ++i)
        if (MainWindow* made = openWindow({})) {
            if (made->isInside()) made->restore(kept[i].toObject());
            made->show();
        }
}

void Program::changeLanguage(data::Language language) {
    settings_->setValue(QStringLiteral("window/language"),
                        language == data::Language::Russian ? QStringLiteral("ru") : QStringLiteral("en"));
    session_->flush();
    for (MainWindow* window : windows())
        if (!window->close())
            return;  // there are unsaved words: the person was asked and the choice holds for the next start
    buildWindow(language);
    workspace_->commands->reload();
    window_->loginPage()->propose(options_.server, options_.user);
    window_->show();
}

void Program::openFromOutside(const QString& address) {
    if (!address.isEmpty()) window_->open(address);
    window_->setWindowState(window_->windowState() & ~Qt::WindowMinimized);
    window_->show();
    window_->raise();
    window_->activateWindow();
}

void Program::start() {
    view::LoginPage* login = window_->loginPage();
    login->propose(options_.server, options_.user);
    if (!options_.open.isEmpty()) window_->open(options_.open);
    window_->show();
    if (!options_.fingerprint.isEmpty())
        if (const auto address = net::ServerAddress::parse(options_.server))
            known_->pin(*address, options_.fingerprint);
    if (!options_.passwordFile.isEmpty() && !options_.server.isEmpty() && !options_.user.isEmpty())
        login->logIn(firstLine(options_.passwordFile));
    else
        login->tryRemembered();
}

}  // namespace kupets::app
