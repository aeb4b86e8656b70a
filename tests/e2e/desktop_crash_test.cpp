// A client that is killed while somebody works in it: nobody is asked, nothing is written on the way out. A process of
// its own types and dies; the program itself is started over what that left, and dies too; then it is looked at.
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <csignal>
#include <iostream>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/editors/field_editor.h"
#include "kupets/v1/presence.pb.h"
#include "tests/e2e/desktop_company.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

constexpr const char* kChild = "[typist]";

/// Killed when it goes; until then it runs as a person's program would, without a display.
class Process {
public:
    Process(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
        process_.setProcessEnvironment(environment);
        process_.setProcessChannelMode(QProcess::MergedChannels);
        process_.start(program, arguments);
        process_.waitForStarted(10'000);
    }
    ~Process() { kill(); }
    void kill() {
        if (process_.state() == QProcess::NotRunning) return;
        ::kill(static_cast<pid_t>(process_.processId()), SIGKILL);
        process_.waitForFinished(10'000);
    }
    bool isRunning() { return !process_.waitForFinished(0) && process_.state() == QProcess::Running; }
    std::string words() { return (said_ += QString::fromUtf8(process_.readAll())).toStdString(); }
    /// What follows `mark` in a line of its output; empty when it does not come.
    QString lineWith(const QString& mark) {
        REQUIRE(waitFor(
            [&] {
                said_ += QString::fromUtf8(process_.readAll());
                const auto at = said_.indexOf(mark);
                return (at >= 0 && said_.indexOf(u'\n', at) > 0) || process_.state() == QProcess::NotRunning;
            },
            60'000));
        INFO(said_.toStdString());
        REQUIRE(said_.contains(mark));
        const auto at = said_.indexOf(mark) + mark.size();
        return said_.mid(at, said_.indexOf(u'\n', at) - at).trimmed();
    }

private:
    QProcess process_;
    QString said_;
};

QProcessEnvironment environment(const Uuid& record) {
    const Desktop::Options options = Company::get().options();
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    all.insert(QStringLiteral("KUPETS_TYPIST_SERVER"), QString::fromStdString(options.server));
    all.insert(QStringLiteral("KUPETS_TYPIST_FINGERPRINT"), QString::fromStdString(options.fingerprint));
    all.insert(QStringLiteral("KUPETS_TYPIST_RECORD"), QString::fromStdString(record.text()));
    return all;
}

void typeInto(view::CardPage* card, const char* field, const QString& text) {
    REQUIRE(card);
    REQUIRE(card->form()->focusField(field));
    auto* line = card->form()->editor(field)->findChild<QLineEdit*>();
    REQUIRE(line);
    line->selectAll();
    for (const QChar letter : text)
        for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent key(kind, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(line, &key);
        }
}

/// Whether a colleague comes to see the administrator write in that field of the record.
bool isSeenWriting(tests::WireClient& colleague, const Uuid& record, const std::string& field) {
    v1::WatchRequest request;
    request.add_records()->set_entity("company");
    request.mutable_records(0)->set_id(std::string(record.view()));
    auto reply = colleague.call<v1::WatchReply>(v1::METHOD_PRESENCE_WATCH, request);
    REQUIRE(reply);
    const auto writes = [&](const v1::PresenceEvent& at) {
        return std::ranges::any_of(at.viewers(), [&](const v1::Viewer& viewer) {
            return std::ranges::find(viewer.editing(), field) != viewer.editing().end();
        });
    };
    if (std::ranges::any_of(reply->present(), writes)) return true;
    while (const auto event = colleague.nextEvent(std::chrono::seconds(20))) {
        v1::PresenceEvent presence;
        if (!event->presence().empty() && presence.ParseFromString(event->presence()) && writes(presence)) return true;
    }
    return false;
}

}  // namespace

/// Only by itself, from the test below.
TEST_CASE("Somebody types until he is killed", "[.][typist]") {
    Desktop::Options options;
    options.server = qEnvironmentVariable("KUPETS_TYPIST_SERVER").toStdString();
    options.fingerprint = qEnvironmentVariable("KUPETS_TYPIST_FINGERPRINT").toStdString();
    options.password = tests::ServerFixture::password();
    REQUIRE_FALSE(options.server.empty());
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    desktop.window().openNew("contact");
    typeInto(qobject_cast<view::CardPage*>(desktop.window().pages()->current()), "name",
             QStringLiteral("Незаписанный человек"));
    REQUIRE(desktop.window().pages()->openTab(
        QStringLiteral("record/company/") + qEnvironmentVariable("KUPETS_TYPIST_RECORD"), false));
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(waitFor([&] { return card && card->draft() != nullptr; }));
    typeInto(card, "city", QStringLiteral("Великие Луки"));
    card->chronology()->composer().open(0);
    card->chronology()->composer().text()->setPlainText(QStringLiteral("Просили перезвонить"));
    REQUIRE(desktop.program().openWindow(QStringLiteral("board/task")));
    desktop.program().windows().back()->show();
    desktop.rest(3'000);  // what is typed is kept within three seconds
    std::cout << "typed in " << desktop.folder().toStdString() << std::endl;
    desktop.rest(120'000);
}

TEST_CASE("Killed twice, the program comes back with its windows, tabs and unsaved words", "[e2e]") {
    Company& company = Company::get();
    const Uuid id = company.find("company", "name = \"Ромашка\"");
    const std::string city = company.text("company", id, "city");
    const QProcessEnvironment given = environment(id);
    Process typist(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kChild)}, given);
    const QString folder = typist.lineWith(QStringLiteral("typed in "));
    REQUIRE(typist.isRunning());
    typist.kill();
    REQUIRE(QFile::exists(folder + QStringLiteral("/local.sqlite")));

    const Desktop::Options options = company.options();
    auto program = std::make_unique<Process>(
        QStringLiteral(KUPETS_CLIENT_PROGRAM),
        QStringList{QStringLiteral("--server"), QString::fromStdString(options.server), QStringLiteral("--fingerprint"),
                    QString::fromStdString(options.fingerprint), QStringLiteral("--user"), QStringLiteral("admin"),
                    QStringLiteral("--password-file"), folder + QStringLiteral("/password"), QStringLiteral("--lang"),
                    QStringLiteral("ru"), QStringLiteral("--settings"), folder},
        given);
    tests::addUser(*company.connection(), "witness", "administrator", tests::ServerFixture::password());
    tests::WireClient witness(company.server().tls());
    REQUIRE(witness.login("witness", tests::ServerFixture::password()));
    CHECK(isSeenWriting(witness, id, "city"));  // the card is open again, with the words that nobody has saved
    CHECK(company.text("company", id, "city") == city);
    INFO(program->words());
    REQUIRE(program->isRunning());
    program.reset();

    Desktop::Options again = options;
    again.leftIn = folder;
    Desktop desktop(again);
    QDir(folder).removeRecursively();
    REQUIRE(desktop.waitInside());
    REQUIRE(waitFor([&] { return desktop.program().windows().size() == 2 && desktop.window().pages()->count() == 2; }));
    CHECK(desktop.program().windows().back()->pages()->currentAddress() == QStringLiteral("board/task"));
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(card);
    REQUIRE(waitFor([&] { return card->isRestored(); }));
    CHECK(card->key().id == id);
    CHECK(card->form()->editor("city")->findChild<QLineEdit*>()->text() == QStringLiteral("Великие Луки"));
    CHECK(card->chronology()->composer().text()->toPlainText() == QStringLiteral("Просили перезвонить"));
    desktop.picture("card-restored");
    desktop.window().pages()->showTab(0);
    auto* fresh = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(fresh);
    CHECK(fresh->title() == QStringLiteral("Незаписанный человек"));

    card->discardRestored();
    CHECK(card->form()->editor("city")->findChild<QLineEdit*>()->text().toStdString() == city);
    CHECK_FALSE(card->draft()->dirty());
    fresh->revert();
}
