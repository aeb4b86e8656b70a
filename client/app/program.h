// The composition root: makes the long-lived objects in order and takes them down in reverse. Tests make one as main()
// does.
#pragma once

#include <QObject>
#include <QSettings>
#include <memory>

#include "client/app/languages.h"
#include "client/app/main_window.h"
#include "client/app/options.h"
#include "client/app/session_keeper.h"
#include "client/app/tray.h"
#include "client/command/commands.h"
#include "client/data/feed.h"
#include "client/data/local_store.h"
#include "client/data/presence.h"
#include "client/data/record_store.h"
#include "client/data/reference_colors.h"
#include "client/data/schema_mirror.h"
#include "client/model/notices.h"
#include "client/net/connection.h"
#include "client/net/keyring.h"
#include "client/net/known_servers.h"
#include "client/ui/focus_ring.h"
#include "client/ui/theme.h"
#include "client/view/stage_guard.h"

namespace kupets::app {

class Program : public QObject {
    Q_OBJECT
public:
    explicit Program(Options options);
    ~Program() override;

    /// Shows the window and begins to log in when it knows how. Returns at once.
    void start();
    /// Brings the window to the front, and to this address when it is not empty.
    void openFromOutside(const QString& address);
    /// The first one; it is there as long as the program.
    MainWindow* window() const { return window_.get(); }
    /// All that are open, the first one first.
    std::vector<MainWindow*> windows() const;
    MainWindow* openWindow(const QString& address);
    data::LocalStore& local() { return *local_; }
    SessionKeeper& session() { return *session_; }
    net::Connection& connection() { return *connection_; }
    ui::Theme& theme() { return theme_; }
    command::Commands& commands() { return *workspace_->commands; }
    model::Notices& notices() { return *workspace_->notices; }

private:
    /// What speaks a language: made anew when the person chooses another.
    struct Workspace {
        std::unique_ptr<data::RecordStore> records;
        std::unique_ptr<command::Commands> commands;
        std::unique_ptr<view::StageGuard> guard;
        std::unique_ptr<model::Notices> notices;
        std::unique_ptr<Tray> tray;
    };
    void buildWindow(data::Language language);
    void changeLanguage(data::Language language);
    void chooseOwner();
    void restoreSession();
    void follow(MainWindow* window);
    void followNotices();
    void announce(const std::vector<model::Notice>& notices);
    MainWindow* windowInFront() const;
    MainWindow::Parts parts() const;
    QString settingsFile(const QString& name) const;

    Options options_;
    std::unique_ptr<QSettings> settings_;
    Languages languages_;
    ui::Theme theme_;
    ui::FocusRing focusRing_;
    std::unique_ptr<net::KnownServers> known_;
    std::unique_ptr<net::Keyring> keyring_;
    std::unique_ptr<net::Connection> connection_;
    std::unique_ptr<data::SchemaMirror> schema_;
    std::unique_ptr<data::Feed> feed_;
    std::unique_ptr<data::ReferenceColors> colors_;
    std::unique_ptr<data::LocalStore> local_;
    std::unique_ptr<data::Presence> presence_;
    std::unique_ptr<Workspace> workspace_;
    std::unique_ptr<MainWindow> window_;
    std::vector<std::unique_ptr<MainWindow>> others_;
    std::unique_ptr<SessionKeeper> session_;
    data::Context context_;
    bool restored_ = false;
};

}  // namespace kupets::app
