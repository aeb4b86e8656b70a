// Files brought in as a person does it: through all pages of the wizard, with the real server. What was rehearsed is
// what comes, and undo takes all of it back. Leaves pictures of each page in build/screenshots.
#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <cstdio>
#include <map>

#include <catch2/catch.hpp>

#include "client/model/import_outcome_model.h"
#include "client/ui/search_field.h"
#include "client/view/import_aliases.h"
#include "client/view/import_conversion.h"
#include "client/view/import_field_picker.h"
#include "client/view/import_mapping_model.h"
#include "client/view/import_mapping_page.h"
#include "client/view/import_mapping_table.h"
#include "client/view/import_outcome_table.h"
#include "client/view/import_rehearsal_page.h"
#include "client/view/import_result_page.h"
#include "client/view/import_wizard.h"
#include "common/wire/values.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;
using Outcome = v1::ImportOutcome;
using view::ImportWizard;

namespace {

constexpr int kLong = 120'000;

const QByteArray kClients =
    "Клиенты, выгрузка от 21.11.2026;;;;;;;\n"
    "Организация;ИНН;Город;Тел.;Контактное лицо;Должность;Моб.;Почта\n"
    "ООО «Северный ветер»;7707083893;Мурманск;8 815 212-34-56;Полярный Сергей Иванович;директор;8 916 "
    "111-22-33;s@sever.ru\n"
    "АО Полюс;7728168971;Тула;84872123456;Южная Анна Петровна;бухгалтер;+7 (916) 444-55-66;anna@polus.ru\n"
    "ИП Западный;123;Омск;83812123456;Западный Пётр Ильич;;9161234500;\n";

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("no file");
    file.write(bytes);
    return file.fileName();
}

/// A file dropped onto the main window, as from the desktop's files.
bool drop(QWidget& window, const QString& path) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(QPointF(400, 400), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return event.isAccepted();
}

struct Import {
    Import(Desktop& desktop_, std::string theme_) : desktop(desktop_), theme(std::move(theme_)) {}

    bool begin(const QString& path) {
        return drop(desktop.window(), path) && waitFor([this] { return desktop.window().importWizard() != nullptr; }) &&
               ready();
    }
    ImportWizard& wizard() const { return *desktop.window().importWizard(); }
    bool ready() const {
        return waitFor(
            [this] { return wizard().currentPage()->isComplete() && !wizard().session().source().isReading(); }, kLong);
    }
    /// As Enter on the button does.
    bool next() const {
        if (!ready()) return false;
        const int before = wizard().currentId();
        wizard().button(QWizard::NextButton)->setFocus();
        QTest::keyClick(wizard().button(QWizard::NextButton), Qt::Key_Return);
        return wizard().currentId() == before + 1;
    }
    void picture(const std::string& name) const {
        desktop.rest();
        QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
        wizard().grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/import_%1_%2.png")
                                 .arg(QString::fromStdString(name), QString::fromStdString(theme)));
    }
    model::ImportOutcomes& outcomes() const { return wizard().session().run().outcomes(); }
    /// Opens how a column is read, of the sheet that is shown.
    view::ImportConversion* conversion(const std::string& header) const {
        view::ImportMappingPage& page = wizard().mapping();
        for (int row = 0; row < page.lines().rowCount(); ++row) {
            if (page.lines().columnOf(row).header != header) continue;
            page.table().setCurrentIndex(page.lines().index(row, view::ImportMappingModel::Conversion));
            QTest::keyClick(&page.table(), Qt::Key_Return);
            return wizard().findChild<view::ImportConversion*>();
        }
        return nullptr;
    }

    Desktop& desktop;
    std::string theme;
};

std::map<std::string, int> counts(Company& company) {
    std::map<std::string, int> out;
    for (const char* entity : {"company", "contact", "deal", "product", "product_group", "user", "department", "stage"})
        out[entity] = company.count(entity);
    return out;
}

struct Figures {
    std::uint64_t deals = 0;
    std::string sum;
    bool operator==(const Figures&) const = default;
};

std::map<std::string, Figures> stages(Company& company) {
    v1::GroupRequest request;
    request.mutable_set()->set_entity("deal");
    request.mutable_set()->set_filter("stage.pipeline.name = \"Sales\"");
    request.add_by("stage.name");
    v1::Aggregate& sum = *request.add_aggregates();
    sum.set_function(v1::Aggregate::FUNCTION_SUM);
    sum.set_path("amount");
    const auto reply = company.connection()->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request);
    std::map<std::string, Figures> out;
    if (!reply) throw std::runtime_error(describe(reply.error()));
    for (const v1::Group& group : reply->groups()) {
        const Value total = wire::fromProto(group.aggregates(0)).value_or(Value(Null{}));
        const auto* money = std::get_if<Money>(&total);
        const auto* decimal = std::get_if<Decimal>(&total);
        out[group.keys(0).text()] = {group.count(), money     ? money->amount.text()
                                                    : decimal ? decimal->text()
                                                              : std::string("0")};
    }
    return out;
}

int countWhere(Company& company, const std::string& entity, const std::string& filter) {
    v1::CountRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    const auto reply = company.connection()->call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request);
    return reply ? static_cast<int>(reply->total()) : -1;
}

}  // namespace

TEST_CASE("A base of clients is dropped on the window, looked through, mended, imported and taken back", "[e2e]") {
    Company& company = Company::get();
    Desktop::Options options = company.options();
    const bool dark = GENERATE(false, true);
    options.appearance = dark ? ui::Appearance::Dark : ui::Appearance::Light;
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    company.create("company", {{"name", std::string("Не из файла")}});
    const auto before = counts(company);
    desktop.table("company");
    Import import(desktop, dark ? "dark" : "light");
    REQUIRE(import.begin(write(folder, QStringLiteral("клиенты.csv"), kClients)));
    import.picture("1_file");
    REQUIRE(import.next());
    import.picture("2_sheets");
    REQUIRE(import.next());
    import.picture("3_records");
    REQUIRE(import.next());
    import.picture("4_columns");
    auto& mapping = import.wizard().mapping();
    mapping.table().setCurrentIndex(mapping.lines().index(7, view::ImportMappingModel::Field));
    QTest::keyClick(&mapping.table(), Qt::Key_Return);
    REQUIRE(import.wizard().findChild<view::ImportFieldPicker*>());
    import.picture("4_columns_field");
    QTest::keyClick(import.wizard().findChild<view::ImportFieldPicker*>()->search(), Qt::Key_Escape);
    REQUIRE(import.conversion("Город"));
    import.picture("4_columns_how");
    QTest::keyClick(import.wizard().findChild<view::ImportConversion*>(), Qt::Key_Escape);
    REQUIRE(import.next());
    import.picture("5_matching");
    REQUIRE(import.next());
    REQUIRE(import.ready());
    import.picture("6_rehearsal");

    // The number of a tax payer that is none: mended right there, and checked again.
    auto& rehearsal = import.wizard().rehearsal();
    rehearsal.filter(Outcome::BAD);
    REQUIRE(rehearsal.lines().rowCount() == 1);
    desktop.rest();
    const QModelIndex bad = rehearsal.lines().index(0, model::ImportOutcomeModel::FirstCell + 1);
    REQUIRE_FALSE(rehearsal.lines().cell(0, bad.column()).error.isEmpty());
    rehearsal.table().setFocus();
    rehearsal.table().setCurrentIndex(bad);
    import.picture("6_rehearsal_error");
    QTest::keyClick(&rehearsal.table(), Qt::Key_F2);
    auto* line = rehearsal.table().findChild<QLineEdit*>();
    REQUIRE(line);
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("500100732259"));
    QTest::keyClick(line, Qt::Key_Return);
    import.picture("6_rehearsal_mended");
    QTest::mouseClick(rehearsal.findChild<QPushButton*>(QStringLiteral("check")), Qt::LeftButton);
    REQUIRE(import.ready());
    CHECK(import.outcomes().count(Outcome::BAD) == 0);
    CHECK(import.outcomes().count(Outcome::CREATED) == 6);
    CHECK(counts(company) == before);  // nothing yet
    REQUIRE(import.next());
    REQUIRE(waitFor([&] { return import.wizard().result().isDone(); }, kLong));
    import.picture("7_result");
    CHECK(company.count("company") == before.at("company") + 3);
    CHECK(company.count("contact") == before.at("contact") + 3);
    const Uuid person = company.find("contact", "company.inn = \"500100732259\"");
    CHECK(company.text("contact", person, "name") == "Западный Пётр Ильич");
    // Its list holds what it brought and nothing else, whatever else was written in the same minute.
    CHECK(waitFor([&] { return import.wizard().result().filter().find("updated_at = ") != std::string::npos; }));
    CHECK(countWhere(company, "company", import.wizard().result().filter()) == 3);
    CHECK(countWhere(company, "contact", import.wizard().result().filter()) == 3);

    import.wizard().result().undoButton()->click();
    CHECK(waitFor([&] { return counts(company) == before; }, kLong));
    import.picture("8_undone");
    QTest::keyClick(&import.wizard(), Qt::Key_Escape);
    CHECK(waitFor([&] { return desktop.window().importWizard() == nullptr; }));
}

TEST_CASE("Rows with errors are saved as a book, mended there and imported again without a further word", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    const QTemporaryDir folder;
    const auto before = counts(company);
    Import import(desktop, "light");
    REQUIRE(import.begin(write(folder, QStringLiteral("клиенты.csv"), kClients)));
    for (int step = ImportWizard::File; step < ImportWizard::Rehearsal; ++step) REQUIRE(import.next());
    REQUIRE(import.ready());
    REQUIRE(import.outcomes().count(Outcome::BAD) == 2);  // the company and, with it, its contact
    REQUIRE(import.next());
    REQUIRE(waitFor([&] { return import.wizard().result().isDone(); }, kLong));
    CHECK(company.count("company") == before.at("company") + 2);
    const Uuid first = import.wizard().session().run().changeSet();
    const QString saved = folder.filePath(QStringLiteral("ошибки.xlsx"));
    REQUIRE(import.wizard().result().saveBadRows(saved));
    import.picture("bad_rows_saved");
    QTest::keyClick(&import.wizard(), Qt::Key_Escape);
    REQUIRE(waitFor([&] { return desktop.window().importWizard() == nullptr; }));

    REQUIRE(import.begin(saved));
    CHECK(import.wizard().session().isRemembered());
    for (int step = ImportWizard::File; step < ImportWizard::Mapping; ++step) REQUIRE(import.next());
    import.picture("bad_rows_columns");
    for (int step = ImportWizard::Mapping; step < ImportWizard::Rehearsal; ++step) REQUIRE(import.next());
    // Nothing in it may come in yet.
    REQUIRE(
        waitFor([&] { return import.outcomes().count(Outcome::BAD) == 2 && !import.wizard().session().run().isBusy(); },
                kLong));
    CHECK_FALSE(import.wizard().currentPage()->isComplete());
    import.picture("bad_rows_rehearsal");
    auto& rehearsal = import.wizard().rehearsal();
    rehearsal.filter(Outcome::BAD);
    REQUIRE(rehearsal.lines().rowCount() == 1);
    const QModelIndex wrong = rehearsal.lines().index(0, model::ImportOutcomeModel::FirstCell + 1);
    REQUIRE(rehearsal.lines().columnTitle(wrong.column()) == QStringLiteral("ИНН"));
    REQUIRE(rehearsal.lines().setData(wrong, QStringLiteral("500100732259"), Qt::EditRole));
    QTest::mouseClick(rehearsal.findChild<QPushButton*>(QStringLiteral("check")), Qt::LeftButton);
    REQUIRE(import.ready());
    CHECK(import.outcomes().count(Outcome::BAD) == 0);
    REQUIRE(import.next());
    REQUIRE(waitFor([&] { return import.wizard().result().isDone(); }, kLong));
    CHECK(company.count("company") == before.at("company") + 3);
    import.wizard().result().undoButton()->click();
    CHECK(waitFor([&] { return company.count("company") == before.at("company") + 2; }, kLong));
    QTest::keyClick(&import.wizard(), Qt::Key_Escape);
    CHECK(waitFor([&] { return desktop.window().importWizard() == nullptr; }));
    v1::UndoRequest undo;
    undo.set_change_set_id(std::string(Uuid::make().view()));
    undo.set_undoes(std::string(first.view()));
    CHECK(company.connection()->call<v1::UndoReply>(v1::METHOD_CHANGES_UNDO, undo));
    CHECK(waitFor([&] { return counts(company) == before; }, kLong));
}

TEST_CASE("Four sheets of a real company come in with their figures, and go again", "[e2e]") {
    Company& company = Company::get();
    const Uuid pipeline = company.create("pipeline", {{"name", std::string("Sales")}});
    std::int64_t position = 0;
    for (const auto& [name, kind] : std::vector<std::pair<std::string, std::string>>{
             {"Prospecting", "open"}, {"Engaging", "open"}, {"Won", "won"}, {"Lost", "lost"}})
        company.create("stage", {{"name", name}, {"pipeline", pipeline}, {"position", ++position}, {"kind", kind}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const auto before = counts(company);
    Import import(desktop, "light");
    desktop.open("my/actions");
    REQUIRE(import.begin(QStringLiteral(KUPETS_SOURCE "/tests/data/maven/maven.xlsx")));
    import.picture("maven_1_file");
    REQUIRE(import.next());
    import.picture("maven_2_sheets");
    REQUIRE(import.next());
    import.picture("maven_3_records");
    std::vector<std::vector<std::string>> rows;
    for (const auto& sheet : import.wizard().session().plan().sheets) rows.push_back(sheet.entities());
    REQUIRE(rows == std::vector<std::vector<std::string>>{{"user"}, {"product"}, {"company"}, {"deal"}});
    REQUIRE(import.next());

    // What the file misspells and what it calls nothing.
    auto& mapping = import.wizard().mapping();
    mapping.tabs()->setCurrentIndex(2);
    view::ImportConversion* how = import.conversion("sector");
    REQUIRE(how);
    how->aliases()->setAlias("technolgy", "technology");
    QTest::keyClick(how, Qt::Key_Escape);
    desktop.rest();
    mapping.tabs()->setCurrentIndex(3);
    how = import.conversion("product");
    REQUIRE(how);
    how->aliases()->setAlias("GTXPro", "GTX Pro");
    import.picture("maven_4_product");
    QTest::keyClick(how, Qt::Key_Escape);
    desktop.rest();
    how = import.conversion("account");
    REQUIRE(how);
    CHECK(waitFor([&] { return how->aliases()->unknown().contains("null"); }));
    how->aliases()->setAlias("null", "");
    import.picture("maven_4_account");
    QTest::keyClick(how, Qt::Key_Escape);
    desktop.rest();
    import.picture("maven_4_columns");
    REQUIRE(import.next());
    import.picture("maven_5_matching");
    REQUIRE(import.next());
    REQUIRE(import.ready());
    import.wizard().rehearsal().tabs()->setCurrentIndex(3);
    import.picture("maven_6_rehearsal");
    CHECK(import.outcomes().count(Outcome::BAD) == 0);
    CHECK(import.outcomes().count({3, 0}, Outcome::CREATED) == 8800);
    CHECK(import.outcomes().memory() < 2'000'000);
    const std::uint64_t created = import.outcomes().count(Outcome::CREATED);
    CHECK(counts(company) == before);
    REQUIRE(import.next());
    REQUIRE(waitFor([&] { return import.wizard().result().isDone(); }, kLong));
    import.picture("maven_7_result");
    CHECK(import.wizard().session().run().reply().created() == created);
    CHECK(import.wizard().session().run().reply().error_count() == 0);

    CHECK(stages(company) == std::map<std::string, Figures>{{"Prospecting", {500, "0"}},
                                                            {"Engaging", {1589, "0"}},
                                                            {"Won", {4238, "10005534"}},
                                                            {"Lost", {2473, "0"}}});
    CHECK(company.count("company") == before.at("company") + 85);
    CHECK(company.count("product") == before.at("product") + 7);
    CHECK(countWhere(company, "company", "AND(NOT(ISBLANK(parent)), industry <> \"\", founded_year > 0)") >= 15);
    CHECK(countWhere(company, "deal", "AND(stage.pipeline.name = \"Sales\", ISBLANK(company))") == 1425);
    CHECK(countWhere(company, "deal", "AND(stage.pipeline.name = \"Sales\", product.name = \"GTX Pro\")") == 1480);
    CHECK(countWhere(company, "deal", "AND(stage.pipeline.name = \"Sales\", ISBLANK(owner))") == 0);
    CHECK(countWhere(company, "company", "industry = \"technolgy\"") == 0);
    import.wizard().result().undoButton()->click();
    CHECK(waitFor([&] { return counts(company) == before; }, kLong));
    import.wizard().reject();
}

namespace {

/// Megabytes that this process holds now.
int megabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return static_cast<int>(file.readAll().split(' ').at(1).toLongLong() * 4096 / 1'000'000);
}

}  // namespace

TEST_CASE("A hundred thousand rows are rehearsed within the memory of a client", "[.big]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const QTemporaryDir folder;
    QByteArray bytes(
        "ФИО;Телефон;Почта;Город;Должность;Отдел;Примечание;Телеграм;Дата рождения;Адрес;Время активности;Пол\n");
    for (int row = 0; row < 100'000; ++row)
        bytes += QStringLiteral(
                     "Клиентов Номер %1;+7916%2;client%1@firma.ru;Тула;менеджер;продажи;из старой базы, строка "
                     "%1;https://t.me/c%1;%3.05.1980;"
                     "г. Тула, ул. Ленина, %1;будни 10–18;мужской\n")
                     .arg(row)
                     .arg(row, 7, 10, QLatin1Char('0'))
                     .arg(row % 28 + 1, 2, 10, QLatin1Char('0'))
                     .toUtf8();
    Import import(desktop, "light");
    desktop.table("contact");
    const int before = megabytes();
    REQUIRE(import.begin(write(folder, QStringLiteral("много.csv"), bytes)));
    while (import.wizard().currentId() < ImportWizard::Rehearsal) REQUIRE(import.next());
    REQUIRE(import.ready());
    import.picture("big_rehearsal");
    std::printf("100,000 rows: %.0f rows/s, client %d MB, of these %d for the import\n",
                import.wizard().session().run().rowsPerSecond(), megabytes(), megabytes() - before);
    CHECK(import.outcomes().count(Outcome::CREATED) + import.outcomes().count(Outcome::BAD) == 100'000);
    CHECK(megabytes() < 300);
    import.wizard().reject();
}
