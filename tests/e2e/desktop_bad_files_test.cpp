// Files that are no tables, or damaged ones, given to the wizard as a person does it: the page says in Russian what is
// wrong with which sheet, row and column, and the next file may be tried at once. The corpus of tests/data/sheets says
// the words.
#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/ui/widgets.h"
#include "client/view/import_wizard.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;
using view::ImportWizard;

namespace {

constexpr int kLong = 120'000;
const QString kCorpus = QStringLiteral(KUPETS_SOURCE "/tests/data/sheets/");

struct BadFile {
    QString path;
    QString words;
};

/// Those that cannot be read, with the words that the reader has for it.
std::vector<BadFile> badFiles() {
    std::vector<BadFile> out;
    const QDir folder(kCorpus + QStringLiteral("expected"));
    for (const QString& name : folder.entryList({QStringLiteral("*.jsonl")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("no file");
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (qsizetype at = 0; at + 1 < lines.size(); ++at) {
            const QJsonObject line = QJsonDocument::fromJson(lines[at]).object();
            if (!line.contains(QStringLiteral("error")) || !line.contains(QStringLiteral("args"))) continue;
            out.push_back({kCorpus + QStringLiteral("files/") + name.chopped(6), QString::fromUtf8(lines[at + 1])});
            break;
        }
    }
    return out;
}

bool drop(QWidget& on, const QString& path) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(40, 40), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(QPointF(40, 40), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &event);
    return event.isAccepted();
}

/// What the page says is wrong; empty when nothing is.
QString troubleOf(const QWidget& page) {
    for (const ui::Banner* banner : page.findChildren<ui::Banner*>())
        if (banner->isVisible()) return banner->text();
    return {};
}

}  // namespace

TEST_CASE("Files that cannot be read say why, and the next one may be tried", "[e2e]") {
    Company& company = Company::get();
    const bool dark = GENERATE(false, true);
    Desktop::Options options = company.options();
    options.appearance = dark ? ui::Appearance::Dark : ui::Appearance::Light;
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    const std::vector<BadFile> files = badFiles();
    REQUIRE(files.size() > 50);
    REQUIRE(drop(desktop.window(), files.front().path));
    REQUIRE(waitFor([&] { return desktop.window().importWizard() != nullptr; }));
    ImportWizard& wizard = *desktop.window().importWizard();
    const auto isRead = [&] { return !wizard.session().source().isReading(); };
    const auto picture = [&](const char* name) {
        desktop.rest();
        QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
        wizard.grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/import_bad_%1_%2.png")
                               .arg(QString::fromUtf8(name), dark ? "dark" : "light"));
    };
    for (const BadFile& bad : files) {
        INFO(bad.path.toStdString());
        if (!drop(*wizard.currentPage(), bad.path)) wizard.openFile(bad.path);  // of a name that no table has
        REQUIRE(waitFor([&] { return isRead() && !troubleOf(*wizard.currentPage()).isEmpty(); }, kLong));
        CHECK(troubleOf(*wizard.currentPage()) == bad.words);
        CHECK_FALSE(wizard.currentPage()->isComplete());
        if (bad.path.endsWith(QStringLiteral("/openpyxl_wide.xlsx"))) picture("wide");
        if (bad.path.endsWith(QStringLiteral("/bad_bomb.xlsx"))) picture("bomb");
        if (bad.path.endsWith(QStringLiteral("/bad_locked.xlsx"))) picture("locked");
        if (bad.path.endsWith(QStringLiteral("/word.xlsx"))) picture("word");
        if (dark && bad.path.endsWith(QStringLiteral("/bad_locked.xlsx"))) break;  // the words are the same
    }
    // A whole one is taken all the same.
    REQUIRE(drop(*wizard.currentPage(), kCorpus + QStringLiteral("files/office_types.xlsx")));
    REQUIRE(waitFor([&] { return isRead() && wizard.currentPage()->isComplete(); }, kLong));
    CHECK(troubleOf(*wizard.currentPage()).isEmpty());
    QTest::mouseClick(wizard.button(QWizard::NextButton), Qt::LeftButton);
    CHECK(wizard.currentId() == ImportWizard::Sheets);
}
