// Files on cards as a person uses them: dropped, pasted, sent while one goes on, opened, saved, refused.
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QImage>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

#include <catch2/catch.hpp>

#include "client/model/chronology_model.h"
#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/editors/file_editor.h"
#include "client/view/image_viewer.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

/// Stands in for the desktop's programs.
class Viewer : public QObject {
    Q_OBJECT
public:
    Viewer() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "show"); }
    ~Viewer() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QStringList shown;

public Q_SLOTS:
    void show(const QUrl& url) { shown << url.toLocalFile(); }
};

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("no file");
    file.write(bytes);
    return file.fileName();
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Contract {
    explicit Contract(Desktop& desktop, const Uuid& deal) : card(desktop.card("deal", deal)) {
        REQUIRE(card);
        REQUIRE(card->draft());
        editor = qobject_cast<view::FileEditor*>(card->form()->editor("contract"));
        REQUIRE(editor);
        card->findChild<QScrollArea*>()->ensureWidgetVisible(editor, 0, 300);
        frame = editor->findChild<QFrame*>();
        desktop.rest(60);
    }
    QAbstractButton* button(const QString& name) const {
        for (QAbstractButton* each : editor->findChildren<QAbstractButton*>())
            if (each->isVisible() && each->accessibleName() == name) return each;
        return nullptr;
    }
    bool drop(const QMimeData& mime) const {
        QDragEnterEvent enter(QPoint(20, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(frame, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent event(QPointF(20, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(frame, &event);
        return event.isAccepted();
    }
    std::string saved(Company& company) const { return company.text("deal", card->key().id, "contract"); }

    view::CardPage* card;
    view::FileEditor* editor = nullptr;
    QFrame* frame = nullptr;
};

}  // namespace

TEST_CASE("A file is dropped on a card, saved with it, opened and saved elsewhere", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    Viewer viewer;
    const QString path = write(folder, QStringLiteral("Договор №17.txt"), "Предмет договора");
    Contract contract(desktop, company.find("deal", "name = \"Кресла в офис\""));
    desktop.picture("file-empty");
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    REQUIRE(contract.drop(mime));
    REQUIRE(waitFor([&] { return !contract.editor->isBusy() && contract.card->isDirty(); }));
    CHECK(contract.saved(company).empty());  // it is the draft's until the card is saved
    contract.card->save();
    REQUIRE(waitFor([&] { return !contract.saved(company).empty(); }));
    REQUIRE(contract.button(QStringLiteral("Открыть: Договор №17.txt")));
    desktop.picture("file-there");

    contract.button(QStringLiteral("Открыть: Договор №17.txt"))->click();
    REQUIRE(waitFor([&] { return viewer.shown.size() == 1; }));
    CHECK(viewer.shown.front().endsWith(QStringLiteral("/Договор №17.txt")));
    CHECK(contents(viewer.shown.front()) == "Предмет договора");
    QTest::keyClick(contract.frame, Qt::Key_Return);  // it is here already
    CHECK(waitFor([&] { return viewer.shown.size() == 2; }));

    const QString copy = folder.filePath(QStringLiteral("копия.txt"));
    bool done = false;
    QObject::connect(contract.editor, &view::FileEditor::downloaded, contract.editor, [&done] { done = true; });
    contract.editor->saveTo(copy, false);
    REQUIRE(waitFor([&] { return done; }));
    CHECK(contents(copy) == "Предмет договора");

    // Who comes later sees its name in the card and in the chronology; undo takes it off.
    CHECK(waitFor([&] {
        for (int row = 0; row < contract.card->chronology()->entries(); ++row)
            for (const model::ChronologyLine& line : contract.card->chronology()->chronology().entry(row).lines)
                if (line.after == QStringLiteral("Договор №17.txt")) return true;
        return false;
    }));
    desktop.window().undo();
    CHECK(waitFor([&] { return contract.saved(company).empty(); }));
    CHECK(waitFor([&] { return contract.button(QStringLiteral("Выбрать файл: Договор")) != nullptr; }));
}

TEST_CASE("Saving waits for a file that is on its way, stopping it gives it up", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    const QString large = write(folder, QStringLiteral("Чертежи.zip"), QByteArray(40'000'000, 'z'));
    Contract contract(desktop, company.find("deal", "name = \"Офис на Варшавке\""));
    contract.editor->uploadFile(large);
    REQUIRE(waitFor([&] { return contract.editor->findChild<data::Upload*>()->sent() > 1'000'000; }));
    desktop.picture("file-sending");
    CHECK(contract.card->isDirty());
    REQUIRE(contract.button(QStringLiteral("Остановить: Договор")));
    contract.button(QStringLiteral("Остановить: Договор"))->click();
    CHECK_FALSE(contract.editor->isBusy());
    CHECK_FALSE(contract.card->isDirty());

    contract.editor->uploadFile(large);
    desktop.press(Qt::Key_S, Qt::ControlModifier);
    CHECK(contract.editor->isBusy());
    CHECK(contract.saved(company).empty());
    CHECK(waitFor([&] { return !contract.saved(company).empty(); }, 60'000));
    CHECK(waitFor([&] { return !contract.card->isDirty(); }));
    desktop.window().undo();
    CHECK(waitFor([&] { return contract.saved(company).empty(); }));
}

TEST_CASE("A picture is pasted", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    QImage picture(60, 40, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    Contract contract(desktop, company.find("deal", "name = \"Склад стройматериалов\""));
    QApplication::clipboard()->setImage(picture);
    contract.editor->setFocus();
    desktop.press(Qt::Key_V, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return !contract.editor->isBusy() && contract.card->isDirty(); }));
    contract.editor->openFile();
    view::ImageViewer* viewer = nullptr;  // a picture needs no other program
    REQUIRE(waitFor([&] { return (viewer = desktop.window().findChild<view::ImageViewer*>()) != nullptr; }));
    CHECK(viewer->windowTitle().endsWith(QStringLiteral(".png")));
    CHECK(qobject_cast<QLabel*>(viewer->findChild<QScrollArea*>()->widget())
              ->pixmap()
              .toImage()
              .convertToFormat(QImage::Format_RGB32) == picture);
    viewer->close();
    contract.card->revert();
    CHECK(contract.button(QStringLiteral("Выбрать файл: Договор")));
    QApplication::clipboard()->setText(QStringLiteral("просто слова"));
    contract.editor->setFocus();
    desktop.press(Qt::Key_V, Qt::ControlModifier);
    CHECK_FALSE(contract.editor->isBusy());
}

TEST_CASE("What can not be sent is told in words", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    Contract contract(desktop, company.find("deal", "name = \"Бытовки на объекте\""));
    QFile huge(folder.filePath(QStringLiteral("Видео.mp4")));
    REQUIRE(huge.open(QIODevice::WriteOnly));
    REQUIRE(huge.resize(1'500LL << 20));  // sparse
    contract.editor->uploadFile(huge.fileName());
    REQUIRE(waitFor([&] { return !contract.editor->trouble().isEmpty(); }));
    CHECK(QString(contract.editor->trouble()).replace(QChar(0x00A0), u' ') ==
          QStringLiteral("Файл слишком большой: 1,5 ГБ. Можно не больше 1,0 ГБ."));
    desktop.picture("file-too-large");
    contract.editor->uploadFile(folder.path());
    CHECK(contract.editor->trouble().contains(QStringLiteral("не файл")));
    contract.editor->uploadFile(folder.filePath(QStringLiteral("нет такого")));
    CHECK(contract.editor->trouble().contains(QStringLiteral("не файл")));
    CHECK_FALSE(contract.card->isDirty());
}

TEST_CASE("A note is written with a file", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    view::CardPage* card = desktop.card("deal", company.find("deal", "name = \"Шкафы для документов\""));
    REQUIRE(card);
    view::ChronologyComposer& composer = card->chronology()->composer();
    REQUIRE(waitFor([&] { return !composer.kinds().empty(); }));
    composer.open(0);
    composer.text()->setPlainText(QStringLiteral("План помещения"));
    auto* editor = qobject_cast<view::FileEditor*>(composer.editor("attachment"));
    REQUIRE(editor);
    editor->uploadFile(write(folder, QStringLiteral("план.pdf"), QByteArray(3'000'000, 'p')));
    desktop.picture("file-note");
    composer.save();  // waits for the file
    const auto row = [&] {
        for (int i = 0; i < card->chronology()->entries(); ++i)
            if (card->chronology()->chronology().entry(i).title == QStringLiteral("План помещения")) return i;
        return -1;
    };
    REQUIRE(waitFor([&] { return row() >= 0; }, 30'000));
    CHECK(card->chronology()->chronology().entry(row()).fileName == QStringLiteral("план.pdf"));
    desktop.picture("file-noted");
    Viewer viewer;
    view::ChronologyView& list = card->chronology()->view();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::NoModifier,
                      list.placeOf(row(), view::ChronologyLook::Part::File).center());
    REQUIRE(waitFor([&] { return viewer.shown.size() == 1; }));
    CHECK(contents(viewer.shown.front()).size() == 3'000'000);
}

#include "desktop_files_test.moc"
