#include "client/view/login_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QSysInfo>
#include <QTimer>

#include "client/data/error_text.h"
#include "client/ui/widgets.h"
#include "kupets/v1/session.pb.h"

namespace kupets::view {
namespace {

enum Step { kForm, kTrust, kRefused, kNewPassword };

QString keyOf(const net::ServerAddress& server, const QString& login) {
    return login + QLatin1Char('@') + server.text();
}

QString deviceName() {
    const QString host = QSysInfo::machineHostName();
    return host.isEmpty() ? QSysInfo::prettyProductName()
                          : QStringLiteral("%1, %2").arg(host, QSysInfo::prettyProductName());
}

}  // namespace

QString groupedFingerprint(const QString& fingerprint) {
    const QString bare = fingerprint.section(QLatin1Char(':'), 1).remove(QLatin1Char(':'));
    const QString kind = fingerprint.section(QLatin1Char(':'), 0, 0);
    QString lines = kind;
    for (qsizetype i = 0; i < bare.size(); i += 4)
        lines += (i % 24 == 0 ? QLatin1Char('\n') : QLatin1Char(' ')) + bare.mid(i, 4);
    return lines;
}

void LoginPage::connectAll() {
    wait_ = new QTimer(this);
    wait_->setInterval(1000);
    connect(wait_, &QTimer::timeout, this, [this] { countDown(waitSeconds_ - 1); });
    connect(enter_, &QPushButton::clicked, this, &LoginPage::submit);
    connect(password_, &QLineEdit::returnPressed, this, &LoginPage::submit);
    connect(login_, &QLineEdit::returnPressed, this, [this] { password_->setFocus(); });
    connect(server_->lineEdit(), &QLineEdit::returnPressed, this, [this] { login_->setFocus(); });
    connect(server_, &QComboBox::activated, this,
            [this](int index) { login_->setText(server_->itemData(index).toString()); });
    connect(&connection_, &net::Connection::stateChanged, this, &LoginPage::onState);
    connect(&connection_, &net::Connection::loginFailed, this, &LoginPage::onFailed);
    connect(&connection_, &net::Connection::trustQuestion, this, &LoginPage::showTrust);
    connect(&connection_, &net::Connection::refused, this, &LoginPage::showRefused);
    for (const net::KnownServer& server : known_.recent()) server_->addItem(server.address.text(), server.login);
    if (server_->count() > 0) {
        server_->setCurrentIndex(0);
        login_->setText(server_->itemData(0).toString());
        remember_->setChecked(known_.recent().front().remember);
    } else {
        server_->setEditText(QString());
    }
}

void LoginPage::propose(const QString& server, const QString& login) {
    if (!server.isEmpty()) server_->setEditText(server);
    if (!login.isEmpty()) login_->setText(login);
    (server_->currentText().isEmpty() ? static_cast<QWidget*>(server_)
     : login_->text().isEmpty()       ? login_
                                      : password_)
        ->setFocus();
}

bool LoginPage::wantsRemembering() const { return remember_->isChecked(); }
QString LoginPage::message() const { return trouble_->isVisibleTo(this) ? trouble_->text() : QString(); }

void LoginPage::tryRemembered() {
    const auto address = net::ServerAddress::parse(server_->currentText().trimmed());
    if (!address) return;
    const auto server = known_.find(*address);
    if (!server || !server->remember || server->login != login_->text().trimmed()) return;
    setBusy(true);
    keyring_.load(keyOf(*address, server->login), this,
                  [this, address = *address](net::Keyring::Outcome outcome, const QByteArray& token) {
                      if (outcome != net::Keyring::Outcome::Done || token.isEmpty()) return setBusy(false);
                      byToken_ = true;
                      connection_.open(address, net::TokenLogin{token});
                  });
}

void LoginPage::logIn(const QString& password) {
    password_->setText(password);
    submit();
}

void LoginPage::submit() {
    if (!enter_->isEnabled()) return;
    const auto address = net::ServerAddress::parse(server_->currentText().trimmed());
    if (!address) {
        server_->setFocus();
        return say(tr("Write the server's address, for example crm.example.ru:7420."));
    }
    if (login_->text().trimmed().isEmpty()) {
        login_->setFocus();
        return say(tr("Write your login."));
    }
    say({});
    setBusy(true);
    byToken_ = false;
    usedPassword_ = password_->text();
    connection_.open(*address, net::PasswordLogin{login_->text().trimmed(), usedPassword_, deviceName()});
}

void LoginPage::onState(net::Connection::State state) {
    if (state != net::Connection::State::Online || !isVisible()) return;
    setBusy(false);
    const net::SessionInfo& session = connection_.session();
    if (session.mustChangePassword && !byToken_) {
        showStep(kNewPassword);
        newPassword_->setFocus();
        return;
    }
    const bool remember = remember_->isChecked();
    known_.used(session, remember);
    const QString key = keyOf(session.server, session.login);
    if (remember)
        keyring_.store(key, session.token, this, [this](net::Keyring::Outcome outcome) {
            if (outcome != net::Keyring::Outcome::Done)
                Q_EMIT notice(
                    tr("This computer has no keyring to remember you in: next time you will be asked again."));
        });
    else
        keyring_.remove(key, this, [](net::Keyring::Outcome) {});
    password_->clear();
    usedPassword_.fill(QLatin1Char(' '));
    Q_EMIT entered();
}

void LoginPage::onFailed(const Error& error) {
    if (!isVisible()) return;
    setBusy(false);
    showStep(kForm);
    if (byToken_ && (error.code == ErrorCode::SessionExpired || error.code == ErrorCode::NotLoggedIn)) {
        password_->setFocus();
        return say(tr("Your session has ended. Please log in again."));
    }
    if (error.code == ErrorCode::TooManyRequests && !error.args.empty()) {
        bool number = false;
        const int seconds = toQt(error.args.front()).toInt(&number);
        if (number && seconds > 0) return countDown(seconds);
    }
    say(data::errorText(error, language_));
    if (error.code == ErrorCode::WrongPassword) {
        password_->setFocus();
        password_->selectAll();
        ui::restyle(password_, "invalid", true);
    }
}

void LoginPage::countDown(int seconds) {
    waitSeconds_ = seconds;
    enter_->setEnabled(seconds <= 0);
    if (seconds <= 0) {
        wait_->stop();
        return say({});
    }
    say(tr("Too many wrong passwords. Try again in %Ln second(s).", "", seconds));
    if (!wait_->isActive()) wait_->start();
}

void LoginPage::say(const QString& text) {
    trouble_->setText(text);
    trouble_->setVisible(!text.isEmpty());
    fitStep();
    ui::restyle(password_, "invalid", false);
}

void LoginPage::showStep(int step) {
    steps_->setCurrentIndex(step);
    fitStep();
}

/// The card is as high as what it shows: texts wrap, banners come and go.
void LoginPage::fitStep() {
    QLayout* layout = steps_->currentWidget()->layout();
    layout->invalidate();
    steps_->setFixedHeight(layout->hasHeightForWidth() ? layout->totalHeightForWidth(steps_->width())
                                                       : layout->totalSizeHint().height());
}

void LoginPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitStep();
}

void LoginPage::setBusy(bool busy) {
    for (QWidget* widget : std::initializer_list<QWidget*>{server_, login_, password_, remember_})
        widget->setEnabled(!busy);
    enter_->setEnabled(!busy && waitSeconds_ <= 0);
    enter_->setText(busy ? tr("Logging in…") : tr("Log in"));
}

void LoginPage::showTrust(const net::ServerAddress& server, const QString& fingerprint) {
    trustText_->setText(
        tr("This computer meets %1 for the first time. Compare the server's fingerprint:").arg(server.text()));
    trustPrint_->setText(groupedFingerprint(fingerprint));
    showStep(kTrust);
}

void LoginPage::showRefused(const net::ServerAddress& server, const QString& pinned, const QString& shown) {
    setBusy(false);
    refusedText_->setText(
        tr("%1 shows another certificate than before. Somebody may stand between you and it.").arg(server.text()));
    refusedPrints_->setText(tr("Known: %1").arg(groupedFingerprint(pinned)) + QStringLiteral("\n\n") +
                            tr("Shown: %1").arg(groupedFingerprint(shown)));
    showStep(kRefused);
}

void LoginPage::reset(const QString& reason) {
    showStep(kForm);
    setBusy(false);
    say(reason);
    password_->clear();
    password_->setFocus();
}

void LoginPage::changePassword() {
    const auto complain = [this](const QString& text) {
        newTrouble_->setText(text);
        newTrouble_->show();
        fitStep();
    };
    if (newPassword_->text() != newPasswordAgain_->text()) return complain(tr("The two passwords differ."));
    if (newPassword_->text().isEmpty()) return complain(tr("The password must not be empty."));
    v1::ChangePasswordRequest request;
    request.set_old_password(fromQt(usedPassword_));
    request.set_new_password(fromQt(newPassword_->text()));
    newButton_->setEnabled(false);
    connection_.call<v1::ChangePasswordReply>(v1::METHOD_SESSION_CHANGE_PASSWORD, request, this,
                                              [this, complain](Result<v1::ChangePasswordReply> reply) {
                                                  newButton_->setEnabled(true);
                                                  if (!reply)
                                                      return complain(data::errorText(reply.error(), language_));
                                                  byToken_ = true;  // the flag of the session is of the old password
                                                  newPassword_->clear();
                                                  newPasswordAgain_->clear();
                                                  onState(net::Connection::State::Online);
                                              });
}

}  // namespace kupets::view
