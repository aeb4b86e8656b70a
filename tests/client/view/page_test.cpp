// What holds for every page: each control has a name for screen readers, Tab walks a form as it is read, and a Russian
// window shows no English word.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/net/keyring.h"
#include "client/view/actions_page.h"
#include "client/view/board_page.h"
#include "client/view/card_form.h"
#include "client/view/card_page.h"
#include "client/view/editors/field_editor.h"
#include "client/view/login_page.h"
#include "client/view/search_popup.h"
#include "client/view/shortcuts_page.h"
#include "client/view/table_page.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;

namespace {

/// A window with every kind of page, and the pages themselves.
struct Pages {
    explicit Pages(test::FakeHost& host) : window(std::make_unique<QWidget>()) {
        window->resize(1280, 800);
        const schema::SnapshotPtr snapshot = host.context().schema->snapshot();
        for (const auto& entity : snapshot->entities()) {
            all.push_back(new view::CardPage(host, entity->name(), {}, window.get()));
            all.push_back(new view::TablePage(host, entity->name(), window.get()));
            if (entity->def().has_board()) all.push_back(new view::BoardPage(host, entity->name(), window.get()));
        }
        all.push_back(new view::LoginPage(*host.context().connection, host.client.known, keyring,
                                          host.context().language, window.get()));
        all.push_back(new view::SearchPopup(host, window.get()));
        all.push_back(new view::ActionsPage(host, window.get()));
        all.push_back(new view::ShortcutsPage(host, window.get()));
        window->show();
        test::settle(100);
    }
    net::Keyring keyring;
    std::unique_ptr<QWidget> window;
    std::vector<QWidget*> all;
};

bool isInner(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return qobject_cast<const QHeaderView*>(widget) ||
           (parent && (qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QComboBox*>(parent))) ||
           widget->inherits("QTableCornerButton") || widget->inherits("QComboBoxListView") ||
           widget->inherits("QScrollBar") || (parent && parent->inherits("QTabBar"));
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QAbstractItemView*>(widget);
}

std::string pathOf(const QWidget* widget) {
    std::string path;
    for (const QWidget* at = widget; at; at = at->parentWidget())
        path = std::string(at->metaObject()->className()) + "/" + path;
    return path;
}

/// Words in Latin letters that a Russian window may show: keys, examples, names of programs and of currencies.
bool mayBeLatin(const QString& word) {
    static const QStringList known = {
        QStringLiteral("Enter"),     QStringLiteral("Del"),         QStringLiteral("Esc"),  QStringLiteral("Ins"),
        QStringLiteral("Ctrl"),      QStringLiteral("Excel"),       QStringLiteral("Alt"),  QStringLiteral("Shift"),
        QStringLiteral("kupetsctl"), QStringLiteral("import"),      QStringLiteral("name"), QStringLiteral("crm"),
        QStringLiteral("example"),   QStringLiteral("fingerprint"), QStringLiteral("ru"),   QStringLiteral("Backspace"),
        QStringLiteral("Space"),     QStringLiteral("English"),     QStringLiteral("Tab"),  QStringLiteral("PgUp"),
        QStringLiteral("PgDown"),    QStringLiteral("RUB"),         QStringLiteral("USD"),  QStringLiteral("EUR"),
        QStringLiteral("CNY"),       QStringLiteral("KZT"),         QStringLiteral("BYN"),  QStringLiteral("JSON")};
    return word.size() < 2 || known.contains(word);
}

QString foreignWord(const QString& text) {
    static const QRegularExpression latin(QStringLiteral("[A-Za-z]{2,}"));
    for (auto it = latin.globalMatch(text); it.hasNext();)
        if (const QString word = it.next().captured(); !mayBeLatin(word)) return word;
    return {};
}

QStringList wordsOf(const QWidget* widget) {
    QStringList words{widget->toolTip(), widget->accessibleName()};
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        words << QString(label->text()).remove(QRegularExpression(QStringLiteral("<[^>]*>")));
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) words << button->text();
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) words << line->placeholderText();
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        for (int i = 0; i < box->count(); ++i) words << box->itemText(i);
    return words;
}

}  // namespace

TEST_CASE("Every control has a name for those who do not see it") {
    test::FakeHost host;
    const Pages pages(host);
    int controls = 0;
    for (QWidget* page : pages.all)
        for (QWidget* widget : page->findChildren<QWidget*>()) {
            if (!isControl(widget) || isInner(widget) || widget->isHidden()) continue;
            ++controls;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            INFO(pathOf(widget));
            REQUIRE(face);
            CHECK_FALSE(face->text(QAccessible::Name).trimmed().isEmpty());
        }
    CHECK(controls > 200);
}

TEST_CASE("A Russian window shows no English word") {
    test::FakeHost host;
    const Pages pages(host);
    for (QWidget* page : pages.all)
        for (const QWidget* widget : page->findChildren<QWidget*>())
            for (const QString& text : wordsOf(widget)) {
                INFO(pathOf(widget) << ": " << text.toStdString());
                CHECK(foreignWord(text).toStdString().empty());
            }
}

TEST_CASE("An English window shows no Russian word") {
    test::FakeHost host(data::Language::English);
    const Pages pages(host);
    static const QRegularExpression cyrillic(QStringLiteral("[А-Яа-яЁё]{2,}"));
    for (QWidget* page : pages.all)
        for (const QWidget* widget : page->findChildren<QWidget*>())
            for (const QString& text : wordsOf(widget)) {
                INFO(pathOf(widget) << ": " << text.toStdString());
                CHECK_FALSE(QString(text)
                                .remove(QStringLiteral("Анна Петрова"))
                                .remove(QStringLiteral("Русский"))
                                .contains(cyrillic));  // the name of who is logged in
            }
}

TEST_CASE("Tab walks the fields of a card in the order in which they are read") {
    test::FakeHost host;
    for (const char* entity : {"deal", "company", "task"}) {
        view::CardPage page(host, entity, {});
        page.resize(1000, 3000);
        page.show();
        QApplication::setActiveWindow(&page);
        test::settle(50);
        const schema::Entity& definition = *host.context().schema->entity(entity);
        std::vector<std::string> expected;
        for (const auto& section : definition.def().card().sections()) {
            if (section.has_tab()) break;  // what stands on other tabs is not here yet
            for (const std::string& field : section.fields())
                if (view::isEditable(*definition.field(field))) expected.push_back(field);
        }
        std::vector<std::string> walked;
        page.form()->focusFirst();
        for (int step = 0; step < 120 && walked.size() < expected.size(); ++step) {
            std::string now;
            for (QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
                if (const auto* editor = qobject_cast<view::FieldEditor*>(at)) now = editor->name();
            if (!now.empty() && (walked.empty() || walked.back() != now)) walked.push_back(now);
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &page, Qt::Key_Tab);
        }
        CHECK(walked == expected);
    }
}
