#include "common/text/address.h"
#include "common/text/capitals.h"

using kupets::text::standardAddress;
using kupets::text::standardCity;
using kupets::text::standardPerson;

TEST_CASE("Names in capitals or small letters get the letters of names", "[standards]") {
    CHECK(standardPerson("ИВАНОВ ИВАН") == "Иванов Иван");
    CHECK(standardPerson(" иванов-петров  иван ") == "Иванов-Петров Иван");
    CHECK(standardPerson("АЛИЕВ ВАГИФ САМЕД ОГЛЫ") == "Алиев Вагиф Самед оглы");
    CHECK(standardPerson("шарль де голль") == "Шарль де Голль");
    CHECK(standardPerson("ИВАНОВ И.И.") == "Иванов И.И.");
    CHECK(standardPerson("иванов и. и.") == "Иванов И. И.");
    CHECK(standardPerson("О'КОННОР САРА") == "О'Коннор Сара");
    CHECK(standardPerson("СЕМЁНОВ ПЁТР") == "Семёнов Пётр");
    CHECK(standardPerson("JOHN SMITH") == "John Smith");
    CHECK(standardPerson("петрова") == "Петрова");
    for (const char* name : {"Иванов Иван", "ИВАНОВ Иван", "McDonald", "менеджер по продажам", "ВТБ", "И.И.",
                             "отдел кадров", "иванов 2", "", "один два три четыре пять", "Иванов И.И."}) {
        INFO(name);
        CHECK(standardPerson(name) == name);
    }
}

TEST_CASE("Cities are written without their mark, with a capital letter", "[standards]") {
    CHECK(standardCity("г. Москва") == "Москва");
    CHECK(standardCity("г.Москва") == "Москва");
    CHECK(standardCity("г Москва") == "Москва");
    CHECK(standardCity("Город Тверь") == "Тверь");
    CHECK(standardCity("МОСКВА") == "Москва");
    CHECK(standardCity("Г. САНКТ-ПЕТЕРБУРГ") == "Санкт-Петербург");
    CHECK(standardCity("СПб") == "Санкт-Петербург");
    CHECK(standardCity("мск") == "Москва");
    CHECK(standardCity("ростов-на-дону") == "Ростов-на-Дону");
    CHECK(standardCity("НИЖНИЙ НОВГОРОД") == "Нижний Новгород");
    for (const char* city :
         {"Москва", "с. Ивановка", "Ростов-на-Дону", "Москва, Зеленоград", "ОАЭ", "г.", "", "New York"}) {
        INFO(city);
        CHECK(standardCity(city) == city);
    }
}

TEST_CASE("Addresses that are certain stand in one order", "[standards]") {
    struct Case {
        const char* typed;
        const char* standard;
    };
    const Case cases[] = {
        {"ул. Ленина 5 кв 7, Москва, 101000", "101000, г. Москва, ул. Ленина, д. 5, кв. 7"},
        {"г. Тверь, ул.Советская, д.12, оф.301, 170000", "170000, г. Тверь, ул. Советская, д. 12, оф. 301"},
        {"101000 г. Москва, Ленинский проспект, дом 5, корпус 2, офис 10",
         "101000, г. Москва, Ленинский проспект, д. 5, корп. 2, оф. 10"},
        {"Московская обл., г. Химки, улица Мира, 5А", "Московская обл., г. Химки, ул. Мира, д. 5А"},
        {"Россия, 630000, Новосибирская область, Новосибирск, ул. 8 Марта, 3",
         "630000, Россия, Новосибирская область, г. Новосибирск, ул. 8 Марта, д. 3"},
        {"д. 5, ул. Мира, г. Химки", "г. Химки, ул. Мира, д. 5"},
        {"г Казань, пр-кт Победы, д 10 стр 2 пом 5", "г. Казань, пр-т Победы, д. 10, стр. 2, пом. 5"},
        {"Краснодарский край, Динской район, ст-ца Динская, ул. Красная, 7/1",
         "Краснодарский край, Динской р-н, ст-ца Динская, ул. Красная, д. 7/1"},
        {"г. Омск, мкр 5, д. 7", "г. Омск, мкр. 5, д. 7"},
        {"Советская ул., д. 3, г. Псков", "г. Псков, ул. Советская, д. 3"},
    };
    for (const Case& c : cases) {
        INFO(c.typed);
        CHECK(standardAddress(c.typed) == c.standard);
        CHECK(standardAddress(c.standard) == c.standard);
    }
    for (const char* address : {"Москва", "у метро, второй подъезд", "ул. Ленина, ул. Мира", "5th Avenue, New York", "",
                                "101000", "напротив ул. Ленина 5"}) {
        INFO(address);
        CHECK(standardAddress(address) == address);
    }
    CHECK(standardAddress("  у   метро ") == "у метро");
}
