// The wizard of the import over a scripted peer: what it proposes, what it sends, what it shows of what comes.
#include "client/view/import_wizard.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/model/import_outcome_model.h"
#include "client/ui/search_field.h"
#include "client/view/import_field_picker.h"
#include "client/view/import_mapping_model.h"
#include "client/view/import_mapping_page.h"
#include "client/view/import_mapping_table.h"
#include "client/view/import_outcome_table.h"
#include "client/view/import_parts_page.h"
#include "client/view/import_rehearsal_page.h"
#include "client/view/import_result_page.h"
#include "client/view/import_sheets_page.h"
#include "common/wire/values.h"
#include "kupets/v1/files.pb.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using Outcome = v1::ImportOutcome;
using view::ImportWizard;

namespace {

const QByteArray kClients =
    "Выгрузка от 21.11.2026;;;;\n"
    "Организация;ИНН;Город;Тел.;Контактное лицо\n"
    "ООО «Ромашка»;7707083893;Москва;8 495 123-45-67;Петров Сергей Иванович\n"
    "АО Лютик;7728168971;Тула;84957654321;Иванова Анна Петровна\n"
    "ИП Сидоров;123;Омск;нет;Сидоров Пётр Ильич\n";

struct Wizard {
    explicit Wizard(const QByteArray& content = kClients, const std::string& entity = {},
                    const char* name = "клиенты.csv") {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("no file");
        file.write(content);
        file.close();
        host.client.peer.on<v1::UploadRequest, v1::UploadReply>(
            v1::METHOD_FILES_UPLOAD,
            [](const v1::UploadRequest&) -> Result<v1::UploadReply> { return v1::UploadReply(); });
        host.client.peer.hold(v1::METHOD_IMPORT_RUN);
        wizard = new ImportWizard(host, entity, nullptr);
        wizard->show();
        wizard->openFile(file.fileName());
    }
    ~Wizard() { delete wizard; }

    bool isReady() const {
        return test::waitFor([this] {
            return wizard->currentPage() && wizard->currentPage()->isComplete() &&
                   !wizard->session().source().isReading();
        });
    }
    bool go(ImportWizard::Step step) const {
        while (wizard->currentId() < step) {
            const int before = wizard->currentId();
            if (!isReady()) return false;
            QTest::mouseClick(wizard->button(QWizard::NextButton), Qt::LeftButton);
            if (wizard->currentId() == before) return false;
        }
        return true;
    }
    /// The import that the server has been asked for, and not answered yet.
    test::Asked asked() const {
        if (!test::waitFor([this] { return !host.client.peer.held().empty(); }))
            throw std::runtime_error("nothing asked");
        return host.client.peer.held().back();
    }
    v1::ImportRequest request() const {
        v1::ImportRequest out;
        out.ParseFromString(asked().payload);
        return out;
    }
    void answer(const v1::ImportProgress& progress, const v1::ImportReply& reply) {
        const test::Asked of = asked();
        host.client.peer.chunk(of, progress.SerializeAsString());
        host.client.peer.answer(of, reply.SerializeAsString());
    }
    QStringList uses() const {
        QStringList out;
        const auto& sheet = wizard->session().plan().sheets.front();
        for (const auto& use : sheet.uses)
            out << (use.isUsed() ? toQt(sheet.parts[static_cast<std::size_t>(use.part)].name + "." + use.path)
                                 : QStringLiteral("-"));
        return out;
    }

    QTemporaryDir folder;
    test::FakeHost host;
    ImportWizard* wizard = nullptr;
};

Outcome& add(v1::ImportProgress& progress, std::uint64_t row, std::uint32_t part, Outcome::Kind kind) {
    Outcome& outcome = *progress.add_outcomes();
    outcome.set_row(row);
    outcome.set_part(part);
    outcome.set_kind(kind);
    return outcome;
}

void addCell(Outcome& outcome, const char* field, const std::string& before, const std::string& after) {
    v1::ImportCell& cell = *outcome.add_cells();
    cell.set_field(field);
    if (!before.empty()) *cell.mutable_before() = wire::toProto(Value(before));
    *cell.mutable_after() = wire::toProto(Value(after));
}

v1::ImportProgress rehearsal() {
    v1::ImportProgress progress;
    progress.set_rows_read(3);
    progress.set_rows_total(3);
    Outcome& first = add(progress, 3, 0, Outcome::UPDATED);
    first.set_record(std::string(Uuid::fromName("romashka").view()));
    first.set_title("Ромашка");
    addCell(first, "city", "Тверь", "Москва");
    Outcome& second = add(progress, 4, 0, Outcome::CREATED);
    addCell(second, "name", {}, "Лютик");
    addCell(second, "full_name", {}, "АО Лютик");
    Outcome& bad = add(progress, 5, 0, Outcome::BAD);
    bad.mutable_error()->set_row(5);
    bad.mutable_error()->set_header("ИНН");
    bad.mutable_error()->set_value("123");
    bad.mutable_error()->set_code(static_cast<std::uint32_t>(ErrorCode::InvalidValue));
    bad.mutable_error()->add_args("123");
    bad.mutable_error()->add_args("inn");
    Outcome& person = add(progress, 3, 1, Outcome::UNDECIDED);
    v1::ImportLike& like = *person.add_likes();
    like.set_record(std::string(Uuid::fromName("petrov").view()));
    like.set_title("Петров С. И.");
    like.set_confidence(90);
    add(progress, 4, 1, Outcome::CREATED);
    return progress;
}

QString cellText(const model::ImportOutcomeModel& lines, int row, const QString& column) {
    for (int at = model::ImportOutcomeModel::FirstCell; at < lines.columnCount(); ++at)
        if (lines.columnTitle(at) == column) return lines.cell(row, at).text;
    return QStringLiteral("?");
}

}  // namespace

TEST_CASE("the wizard finds the header, the records and the fields of a file") {
    Wizard test;
    REQUIRE(test.go(ImportWizard::Sheets));
    CHECK(test.wizard->sheets().headerBox()->value() == 2);
    REQUIRE(test.go(ImportWizard::Mapping));
    CHECK(test.uses() == QStringList{"company.name", "company.inn", "company.city", "company.phones", "contact.name"});
    const auto& sheet = test.wizard->session().plan().sheets.front();
    CHECK(sheet.parts[0].match == std::vector<std::vector<std::string>>{{"inn"}, {"phones"}, {"name", "city"}});
    REQUIRE(sheet.parts[1].links.size() == 1);
    CHECK(sheet.parts[1].links[0].field == "company");
}

TEST_CASE("a field is chosen by typing, taken out by Del, used twice by Ins") {
    Wizard test(kClients, "company");
    REQUIRE(test.go(ImportWizard::Parts));
    test.wizard->parts().choose(0, {"company"});
    REQUIRE(test.go(ImportWizard::Mapping));
    auto& table = test.wizard->mapping().table();
    auto& lines = test.wizard->mapping().lines();
    table.setCurrentIndex(lines.index(4, view::ImportMappingModel::Field));
    QTest::keyClick(&table, Qt::Key_Return);
    auto* picker = test.wizard->findChild<view::ImportFieldPicker*>();
    REQUIRE(picker);
    picker->search()->setText(QStringLiteral("руковод"));  // QTest types ASCII only
    REQUIRE(test::waitFor([&] {
        return picker->list()->currentItem() && picker->list()->currentItem()->text() == QStringLiteral("Руководитель");
    }));
    QTest::keyClick(picker->search(), Qt::Key_Return);
    CHECK(test.uses().last() == "company.director");
    CHECK(test.wizard->currentId() == ImportWizard::Mapping);  // Enter was the picker's
    QTest::keyClick(&table, Qt::Key_Insert);
    REQUIRE(lines.rowCount() == 6);
    lines.setTarget(5, 0, "note");
    table.setCurrentIndex(lines.index(0, view::ImportMappingModel::Field));
    QTest::keyClick(&table, Qt::Key_Delete);
    CHECK(test.uses() ==
          QStringList{"-", "company.inn", "company.city", "company.phones", "company.director", "company.note"});
    const int row = lines.addConstant();
    lines.setTarget(row, 0, "country");
    CHECK(lines.setData(lines.index(row, view::ImportMappingModel::Examples), QStringLiteral("Россия"), Qt::EditRole));
    const v1::ImportRequest definition = test.wizard->session().definition();
    REQUIRE(definition.sheets(0).parts(0).constants_size() == 1);
    CHECK(definition.sheets(0).parts(0).constants(0).value() == "Россия");
    CHECK(definition.sheets(0).parts(0).columns_size() == 5);
    CHECK(definition.sheets(0).header_row() == 2);
}

TEST_CASE("the rehearsal shows each row, a cell is mended, a row is decided, and the import runs as it was rehearsed") {
    Wizard test;
    REQUIRE(test.go(ImportWizard::Rehearsal));
    v1::ImportRequest asked = test.request();
    CHECK(asked.dry_run());
    CHECK(asked.skip_bad_rows());
    CHECK(asked.tell_outcomes());
    CHECK(asked.csv().delimiter() == ";");
    REQUIRE(asked.sheets_size() == 1);
    REQUIRE(asked.sheets(0).parts_size() == 2);
    CHECK(asked.sheets(0).parts(1).links(0).part() == "company");
    test.answer(rehearsal(), v1::ImportReply());
    REQUIRE(test.isReady());

    auto& page = test.wizard->rehearsal();
    auto& lines = page.lines();
    REQUIRE(lines.rowCount() == 3);
    CHECK(cellText(lines, 0, "Город") == "Москва");
    CHECK(lines.cell(0, model::ImportOutcomeModel::FirstCell + 2).before == "Тверь");
    CHECK(cellText(lines, 0, "Организация") == "ООО «Ромашка»");  // as the file says: it stays
    CHECK(cellText(lines, 1, "Организация") == "Лютик");
    CHECK(cellText(lines, 1, "Полное название") == "АО Лютик");  // no column of the file: the program fills it
    CHECK_FALSE(lines.cell(2, model::ImportOutcomeModel::FirstCell + 1).error.isEmpty());
    page.filter(Outcome::BAD);
    CHECK(lines.rowCount() == 1);

    // Mend the cell, decide about the person, and let it be checked again.
    CHECK(lines.setData(lines.index(0, model::ImportOutcomeModel::FirstCell + 1), QStringLiteral("500100732259"),
                        Qt::EditRole));
    CHECK_FALSE(test.wizard->currentPage()->isComplete());
    page.filter(0);
    page.tabs()->setCurrentIndex(1);
    auto buttons = page.findChildren<QPushButton*>();
    const auto take =
        std::ranges::find_if(buttons, [](QPushButton* each) { return each->text() == QStringLiteral("Это она"); });
    REQUIRE(take != buttons.end());
    (*take)->click();
    page.findChild<QPushButton*>(QStringLiteral("check"))->click();
    REQUIRE(test::waitFor([&] { return test.host.client.peer.held().size() == 2; }));
    asked = test.request();
    REQUIRE(asked.fixes_size() == 1);
    CHECK(asked.fixes(0).row() == 5);
    CHECK(asked.fixes(0).header() == "ИНН");
    CHECK(asked.fixes(0).text() == "500100732259");
    REQUIRE(asked.decisions_size() == 1);
    CHECK(asked.decisions(0).part() == "contact");
    CHECK(asked.decisions(0).record() == Uuid::fromName("petrov").view());
    test.answer(rehearsal(), v1::ImportReply());
    REQUIRE(test.isReady());

    // And for good.
    QTest::mouseClick(test.wizard->button(QWizard::NextButton), Qt::LeftButton);
    REQUIRE(test::waitFor([&] { return test.host.client.peer.held().size() == 3; }));
    asked = test.request();
    CHECK_FALSE(asked.dry_run());
    CHECK(asked.fixes_size() == 1);
    CHECK(asked.reason() == "Импорт: клиенты.csv");
    v1::ImportReply reply;
    reply.set_created(2);
    reply.set_updated(1);
    reply.set_error_count(1);
    v1::ImportPartCount& part = *reply.add_parts();
    part.set_created(1);
    part.set_updated(1);
    part.set_errors(1);
    test.answer({}, reply);
    REQUIRE(test::waitFor([&] { return test.wizard->result().isDone(); }));
    CHECK(test.wizard->result().resultText() == "Готово: создано 2, обновлено 1");
    CHECK(test.host.toasts.last() == "Загружен файл: клиенты.csv");
    CHECK_FALSE(test.wizard->button(QWizard::BackButton)->isVisible());

    const QString saved = test.folder.filePath(QStringLiteral("ошибки.csv"));
    REQUIRE(test.wizard->result().saveBadRows(saved));
    QFile file(saved);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    CHECK(text.contains(QStringLiteral("Организация;ИНН;Город;Тел.;Контактное лицо;Почему не загружено")));
    CHECK(text.contains(QStringLiteral("ИП Сидоров;500100732259;Омск")));
    CHECK(text.contains(QStringLiteral("«ИНН»:")));

    test.host.client.peer.on<v1::UndoRequest, v1::UndoReply>(
        v1::METHOD_CHANGES_UNDO, [](const v1::UndoRequest&) -> Result<v1::UndoReply> { return v1::UndoReply(); });
    test.wizard->result().undoButton()->click();
    CHECK(test::waitFor([&] { return test.wizard->result().resultText() == QStringLiteral("Загрузка отменена"); }));
}

TEST_CASE("stopped or refused, nothing is done and one may try again") {
    Wizard test;
    REQUIRE(test.go(ImportWizard::Rehearsal));
    const test::Asked asked = test.asked();
    test.wizard->rehearsal().findChild<QPushButton*>(QStringLiteral("stop"))->click();
    CHECK(test::waitFor([&] { return test.host.client.peer.cancelled() == std::vector<quint64>{asked.id}; }));
    CHECK_FALSE(test.wizard->currentPage()->isComplete());
    test.wizard->rehearsal().findChild<QPushButton*>(QStringLiteral("again"))->click();
    REQUIRE(test::waitFor([&] { return test.host.client.peer.held().size() == 2; }));
    test.host.client.peer.answer(test.asked(), std::unexpected(Error(ErrorCode::Forbidden)));
    CHECK(test::waitFor([&] { return !test.wizard->session().run().isBusy(); }));
    CHECK_FALSE(test.wizard->currentPage()->isComplete());
}

TEST_CASE("what was told is there again for the next file with the same columns") {
    QTemporaryDir folder;
    Wizard test;
    REQUIRE(test.go(ImportWizard::Mapping));
    test.wizard->mapping().lines().setTarget(2, 0, "country");
    auto& templates = test.wizard->session().templates();
    templates.remember(test.wizard->session().plan().signature(), test.wizard->session().definition());
    // The same columns in another order.
    QFile file(folder.filePath(QStringLiteral("ещё.csv")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("Город;Организация;ИНН;Контактное лицо;Тел.\nПермь;ООО Клён;7707083893;Ильин Иван Ильич;89161234567\n");
    file.close();
    test.wizard->openFile(file.fileName());
    REQUIRE(test::waitFor([&] { return test.wizard->session().isPlanned(); }));
    CHECK(test.wizard->session().isRemembered());
    CHECK(test.uses() ==
          QStringList{"company.country", "company.name", "company.inn", "contact.name", "company.phones"});
}

TEST_CASE("a file that is none says why") {
    Wizard test("PK\x03\x04 damaged", {}, "сломан.xlsx");
    REQUIRE(test::waitFor([&] { return test.wizard->session().source().error().has_value(); }));
    CHECK_FALSE(test.wizard->currentPage()->isComplete());
}
