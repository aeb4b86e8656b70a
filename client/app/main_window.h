// The window: the login page until somebody is in, then navigation, top bar and pages. It is the host of the pages: it
// goes where they ask, says what they say, and undoes what they did. Owned by the Program; models of its pages die with
// it.
#pragma once

#include <QPointer>
#include <QSet>
#include <QSettings>
#include <QStackedWidget>
#include <QWidget>
#include <memory>

#include "client/app/page_tabs.h"
#include "client/command/action.h"
#include "client/command/commands.h"
#include "client/data/context.h"
#include "client/net/known_servers.h"
#include "client/ui/theme.h"
#include "client/view/host.h"
#include "client/view/search_popup.h"

namespace kupets::net {
class Keyring;
}

namespace kupets::model {
class Notices;
struct Notice;
}  // namespace kupets::model

namespace kupets::view {
class ImportWizard;
class LoginPage;
class NoticeCenter;
class QuickTask;
class RecentRecords;
}  // namespace kupets::view

namespace kupets::app {

class Navigation;
class OfflineBar;
class TopBar;

class MainWindow : public QWidget, public view::Host {
    Q_OBJECT
public:
    struct Parts {
        data::Context context;
        command::Commands* commands;
        net::KnownServers* known;
        net::Keyring* keyring;
        ui::Theme* theme;
        QSettings* settings;
        model::Notices* notices = nullptr;
        QString first = {};  // what to show instead of the page that was left last
    };
    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    const data::Context& context() const override { return parts_.context; }
    command::Commands& commands() override { return *parts_.commands; }
    QSettings& settings() override { return *parts_.settings; }
    view::Communicator& communicator() override { return communicator_; }
    void openRecord(const data::RecordKey& key) override;
    void openFields(const std::string& entity) override;
    void openDuplicates(const std::string& entity) override;
    void openPast(const data::RecordKey& key, std::int64_t moment) override;
    void openNew(const std::string& entity, std::map<std::string, data::Cell> presets = {}) override;
    void openRecordIn(const data::RecordKey& key, Place place) override;
    std::optional<data::RecordKey> neighbour(const data::RecordKey& of, int rows) override;
    void replaceRecord(const data::RecordKey& key) override;
    void openTable(const std::string& entity) override;
    void openQuality(const std::string& entity) override;
    void openBoard(const std::string& entity) override;
    void openPlan(const std::string& view) override;
    void openList(const std::string& entity, const std::string& filter) override;
    void importFile(const std::string& entity, const QString& path = {}) override;
    /// Null when none is open.
    view::ImportWizard* importWizard() const;
    void goBack() override;
    void toast(ui::ToastHost::Kind kind, const QString& text, const QString& action = {},
               std::function<void()> act = {}) override;
    void done(const QString& words, const Uuid& changeSet, const QString& what = {}) override;

    /// An address or a kupets:// link; what comes before the login is opened after it.
    void open(const QString& link);
    void undo();
    void redo();
    void openSearch();
    /// A task in one line, about the record that is shown.
    view::QuickTask* newTask();
    /// All notices, below the bell; null when nobody is in.
    view::NoticeCenter* openNotices();
    /// Says it in the window, where the desktop has no place for it.
    void announce(const std::vector<model::Notice>& notices);
    TopBar* topBar() const { return bar_; }
    void logOut();
    /// All that can be done now: anywhere, and on the page that is shown.
    command::Actions actions() override;
    /// Runs one of them; false when there is none of this id or it is not enabled.
    bool run(const QString& id);

    view::LoginPage* loginPage() const { return login_; }
    PageTabs* pages() const { return pages_; }
    OfflineBar* offlineBar() const { return offline_; }
    /// What is open in it and where it stands, and back to that.
    QJsonObject kept() const;
    bool restore(const QJsonObject& kept);
    Navigation* navigation() const { return navigation_; }
    ui::ToastHost* toasts() const { return toasts_; }
    view::SearchPopup* searchPopup() const { return search_; }
    bool isInside() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void languageChosen(kupets::data::Language language);
    /// Logged in and the first page is on the screen.
    void insideNow();
    /// Something that kept() tells is another now.
    void stateChanged();
    void windowRequested(const QString& address);
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildShell();
    void bindKeys();
    command::Actions ownActions();
    void addPlaces(command::Actions& all);
    void addManners(command::Actions& all);
    void focusNextPart();
    void rememberOpened();
    void enter();
    void leave(const QString& reason);
    void showSchema();
    void openEntity(const std::string& entity);
    void openUserMenu();
    void refreshTitle();
    void followNotices();
    void onFinished(const QString& text);
    void tellRefusal(const Error& error, const QString& what);
    void onRefusedUnseen(const v1::SaveRequest& request, const Error& error, const QString& description);
    void askBeforeClosing();
    void chooseAppearance(ui::Appearance appearance);

    Parts parts_;
    view::SystemCommunicator communicator_;
    QStackedWidget* stack_;
    view::LoginPage* login_;
    QWidget* shell_ = nullptr;
    Navigation* navigation_ = nullptr;
    TopBar* bar_ = nullptr;
    PageTabs* pages_ = nullptr;
    OfflineBar* offline_ = nullptr;
    ui::ToastHost* toasts_;
    view::SearchPopup* search_ = nullptr;
    view::RecentRecords* recent_ = nullptr;
    QPointer<QWidget> import_;
    QString wanted_;
    int asked_ = 0;  // undos and redos on their way: their words are worth a toast
    bool closing_ = false;
    std::uint64_t shownSchema_ = 0;
    QSet<int> everywhere_;  // keys that lines of text would else take for themselves
};

}  // namespace kupets::app
