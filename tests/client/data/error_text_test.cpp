#include "client/data/error_text.h"

#include <QRegularExpression>
#include <set>

#include <catch2/catch.hpp>

#include "kupets/v1/error.pb.h"
#include "tests/client/support/schema.h"

using namespace kupets;
using namespace kupets::data;

TEST_CASE("every code of the contract has its own sentence in both languages") {
    const auto* codes = v1::ErrorCode_descriptor();
    std::set<QString> russian, english;
    for (int i = 0; i < codes->value_count(); ++i) {
        if (codes->value(i)->number() == 0) continue;
        const auto code = static_cast<ErrorCode>(codes->value(i)->number());
        for (const auto& args : {std::vector<std::string>{}, {"раз"}, {"раз", "два"}, {"раз", "два", "три"}}) {
            const Error error(code, args);
            const QString ru = errorText(error, Language::Russian);
            CAPTURE(codes->value(i)->name(), args.size(), ru.toStdString());
            CHECK_FALSE(ru.startsWith("Неизвестная"));
            CHECK(ru.endsWith("."));
            CHECK_FALSE(ru.contains(QRegularExpression("[\\[\\]{}]")));
            if (args.empty()) russian.insert(ru);
            if (args.empty()) english.insert(errorText(error, Language::English));
        }
    }
    CHECK(static_cast<int>(russian.size()) == codes->value_count() - 1);
    CHECK(static_cast<int>(english.size()) == codes->value_count() - 1);
}

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
    CHECK(errorText(Error(ErrorCode::InvalidValue, {"1", "?"}), Language::Russian) == "Значение не подходит: «1».");
    CHECK(errorText(Error(static_cast<ErrorCode>(999)), Language::Russian) == "Неизвестная ошибка №999");
    CHECK(fieldOf(Error(ErrorCode::Required, {}, "changes[3].phones[1]")) == "phones");
}
