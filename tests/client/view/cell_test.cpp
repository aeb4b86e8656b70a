// How values look in cells: kinds, chips, links, and numbers that stand in columns.
#include <QStandardItemModel>

#include <catch2/catch.hpp>

#include "client/data/value_format.h"
#include "client/model/roles.h"
#include "client/ui/cell_painter.h"
#include "client/ui/chip.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"
#include "client/view/cell_content.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using Kind = ui::CellContent::Kind;

namespace {

/// One cell as RecordTableModel would give it.
class OneCell {
public:
    OneCell(const schema::Field& field, const Value& value, const data::Context& context, const QString& title = {}) {
        auto* item = new QStandardItem(data::display({value, fromQt(title)}, &field, context.language));
        item->setData(QVariant::fromValue(value), model::ValueRole);
        item->setData(static_cast<int>(field.type()), model::FieldTypeRole);
        if (const v1::ChoiceDef* choice = data::choiceOf(&field, value))
            item->setData(toQt(choice->color()), model::ChoiceColorNameRole);
        model_.setItem(0, 0, item);
    }
    QModelIndex index() const { return model_.index(0, 0); }

private:
    QStandardItemModel model_;
};

}  // namespace

TEST_CASE("A cell looks as its field's type says") {
    test::FakeHost host;
    const schema::Entity& deal = *host.context().schema->entity("deal");
    const schema::Entity& company = *host.context().schema->entity("company");
    const auto content = [&](const schema::Entity& entity, const char* name, const Value& value,
                             const QString& title = {}) {
        const OneCell cell(*entity.field(name), value, host.context(), title);
        return view::cellContent(cell.index(), entity.field(name), true, host.context());
    };

    const auto money = content(deal, "amount", Money{*Decimal::parse("1234567.50"), "RUB"});
    CHECK(money.kind == Kind::Number);
    CHECK(QString(money.text)
              .replace(QRegularExpression(QStringLiteral("\\s"), QRegularExpression::UseUnicodePropertiesOption),
                       QStringLiteral(" ")) == QStringLiteral("1 234 567,50 ₽"));

    const auto date = content(deal, "expected_close", *Date::fromYmd(2026, 11, 21));
    CHECK(date.kind == Kind::Stamp);
    CHECK(date.text == QStringLiteral("21.11.2026"));

    const auto phones = content(company, "phones", Texts{"+79161234567"});
    CHECK(phones.kind == Kind::Link);
    CHECK(phones.text.contains(QStringLiteral("(916) 123-45-67")));

    const auto status = content(deal, "status", std::string("questions"));
    CHECK(status.kind == Kind::Chips);
    CHECK(status.chips == QStringList{QStringLiteral("Есть вопросы")});
    CHECK(status.chipColors == QStringList{QStringLiteral("orange")});

    CHECK(content(deal, "owner", Uuid::make(), QStringLiteral("Анна")).kind == Kind::Person);
    CHECK(content(deal, "stage", Uuid::make(), QStringLiteral("Договор")).kind == Kind::Chips);
    const auto name = content(deal, "name", std::string("Поставка"));
    CHECK(name.kind == Kind::Link);
    CHECK(name.strong);
    CHECK(content(deal, "amount", Null{}).text.isEmpty());
}

TEST_CASE("Phones, e-mails and addresses of the web lead outside, other texts do not") {
    test::FakeHost host;
    const schema::Entity& company = *host.context().schema->entity("company");
    CHECK(view::outwardLink(company.field("phones"), Texts{"+79161234567;ext=12"}) ==
          QStringLiteral("tel:+79161234567"));
    CHECK(view::outwardLink(company.field("emails"), Texts{"a@b.ru"}) == QStringLiteral("mailto:a@b.ru"));
    CHECK(view::outwardLink(company.field("website"), std::string("firma.ru")) == QStringLiteral("https://firma.ru"));
    CHECK(view::outwardLink(company.field("website"), std::string("javascript:alert(1)")).isEmpty());
    CHECK(view::outwardLink(company.field("website"), std::string("file:///etc/passwd")).isEmpty());
    CHECK(view::outwardLink(company.field("name"), std::string("https://firma.ru")).isEmpty());
    CHECK(view::outwardLink(company.field("phones"), Null{}).isEmpty());
}

TEST_CASE("All digits take the same room") {
    const ui::LineFace& face = ui::lineFace(ui::LineStyle::BodyTabular);
    CHECK(face.width(QStringLiteral("1111")) == face.width(QStringLiteral("8888")));
    CHECK(face.width(QStringLiteral("11")) < face.width(QStringLiteral("1111")));
}

TEST_CASE("Initials are the first letters of two words") {
    CHECK(ui::initialsOf(QStringLiteral("Анна Петрова")) == QStringLiteral("АП"));
    CHECK(ui::initialsOf(QStringLiteral("ООО «Ромашка»")) == QStringLiteral("ОР"));
    CHECK(ui::initialsOf(QStringLiteral("admin")) == QStringLiteral("A"));
    CHECK(ui::initialsOf(QString()).isEmpty());
}

TEST_CASE("Telephones, letters and pages go out through one door") {
    test::FakeHost host;
    const schema::Entity& company = *host.context().schema->entity("company");
    const auto reach = [&](const char* field, const Value& value) {
        return view::reachOut(host.communicator(), company.field(field), value);
    };
    CHECK(reach("phones", Texts{"+79161234567;ext=12"}));
    CHECK(reach("emails", Texts{"a@b.ru"}));
    CHECK(reach("website", std::string("firma.ru")));
    CHECK_FALSE(reach("website", std::string("javascript:alert(1)")));
    CHECK_FALSE(reach("name", std::string("Вектор")));
    CHECK(host.outside.done == QStringList{QStringLiteral("call +79161234567;ext=12"), QStringLiteral("write a@b.ru"),
                                           QStringLiteral("open https://firma.ru")});
}
