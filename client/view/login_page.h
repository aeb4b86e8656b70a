// Getting in: server, login, password; the server's certificate compared in words at the first meeting, refused when it
// is another; a new password where one must be chosen. Says everything in place, opens no dialogs. Drives the
// connection; what comes after a successful login is the window's business.
#pragma once

#include <QWidget>
#include <functional>

#include "client/data/context.h"
#include "client/net/connection.h"
#include "client/net/keyring.h"
#include "client/net/known_servers.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace kupets::ui {
class Banner;
}

namespace kupets::view {

class LoginPage : public QWidget {
    Q_OBJECT
public:
    LoginPage(net::Connection& connection, net::KnownServers& known, net::Keyring& keyring, data::Language language,
              QWidget* parent = nullptr);

    /// Fills in what the command line or the last visit says.
    void propose(const QString& server, const QString& login);
    /// Uses the session kept in the keyring, or shows the form when there is none.
    void tryRemembered();
    void logIn(const QString& password);
    /// Shows the form again, with a word on why.
    void reset(const QString& reason = {});

    QLineEdit* loginField() const { return login_; }
    QLineEdit* passwordField() const { return password_; }
    QComboBox* serverField() const { return server_; }
    QPushButton* enterButton() const { return enter_; }
    bool wantsRemembering() const;
    QString message() const;

Q_SIGNALS:
    /// Logged in, and no new password is needed any more.
    void entered();
    /// Words for after the login.
    void notice(const QString& text);
    /// The other language, the other theme, before anybody is in.
    void languageAsked();
    void appearanceAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectAll();
    QWidget* buildManners();
    QWidget* buildForm();
    QWidget* buildTrust();
    QWidget* buildRefused();
    QWidget* buildNewPassword();
    void onState(net::Connection::State state);
    void onFailed(const Error& error);
    void showTrust(const net::ServerAddress& server, const QString& fingerprint);
    void showRefused(const net::ServerAddress& server, const QString& pinned, const QString& shown);
    void showStep(int step);
    void fitStep();
    void submit();
    void changePassword();
    void setBusy(bool busy);
    void say(const QString& text);
    void countDown(int seconds);

    net::Connection& connection_;
    net::KnownServers& known_;
    net::Keyring& keyring_;
    data::Language language_;
    QStackedWidget* steps_;
    QComboBox* server_;
    QLineEdit* login_;
    QLineEdit* password_;
    QCheckBox* remember_;
    QPushButton* enter_;
    ui::Banner* trouble_;
    QLabel* trustText_;
    QLabel* trustPrint_;
    QLabel* refusedText_;
    QLabel* refusedPrints_;
    QLineEdit* newPassword_;
    QLineEdit* newPasswordAgain_;
    ui::Banner* newTrouble_;
    QPushButton* newButton_;
    QTimer* wait_;
    int waitSeconds_ = 0;
    bool byToken_ = false;
    QString usedPassword_;
};

/// A fingerprint as lines of four groups, to be read aloud and compared.
QString groupedFingerprint(const QString& fingerprint);

}  // namespace kupets::view
