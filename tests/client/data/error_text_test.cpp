#include "client/data/error_text.h"

#include <catch2/catch.hpp>

#include "tests/client/support/schema.h"

using namespace kupets;
using namespace kupets::data;

TEST_CASE("sentences name the field by its label and entities by theirs") {
    const auto schema = test::smallSchema();
    CHECK(errorText(Error(ErrorCode::Required, {}, "changes[0].amount"), Language::Russian, schema.get(), "deal") ==
          "«Сумма»: нужно заполнить.");
    CHECK(errorText(Error(ErrorCode::TooLong, {"40"}, "name"), Language::English, schema.get(), "company") ==
          "“Name”: too long: at most 40 characters.");
    CHECK(errorText(Error(ErrorCode::StillReferenced, {"deal", "3"}), Language::Russian, schema.get()) ==
          "Удалить нельзя: на запись ссылаются другие (Сделки: 3).");
    CHECK(errorText(Error(ErrorCode::OutOfRange, {"0", ""}, "employees"), Language::Russian, schema.get(), "company") ==
          "«Сотрудников»: значение вне допустимых границ: от 0.");
    const Error inn(ErrorCode::InvalidValue, {"123", "BIC of 9 digits"}, "inn");
    CHECK(errorText(inn, Language::Russian, schema.get(), "company") ==
          "«ИНН»: значение не подходит: «123». Нужно: БИК из 9 цифр.");
    CHECK(errorText(Error(ErrorCode::Forbidden, {"deal"}), Language::Russian, schema.get()) ==
          "На это действие у вас нет прав (Сделки).");
    CHECK(errorText(Error(ErrorCode::Forbidden, {"certificate"}), Language::Russian) ==
          "На это действие у вас нет прав.");
    CHECK(errorText(Error(ErrorCode::UnknownField, {"x"}, "x"), Language::Russian) == "Нет такого поля: x.");
    CHECK(errorText(Error(ErrorCode::WeakPassword, {"", "not one of the most common"}, "new_password"),
                    Language::Russian) ==
          "«новый пароль»: пароль слишком простой. Нужно: не из самых распространённых.");
    CHECK(fieldOf(Error(ErrorCode::Required, {}, "changes[3].phones[1]")) == "phones");
}
