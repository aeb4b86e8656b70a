// Pairs of names with known answers. The corpus is what people write; it prints precision and recall.
#include "common/text/likeness.h"

#include <cstdio>
#include <set>

#include <catch2/catch.hpp>

using namespace kupets::text;

namespace {

struct Pair {
    NameKind kind;
    const char* a;
    const char* b;
    bool same;
};

constexpr unsigned kAlike = 80;

const Pair kPairs[] = {
    {NameKind::Company, "ООО \"Ромашка\"", "Ромашка", true},
    {NameKind::Company, "ООО «Ромашка»", "ромашка, ООО", true},
    {NameKind::Company, "Ромашка", "Romashka", true},
    {NameKind::Company, "ООО РОМАШКА", "Ромашка (ООО)", true},
    {NameKind::Company, "Общество с ограниченной ответственностью \"Ромашка\"", "ООО Ромашка", true},
    {NameKind::Company, "АО «Северсталь»", "Северсталь АО", true},
    {NameKind::Company, "Закрытое акционерное общество «Луч»", "ЗАО Луч", true},
    {NameKind::Company, "ИП Иванов Иван Иванович", "Индивидуальный предприниматель Иванов Иван Иванович", true},
    {NameKind::Company, "Торговый дом Весна", "ТД Весна", true},
    {NameKind::Company, "ГК «Паритет»", "Группа компаний Паритет", true},
    {NameKind::Company, "Ромашка-Сервис", "Ромашка Сервис", true},
    {NameKind::Company, "Сервис Ромашка", "Ромашка Сервис", true},
    {NameKind::Company, "Автомир", "Авто Мир", true},
    {NameKind::Company, "АвтоМир", "авто-мир", true},
    {NameKind::Company, "Стройинвест", "СтройИнвест", true},
    {NameKind::Company, "Строй Инвест", "Стройинвест", true},
    {NameKind::Company, "Технопром", "Tekhnoprom", true},
    {NameKind::Company, "Технопром", "Technoprom Ltd", true},
    {NameKind::Company, "Щедрый стол", "Shchedryj stol", true},
    {NameKind::Company, "Ёлочка плюс", "Елочка Плюс", true},
    {NameKind::Company, "Королёв и партнёры", "Королев и партнеры", true},
    {NameKind::Company, "Промснабкомплект", "Промснабкомплек", true},
    {NameKind::Company, "Металлоинвест", "Металоинвест", true},
    {NameKind::Company, "Уралэнергомаш", "Уралэнергомаж", true},
    {NameKind::Company, "Ромашка", "Рамашка", true},
    {NameKind::Company, "Спецстройтехника", "Спецстрйотехника", true},
    {NameKind::Company, "Альянс Групп", "Альянс-Групп", true},
    {NameKind::Company, "Nordwind LLC", "ООО Nordwind", true},
    {NameKind::Company, "Горизонт", "«Горизонт»", true},
    {NameKind::Company, "ОАО \"Российские железные дороги\"", "Российские Железные Дороги", true},
    {NameKind::Company, "Завод №1", "Завод № 1", true},
    {NameKind::Company, "База 24", "База-24", true},
    {NameKind::Company, "Pомашка", "Ромашка", true},
    {NameKind::Company, "ООО \"ТД Ромашка\"", "ООО Торговый дом \"Ромашка\"", true},
    {NameKind::Company, "Яндекс", "Yandex", true},
    {NameKind::Company, "Юнитекс", "Yunitex", true},
    {NameKind::Company, "Хлебозавод Южный", "Khlebozavod Yuzhny", true},
    {NameKind::Company, "Мебельная фабрика Уют", "Фабрика мебельная Уют", true},
    {NameKind::Company, "Мебельная фабрика Уют", "Мебельная фабрка Уют", true},
    {NameKind::Company, "Газпромнефть", "Gazpromneft", true},
    {NameKind::Company, "Ситилинк", "Ситилинк, ООО", true},
    {NameKind::Company, "ИП Петров А.В.", "Петров А. В., ИП", true},
    {NameKind::Company, "Фирма Заря", "Заря", true},
    {NameKind::Company, "Компания «Мосстройснаб»", "Мосстройснаб", true},
    {NameKind::Company, "Дальневосточная рыба", "Дальневосточная рыба ООО", true},
    {NameKind::Company, "Вымпелком", "ВымпелКом", true},
    {NameKind::Company, "Центр-Продукт", "Центр Продукт", true},
    {NameKind::Company, "ЗАО «Рога и копыта»", "Рога и Копыта", true},
    {NameKind::Company, "Рога и копыта", "рога И копыто", true},
    {NameKind::Company, "ООО Ромашка", "ООО Рамка", false},
    {NameKind::Company, "Ромашка", "Ромашка Сервис", false},
    {NameKind::Company, "Завод №1", "Завод №2", false},
    {NameKind::Company, "Завод 1", "Завод 11", false},
    {NameKind::Company, "Вектор", "Сектор", false},
    {NameKind::Company, "Альфа", "Альта", false},
    {NameKind::Company, "Восток", "Росток", false},
    {NameKind::Company, "Мир", "Мар", false},
    {NameKind::Company, "Сигма", "Стигма", false},
    {NameKind::Company, "Ромашка", "Ромашково", false},
    {NameKind::Company, "ИП Иванов Иван Иванович", "ИП Иванов Пётр Иванович", false},
    {NameKind::Company, "Северсталь", "Северная сталь", false},
    {NameKind::Company, "Торговый дом Весна", "Торговый дом Осень", false},
    {NameKind::Company, "Альянс Групп", "Альянс Строй", false},
    {NameKind::Company, "Газпромнефть", "Газпром", false},
    {NameKind::Company, "Газпром межрегионгаз Казань", "Газпром межрегионгаз Самара", false},
    {NameKind::Company, "Школа 12", "Школа 21", false},
    {NameKind::Company, "Омега", "Олега", false},
    {NameKind::Company, "Орион", "Орлан", false},
    {NameKind::Company, "Гарант", "Гранат", false},
    {NameKind::Company, "Луч", "Ключ", false},
    {NameKind::Company, "База 24", "База 42", false},
    {NameKind::Company, "Магазин Продукты 5", "Магазин Продукты 7", false},
    {NameKind::Company, "Хлебозавод Южный", "Хлебозавод Северный", false},
    {NameKind::Company, "Мебельная фабрика Уют", "Мебельная фабрика Юнона", false},
    {NameKind::Company, "Стройсервис", "Стройинвест", false},
    {NameKind::Company, "Техносервис", "Технострой", false},
    {NameKind::Company, "Автомир", "Автодом", false},
    {NameKind::Company, "ООО Заря", "ООО Зоря Плюс", false},
    {NameKind::Company, "Рога", "Копыта", false},
    {NameKind::Company, "Центр Продукт", "Центр Сервис", false},
    {NameKind::Company, "Юпитер", "Юнитер Плюс", false},
    {NameKind::Company, "Сфера", "Сера", false},
    {NameKind::Company, "Риф", "Рим", false},
    {NameKind::Company, "Маяк", "Май", false},
    {NameKind::Company, "ЮгСтрой", "СеверСтрой", false},
    {NameKind::Company, "Аптека 36,6", "Аптека 36,7", false},
    {NameKind::Company, "Альфа Банк", "Альфа Страхование", false},
    {NameKind::Company, "Пятёрочка", "Семёрочка", false},
    {NameKind::Company, "Дом книги", "Дом обуви", false},
    {NameKind::Person, "Иванов Иван Иванович", "Иванов И.И.", true},
    {NameKind::Person, "Иванов Иван Иванович", "И.И. Иванов", true},
    {NameKind::Person, "Иванов Иван Иванович", "Иван Иванов", true},
    {NameKind::Person, "Иванов Иван Иванович", "Иван Иванович Иванов", true},
    {NameKind::Person, "Иванов Иван", "Иванов Иван Иванович", true},
    {NameKind::Person, "Иванов Иван", "Ivanov Ivan", true},
    {NameKind::Person, "Иванов Иван", "Ivan Ivanov", true},
    {NameKind::Person, "ИВАНОВ ИВАН", "иванов иван", true},
    {NameKind::Person, "Семёнов Пётр", "Семенов Петр", true},
    {NameKind::Person, "Семёнов Пётр", "Semyonov Pyotr", true},
    {NameKind::Person, "Семёнов Пётр", "Semenov Petr", true},
    {NameKind::Person, "Щербаков Юрий", "Shcherbakov Yury", true},
    {NameKind::Person, "Щербаков Юрий", "Shcherbakov Yuriy", true},
    {NameKind::Person, "Жуков Дмитрий", "Zhukov Dmitry", true},
    {NameKind::Person, "Жуков Дмитрий", "Zhukov Dmitriy", true},
    {NameKind::Person, "Соловьёва Наталья", "Соловьева Наталия", true},
    {NameKind::Person, "Соловьёва Наталья", "Solovyova Natalya", true},
    {NameKind::Person, "Королёва Софья", "Королева София", true},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузнецов С.П.", true},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузнецов С. П.", true},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузнецов С.", true},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузнецв Сергей Петрович", true},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузенцов Сергей Петрович", true},
    {NameKind::Person, "Кузнецов Сергей", "Кузницов Сергей", true},
    {NameKind::Person, "Виноградова Ольга", "Виноградава Ольга", true},
    {NameKind::Person, "Колесников Олег", "Колесиков Олег", true},
    {NameKind::Person, "Григорьев Артём", "Григорьев Артем", true},
    {NameKind::Person, "Григорьев Артём", "Grigoryev Artyom", true},
    {NameKind::Person, "Ковалёв Илья Андреевич", "Kovalev Ilya", true},
    {NameKind::Person, "Белова Юлия", "Belova Yulia", true},
    {NameKind::Person, "Белова Юлия", "Belova Yuliya", true},
    {NameKind::Person, "Белова Мария", "Belova Mariya", true},
    {NameKind::Person, "Белова Мария", "Belova Maria", true},
    {NameKind::Person, "Тихонов Евгений", "Tikhonov Evgeny", true},
    {NameKind::Person, "Тихонов Евгений", "Tihonov Evgenij", true},
    {NameKind::Person, "Пахомов Михаил", "Pakhomov Mikhail", true},
    {NameKind::Person, "Пономарёв Алексей Викторович", "Алексей Пономарев", true},
    {NameKind::Person, "Овчинников Павел", "Овчиников Павел", true},
    {NameKind::Person, "Воробьёв Даниил", "Воробьев Данил", true},
    {NameKind::Person, "Иванов-Петров Сергей", "Сергей Иванов Петров", true},
    {NameKind::Person, "Иванов Иван Иваныч", "Иванов Иван", true},
    {NameKind::Person, "Цветков Максим", "Tsvetkov Maxim", true},
    {NameKind::Person, "Хохлов Константин", "Khokhlov Konstantin", true},
    {NameKind::Person, "Чернышёв Глеб", "Chernyshev Gleb", true},
    {NameKind::Person, "Чернышёв Глеб", "Chernyshov Gleb", true},
    {NameKind::Person, "Ларина Ксения", "Larina Ksenia", true},
    {NameKind::Person, "Гончаров  Антон", "Гончаров Антон", true},
    {NameKind::Person, "Гончаров Антон.", "Гончаров Антон", true},
    {NameKind::Person, "Яковлев Роман", "Yakovlev Roman", true},
    {NameKind::Person, "Ёлкин Фёдор", "Елкин Федор", true},
    {NameKind::Person, "Иванов Иван Иванович", "Иванов П.И.", false},
    {NameKind::Person, "Иванов Иван Иванович", "Иванов Пётр Иванович", false},
    {NameKind::Person, "Иванов Иван Иванович", "Иванов Иван Петрович", false},
    {NameKind::Person, "Петров Александр", "Петрова Александра", false},
    {NameKind::Person, "Петров Евгений", "Петрова Евгения", false},
    {NameKind::Person, "Иванова Алёна", "Иванова Елена", false},
    {NameKind::Person, "Иванова Мария", "Иванова Марина", false},
    {NameKind::Person, "Иванова Алина", "Иванова Арина", false},
    {NameKind::Person, "Иванова Анна", "Иванова Инна", false},
    {NameKind::Person, "Иванова Анна", "Иванова Нина", false},
    {NameKind::Person, "Смирнов Сергей", "Смирнова Сергей", false},
    {NameKind::Person, "Быков Сергей", "Волков Сергей", false},
    {NameKind::Person, "Белов Игорь", "Белый Игорь", false},
    {NameKind::Person, "Козлов Олег", "Орлов Олег", false},
    {NameKind::Person, "Кузнецов Сергей Петрович", "Кузнецов Сергей Павлович", false},
    {NameKind::Person, "Кузнецов С.П.", "Кузнецов С.А.", false},
    {NameKind::Person, "Кузнецов С.П.", "Кузнецов А.П.", false},
    {NameKind::Person, "Иванов Иван", "Иванов", false},
    {NameKind::Person, "Иван", "Иванов", false},
    {NameKind::Person, "Сидоров Антон", "Сидоров Артём", false},
    {NameKind::Person, "Сидорова Дарья", "Сидорова Марья", false},
    {NameKind::Person, "Иванов Иван Иванович", "Иванова Ивана Ивановна", false},
    {NameKind::Person, "Николаев Николай", "Николаев Никита", false},
    {NameKind::Person, "Попов Виктор", "Попов Виталий", false},
    {NameKind::Person, "Попова Валерия", "Попов Валерий", false},
    {NameKind::Person, "Титов Роман", "Титов Родион", false},
    {NameKind::Person, "Фролов Макар", "Фролов Максим", false},
    {NameKind::Person, "Фролов Марк", "Фролов Марат", false},
    {NameKind::Person, "Лебедева Ольга Игоревна", "Лебедева Ольга Олеговна", false},
    {NameKind::Person, "Гусев Денис", "Гусев Демьян", false},
    {NameKind::Person, "Орлова Вера", "Орлова Вероника", false},
    {NameKind::Person, "Сорокин Павел", "Сорокин Пётр", false},
    {NameKind::Person, "Ivanov Ivan", "Иванов Игорь", false},
    {NameKind::Person, "Ivanov Petr", "Иванов Павел", false},
    {NameKind::Person, "Семёнов Пётр", "Симонов Пётр Иванович Младший", false},
    {NameKind::Person, "Андреев Андрей", "Андреев Александр", false},
    {NameKind::Person, "Мартынов Тимофей", "Мартынов Тимур", false},
    {NameKind::Person, "Комаров Лев", "Комаров Леонид", false},
    {NameKind::Person, "Юдина Лидия", "Юдина Лилия", false},
    {NameKind::Person, "Юдина Рима", "Юдина Римма Львовна Старшая", false},
    {NameKind::Words, "Болт М8х40", "Болт М8x40", true},
    {NameKind::Words, "Болт М8х40", "болт м8*40", true},
    {NameKind::Words, "Болт М8х40", "Болт M8 x 40", true},
    {NameKind::Words, "Болт М8х40 DIN 933", "DIN 933 Болт М8х40", true},
    {NameKind::Words, "Краска белая 5 кг", "Краска белая 5кг", true},
    {NameKind::Words, "Кабель ВВГ 3х2,5", "Кабель ВВГ 3x2.5", true},
    {NameKind::Words, "Кабель ВВГ 3х2,5", "ВВГ кабель 3х2,5", true},
    {NameKind::Words, "Перчатки хлопковые", "Перчатки хлопковые.", true},
    {NameKind::Words, "Перчатки хлопковые", "перчатки  ХЛОПКОВЫЕ", true},
    {NameKind::Words, "Подшипник 6204-2RS", "Подшипник 6204 2RS", true},
    {NameKind::Words, "Труба стальная 57х3,5", "Труба стальная 57x3.5", true},
    {NameKind::Words, "Клей эпоксидный", "Клей эпоксидной", true},
    {NameKind::Words, "Саморез 3,5х35", "Саморез 3.5*35", true},
    {NameKind::Words, "Насос циркуляционный 25-60", "Насос циркуляционный 25/60", true},
    {NameKind::Words, "Бумага А4 80 г", "Бумага A4 80г", true},
    {NameKind::Words, "Мешки для мусора 120 л", "Мешки для мусора 120л", true},
    {NameKind::Words, "Фильтр масляный", "Фильтр маслянный", true},
    {NameKind::Words, "Шланг «Садовый» 20 м", "Шланг Садовый 20м", true},
    {NameKind::Words, "Болт М8х40", "Болт М8х50", false},
    {NameKind::Words, "Болт М8х40", "Болт М10х40", false},
    {NameKind::Words, "Болт М8х40", "Винт М8х40", false},
    {NameKind::Words, "Краска белая 5 кг", "Краска белая 10 кг", false},
    {NameKind::Words, "Краска белая 5 кг", "Краска чёрная 5 кг", false},
    {NameKind::Words, "Кабель ВВГ 3х2,5", "Кабель ВВГ 3х1,5", false},
    {NameKind::Words, "Кабель ВВГ 3х2,5", "Кабель ВВГнг 3х2,5", false},
    {NameKind::Words, "Перчатки S", "Перчатки M", false},
    {NameKind::Words, "Труба 57х3,5", "Труба 57х4", false},
    {NameKind::Words, "Подшипник 6204", "Подшипник 6205", false},
    {NameKind::Words, "Бумага А4", "Бумага А3", false},
    {NameKind::Words, "Клей ПВА", "Клей ПВХ", false},
    {NameKind::Words, "Насос 25-60", "Насос 25-40", false},
    {NameKind::Words, "Гайка М8", "Гайка М6", false},
    {NameKind::Words, "Шланг 20 м", "Шланг 20 м армированный", false},
    {NameKind::Words, "Фильтр масляный", "Фильтр воздушный", false},
    {NameKind::Words, "Диск 125х1,6", "Диск 125х2,2", false},
};

bool shareKey(const Name& a, const Name& b) {
    std::vector<std::uint64_t> first, second;
    blockKeys(a, first);
    blockKeys(b, second);
    CHECK(first.size() <= 60);
    const std::set<std::uint64_t> known(first.begin(), first.end());
    return std::ranges::any_of(second, [&](std::uint64_t key) { return known.contains(key); });
}

}  // namespace

TEST_CASE("likeness of names: precision and recall over known pairs") {
    int found = 0, right = 0, same = 0, met = 0;
    for (const Pair& pair : kPairs) {
        const Name a = nameOf(pair.kind, pair.a);
        const Name b = nameOf(pair.kind, pair.b);
        const unsigned like = likeness(a, b);
        INFO(pair.a << " | " << pair.b << ": " << like << ", " << a.joined << ", " << b.joined);
        CHECK(likeness(b, a) == like);
        CHECK(likeness(a, a) >= 60);
        const bool alike = like >= kAlike;
        found += alike;
        same += pair.same;
        right += alike && pair.same;
        if (alike != pair.same)
            std::printf("%s | %s: %u, %s, %s\n", pair.a, pair.b, like, a.joined.c_str(), b.joined.c_str());
        if (!alike || !pair.same) continue;
        if (shareKey(a, b))
            ++met;
        else
            std::printf("no block in common: %s | %s\n", pair.a, pair.b);
    }
    std::printf("%zu pairs: precision %.3f, recall %.3f; %.3f of the pairs found stand in a block in common\n",
                std::size(kPairs), double(right) / found, double(right) / same, double(met) / right);
    REQUIRE(std::size(kPairs) >= 200);
    CHECK(double(right) / found >= 0.98);
    CHECK(double(right) / same >= 0.95);
    CHECK(double(met) / right >= 0.95);
}

TEST_CASE("what both scripts and all spellings have in common") {
    CHECK(latinSounds("Щербаков") == latinSounds("Shcherbakov"));
    CHECK(latinSounds("Соловьёв") == latinSounds("Solovyov"));
    CHECK(latinSounds("Юлия") == latinSounds("Yuliya"));
    CHECK(latinSounds("Роман") != latinSounds("Рамон"));
    CHECK(exactForm("г. Ростов-на-Дону") == exactForm("РОСТОВ НА ДОНУ"));
    CHECK(exactForm("АВ-12/3") == exactForm("ab 123"));
    CHECK(exactForm("АВ-12/3") != exactForm("АВ-12/4"));
    CHECK(spellingsOf(companyName("Ромашка").words.at(0)) == std::vector<std::string>{"ромашка", "romashka"});
    CHECK(spellingsOf(companyName("Romashka").words.at(0)) == std::vector<std::string>{"romashka", "ромашка"});
}

TEST_CASE("names of nothing are like nothing") {
    for (const NameKind kind : {NameKind::Company, NameKind::Person, NameKind::Words}) {
        const Name empty = nameOf(kind, " -- «» ");
        CHECK(empty.blank());
        CHECK(likeness(empty, empty) == 0);
        std::vector<std::uint64_t> keys;
        blockKeys(empty, keys);
        CHECK(keys.empty());
        CHECK_FALSE(nameOf(kind, std::string(5'000, 'a')).blank());
        CHECK_FALSE(nameOf(kind, "\xff\xfe рома \xc3").blank());
    }
    CHECK(companyName("ООО").words.size() == 1);  // a form alone is its name
    CHECK(likeness(companyName("Ромашка"), personName("Ромашка")) == 0);
}
