// The widgets of the login page; what they do stands in login_page.cpp.
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>

#include "client/ui/widgets.h"
#include "client/view/login_page.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 380;

/// The program's mark: a letter on a rounded square.
class Mark final : public QWidget {
public:
    explicit Mark(QWidget* parent) : QWidget(parent) { setFixedSize(44, 44); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ui::tokens().accent);
        painter.drawRoundedRect(rect(), 12, 12);
        QFont face = ui::typeface(ui::TextStyle::Display);
        face.setWeight(QFont::Bold);
        painter.setFont(face);
        painter.setPen(ui::tokens().onAccent);
        painter.drawText(rect(), Qt::AlignCenter, QStringLiteral("К"));
    }
};

QLabel* caption(const QString& text, QWidget* buddy, QWidget* parent) {
    QLabel* made = ui::label(text, ui::TextStyle::Caption, ui::Tone::Secondary, parent);
    made->setBuddy(buddy);
    return made;
}

QLabel* paragraph(const QString& text, QWidget* parent) {
    QLabel* made = ui::label(text, ui::TextStyle::Body, ui::Tone::Secondary, parent);
    made->setWordWrap(true);
    return made;
}

/// Fingerprints in letters of one width, to be compared.
QLabel* fingerprints(QWidget* parent) {
    QLabel* made = ui::label({}, ui::TextStyle::Body, ui::Tone::Normal, parent);
    made->setProperty("surface", "sunken");
    made->setStyleSheet(QStringLiteral("font-family: 'JetBrains Mono', 'DejaVu Sans Mono', monospace; padding: 12px;"));
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    made->setAccessibleName(LoginPage::tr("Fingerprint of the server"));
    return made;
}

QVBoxLayout* column(QWidget* owner) {
    auto* made = new QVBoxLayout(owner);
    made->setContentsMargins(0, 0, 0, 0);
    made->setSpacing(6);
    return made;
}

}  // namespace

LoginPage::LoginPage(net::Connection& connection, net::KnownServers& known, net::Keyring& keyring,
                     data::Language language, QWidget* parent)
    : QWidget(parent), connection_(connection), known_(known), keyring_(keyring), language_(language) {
    setProperty("surface", "side");
    setAttribute(Qt::WA_StyledBackground);
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    auto* card = new QFrame(this);
    card->setProperty("surface", "raised");
    card->setFixedWidth(kWidth + 64);
    auto* inner = new QVBoxLayout(card);
    inner->setContentsMargins(32, 32, 32, 32);
    steps_ = new QStackedWidget(card);
    steps_->setFixedWidth(kWidth);
    inner->addWidget(steps_);
    outer->addWidget(card, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    outer->addWidget(buildManners(), 0, Qt::AlignHCenter);
    steps_->addWidget(buildForm());
    steps_->addWidget(buildTrust());
    steps_->addWidget(buildRefused());
    steps_->addWidget(buildNewPassword());
    connectAll();
}

/// How the program speaks and looks is chosen before one is in, too.
QWidget* LoginPage::buildManners() {
    auto* manners = new QWidget(this);
    auto* row = new QHBoxLayout(manners);
    row->setContentsMargins(0, 0, 0, 12);
    row->setSpacing(4);
    const QString other = language_ == data::Language::Russian ? QStringLiteral("English") : QStringLiteral("Русский");
    auto* language = ui::button(other, ui::ButtonKind::Ghost, QStringLiteral("languages"), manners);
    auto* theme = ui::button(tr("Light or dark"), ui::ButtonKind::Ghost, QStringLiteral("moon"), manners);
    row->addWidget(language);
    row->addWidget(theme);
    connect(language, &QPushButton::clicked, this, &LoginPage::languageAsked);
    connect(theme, &QPushButton::clicked, this, &LoginPage::appearanceAsked);
    return manners;
}

QWidget* LoginPage::buildForm() {
    auto* page = new QWidget(steps_);
    auto* rows = column(page);
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(new Mark(page));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(ui::label(tr("Kupets"), ui::TextStyle::Title, ui::Tone::Normal, page));
    words->addWidget(ui::label(tr("Clients, deals and tasks"), ui::TextStyle::Caption, ui::Tone::Secondary, page));
    head->addLayout(words, 1);
    rows->addLayout(head);
    rows->addSpacing(18);
    trouble_ = new ui::Banner(QStringLiteral("danger"), page);
    trouble_->hide();
    rows->addWidget(trouble_);
    rows->addSpacing(4);
    server_ = new QComboBox(page);
    server_->setEditable(true);
    server_->setInsertPolicy(QComboBox::NoInsert);
    server_->setAccessibleName(tr("Server"));
    server_->lineEdit()->setPlaceholderText(QStringLiteral("crm.example.ru:7420"));
    login_ = new QLineEdit(page);
    login_->setAccessibleName(tr("Login"));
    password_ = new QLineEdit(page);
    password_->setAccessibleName(tr("Password"));
    password_->setEchoMode(QLineEdit::Password);
    QAction* eye =
        password_->addAction(ui::icon(QStringLiteral("eye"), ui::IconTone::Muted), QLineEdit::TrailingPosition);
    eye->setText(tr("Show the password"));
    eye->setCheckable(true);
    connect(eye, &QAction::toggled, this, [this, eye](bool on) {
        password_->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        eye->setIcon(ui::icon(on ? QStringLiteral("eye-off") : QStringLiteral("eye"), ui::IconTone::Muted));
    });
    const std::initializer_list<std::pair<QString, QWidget*>> fields = {
        {tr("Server"), server_}, {tr("Login"), login_}, {tr("Password"), password_}};
    for (const auto& [name, field] : fields) {
        rows->addWidget(caption(name, field, page));
        rows->addWidget(field);
        rows->addSpacing(8);
    }
    remember_ = new QCheckBox(tr("Remember me on this computer"), page);
    remember_->setAccessibleName(remember_->text());
    rows->addWidget(remember_);
    rows->addSpacing(12);
    enter_ = ui::button(tr("Log in"), ui::ButtonKind::Primary, {}, page);
    enter_->setMinimumHeight(36);
    enter_->setDefault(true);
    rows->addWidget(enter_);
    rows->addStretch(1);
    return page;
}

QWidget* LoginPage::buildTrust() {
    auto* page = new QWidget(steps_);
    auto* rows = column(page);
    rows->addWidget(ui::label(tr("Is this your server?"), ui::TextStyle::Title, ui::Tone::Normal, page));
    trustText_ = paragraph({}, page);
    rows->addWidget(trustText_);
    rows->addSpacing(8);
    trustPrint_ = fingerprints(page);
    rows->addWidget(trustPrint_);
    rows->addSpacing(4);
    rows->addWidget(paragraph(tr("The same line stands in the server's window, after the word “fingerprint”, and your "
                                 "administrator knows it. If it "
                                 "differs, somebody else is answering: do not go on."),
                              page));
    rows->addSpacing(16);
    auto* yes =
        ui::button(tr("They are the same, go on"), ui::ButtonKind::Primary, QStringLiteral("shield-check"), page);
    auto* no = ui::button(tr("They differ, go back"), ui::ButtonKind::Normal, {}, page);
    rows->addWidget(yes);
    rows->addWidget(no);
    rows->addStretch(1);
    connect(yes, &QPushButton::clicked, this, [this] {
        showStep(0);
        setBusy(true);
        connection_.answerTrust(true);
    });
    connect(no, &QPushButton::clicked, this, [this] {
        connection_.answerTrust(false);
        reset();
    });
    return page;
}

QWidget* LoginPage::buildRefused() {
    auto* page = new QWidget(steps_);
    auto* rows = column(page);
    rows->addWidget(ui::label(tr("The server is not the one you know"), ui::TextStyle::Title, ui::Tone::Danger, page));
    rows->addSpacing(4);
    refusedText_ = paragraph({}, page);
    rows->addWidget(refusedText_);
    rows->addSpacing(8);
    refusedPrints_ = fingerprints(page);
    rows->addWidget(refusedPrints_);
    rows->addSpacing(4);
    rows->addWidget(paragraph(tr("No password was sent. Ask your administrator whether the server has a new "
                                 "certificate. Only if he says yes, forget "
                                 "the old one and log in anew."),
                              page));
    rows->addSpacing(16);
    auto* back = ui::button(tr("Back"), ui::ButtonKind::Primary, {}, page);
    auto* forget = ui::button(tr("Forget the old certificate"), ui::ButtonKind::Danger, {}, page);
    rows->addWidget(back);
    rows->addWidget(forget);
    rows->addStretch(1);
    connect(back, &QPushButton::clicked, this, [this] { reset(); });
    connect(forget, &QPushButton::clicked, this, [this] {
        known_.forget(connection_.server());
        reset();
    });
    return page;
}

QWidget* LoginPage::buildNewPassword() {
    auto* page = new QWidget(steps_);
    auto* rows = column(page);
    rows->addWidget(ui::label(tr("Choose a password of your own"), ui::TextStyle::Title, ui::Tone::Normal, page));
    rows->addWidget(paragraph(tr("The one you came with was for the first time only."), page));
    rows->addSpacing(8);
    newTrouble_ = new ui::Banner(QStringLiteral("danger"), page);
    newTrouble_->hide();
    rows->addWidget(newTrouble_);
    newPassword_ = new QLineEdit(page);
    newPasswordAgain_ = new QLineEdit(page);
    const std::initializer_list<std::pair<QString, QLineEdit*>> fields = {{tr("New password"), newPassword_},
                                                                          {tr("Once more"), newPasswordAgain_}};
    for (const auto& [name, field] : fields) {
        field->setEchoMode(QLineEdit::Password);
        field->setAccessibleName(name);
        rows->addWidget(caption(name, field, page));
        rows->addWidget(field);
        rows->addSpacing(8);
        connect(field, &QLineEdit::returnPressed, this, &LoginPage::changePassword);
    }
    newButton_ = ui::button(tr("Save and go on"), ui::ButtonKind::Primary, {}, page);
    newButton_->setMinimumHeight(36);
    rows->addSpacing(8);
    rows->addWidget(newButton_);
    rows->addStretch(1);
    connect(newButton_, &QPushButton::clicked, this, &LoginPage::changePassword);
    return page;
}

}  // namespace kupets::view
