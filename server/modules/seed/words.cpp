#include "server/modules/seed/words.h"

#include <array>

namespace kupets::seed {

namespace {

using Words = std::string_view;

constexpr Words kSurnames[] = {
    "Иванов",    "Смирнов",   "Кузнецов",  "Попов",       "Васильев",   "Петров",    "Соколов",  "Михайлов",
    "Новиков",   "Фёдоров",   "Морозов",   "Волков",      "Алексеев",   "Лебедев",   "Семёнов",  "Егоров",
    "Павлов",    "Козлов",    "Степанов",  "Николаев",    "Орлов",      "Андреев",   "Макаров",  "Никитин",
    "Захаров",   "Зайцев",    "Соловьёв",  "Борисов",     "Яковлев",    "Григорьев", "Романов",  "Воробьёв",
    "Сергеев",   "Кузьмин",   "Фролов",    "Александров", "Дмитриев",   "Королёв",   "Гусев",    "Киселёв",
    "Ильин",     "Максимов",  "Поляков",   "Сорокин",     "Виноградов", "Ковалёв",   "Белов",    "Медведев",
    "Антонов",   "Тарасов",   "Жуков",     "Баранов",     "Филиппов",   "Комаров",   "Давыдов",  "Беляев",
    "Герасимов", "Богданов",  "Осипов",    "Сидоров",     "Матвеев",    "Титов",     "Марков",   "Миронов",
    "Крылов",    "Куликов",   "Карпов",    "Власов",      "Мельников",  "Денисов",   "Гаврилов", "Тихонов",
    "Казаков",   "Афанасьев", "Данилов",   "Савельев",    "Тимофеев",   "Фомин",     "Чернов",   "Абрамов",
    "Мартынов",  "Ефимов",    "Федотов",   "Щербаков",    "Назаров",    "Калинин",   "Исаев",    "Чернышёв",
    "Быков",     "Маслов",    "Родионов",  "Коновалов",   "Лазарев",    "Воронин",   "Климов",   "Филатов",
    "Пономарёв", "Голубев",   "Кудрявцев", "Прохоров",    "Наумов",     "Потапов",   "Журавлёв", "Овчинников",
    "Трофимов",  "Леонов",    "Соболев",   "Ермаков",     "Колесников", "Гончаров",  "Щедрин",   "Пахомов",
    "Шубин",     "Игнатов",   "Устинов",   "Вишняков",    "Лаптев",     "Одинцов",   "Рожков",   "Хохлов"};

constexpr Words kSurnamesLatin[] = {
    "ivanov",    "smirnov",  "kuznetsov",   "popov",       "vasilev",    "petrov",    "sokolov",   "mikhailov",
    "novikov",   "fedorov",  "morozov",     "volkov",      "alekseev",   "lebedev",   "semenov",   "egorov",
    "pavlov",    "kozlov",   "stepanov",    "nikolaev",    "orlov",      "andreev",   "makarov",   "nikitin",
    "zakharov",  "zaitsev",  "solovev",     "borisov",     "yakovlev",   "grigorev",  "romanov",   "vorobev",
    "sergeev",   "kuzmin",   "frolov",      "aleksandrov", "dmitriev",   "korolev",   "gusev",     "kiselev",
    "ilin",      "maksimov", "polyakov",    "sorokin",     "vinogradov", "kovalev",   "belov",     "medvedev",
    "antonov",   "tarasov",  "zhukov",      "baranov",     "filippov",   "komarov",   "davydov",   "belyaev",
    "gerasimov", "bogdanov", "osipov",      "sidorov",     "matveev",    "titov",     "markov",    "mironov",
    "krylov",    "kulikov",  "karpov",      "vlasov",      "melnikov",   "denisov",   "gavrilov",  "tikhonov",
    "kazakov",   "afanasev", "danilov",     "savelev",     "timofeev",   "fomin",     "chernov",   "abramov",
    "martynov",  "efimov",   "fedotov",     "shcherbakov", "nazarov",    "kalinin",   "isaev",     "chernyshev",
    "bykov",     "maslov",   "rodionov",    "konovalov",   "lazarev",    "voronin",   "klimov",    "filatov",
    "ponomarev", "golubev",  "kudryavtsev", "prokhorov",   "naumov",     "potapov",   "zhuravlev", "ovchinnikov",
    "trofimov",  "leonov",   "sobolev",     "ermakov",     "kolesnikov", "goncharov", "shchedrin", "pakhomov",
    "shubin",    "ignatov",  "ustinov",     "vishnyakov",  "laptev",     "odintsov",  "rozhkov",   "khokhlov"};

constexpr FirstName kMaleNames[] = {{"Александр", "aleksandr"}, {"Дмитрий", "dmitry"},
                                    {"Максим", "maksim"},       {"Сергей", "sergey"},
                                    {"Андрей", "andrey"},       {"Алексей", "aleksey"},
                                    {"Артём", "artem"},         {"Илья", "ilya"},
                                    {"Кирилл", "kirill"},       {"Михаил", "mikhail"},
                                    {"Никита", "nikita"},       {"Матвей", "matvey"},
                                    {"Роман", "roman"},         {"Егор", "egor"},
                                    {"Арсений", "arseny"},      {"Иван", "ivan"},
                                    {"Денис", "denis"},         {"Евгений", "evgeny"},
                                    {"Тимофей", "timofey"},     {"Владислав", "vladislav"},
                                    {"Игорь", "igor"},          {"Владимир", "vladimir"},
                                    {"Павел", "pavel"},         {"Руслан", "ruslan"},
                                    {"Марк", "mark"},           {"Константин", "konstantin"},
                                    {"Николай", "nikolay"},     {"Олег", "oleg"},
                                    {"Виктор", "viktor"},       {"Юрий", "yury"},
                                    {"Антон", "anton"},         {"Станислав", "stanislav"},
                                    {"Григорий", "grigory"},    {"Пётр", "petr"},
                                    {"Борис", "boris"},         {"Эдуард", "eduard"},
                                    {"Вадим", "vadim"},         {"Степан", "stepan"},
                                    {"Фёдор", "fedor"},         {"Глеб", "gleb"}};

constexpr FirstName kFemaleNames[] = {{"Анна", "anna"},
                                      {"Мария", "maria"},
                                      {"Елена", "elena"},
                                      {"Ольга", "olga"},
                                      {"Наталья", "natalya"},
                                      {"Ирина", "irina"},
                                      {"Татьяна", "tatyana"},
                                      {"Светлана", "svetlana"},
                                      {"Екатерина", "ekaterina"},
                                      {"Юлия", "yulia"},
                                      {"Анастасия", "anastasia"},
                                      {"Дарья", "darya"},
                                      {"Виктория", "viktoria"},
                                      {"Полина", "polina"},
                                      {"Алина", "alina"},
                                      {"Ксения", "ksenia"},
                                      {"Марина", "marina"},
                                      {"Людмила", "lyudmila"},
                                      {"Галина", "galina"},
                                      {"Валентина", "valentina"},
                                      {"Вера", "vera"},
                                      {"Надежда", "nadezhda"},
                                      {"Любовь", "lyubov"},
                                      {"Евгения", "evgenia"},
                                      {"Кристина", "kristina"},
                                      {"Алёна", "alena"},
                                      {"Софья", "sofya"},
                                      {"Вероника", "veronika"},
                                      {"Оксана", "oksana"},
                                      {"Лариса", "larisa"},
                                      {"Диана", "diana"},
                                      {"Тамара", "tamara"},
                                      {"Жанна", "zhanna"},
                                      {"Инна", "inna"},
                                      {"Яна", "yana"},
                                      {"Эльвира", "elvira"},
                                      {"Зоя", "zoya"},
                                      {"Нина", "nina"},
                                      {"Карина", "karina"},
                                      {"Маргарита", "margarita"}};

constexpr Words kFathers[] = {"Александров", "Алексеев",   "Анатольев", "Андреев",    "Антонов",      "Борисов",
                              "Вадимов",     "Валентинов", "Викторов",  "Владимиров", "Геннадьев",    "Григорьев",
                              "Дмитриев",    "Евгеньев",   "Иванов",    "Игорев",     "Константинов", "Михайлов",
                              "Николаев",    "Олегов",     "Павлов",    "Петров",     "Романов",      "Сергеев",
                              "Станиславов", "Степанов",   "Фёдоров",   "Эдуардов",   "Юрьев",        "Кузьмичёв"};

constexpr Words kPositions[] = {"Директор",
                                "Генеральный директор",
                                "Коммерческий директор",
                                "Главный бухгалтер",
                                "Начальник отдела снабжения",
                                "Менеджер по закупкам",
                                "Главный инженер",
                                "Заместитель директора",
                                "Специалист по закупкам",
                                "Финансовый директор",
                                "Руководитель проекта",
                                "Технолог",
                                "Начальник склада",
                                "Логист",
                                "Юрист",
                                "Секретарь",
                                "Архитектор",
                                "Прораб",
                                "Маркетолог",
                                "Владелец"};

constexpr Words kCompanyWords[] = {
    "Ромашка", "Север", "Восток",  "Горизонт", "Меридиан", "Спектр", "Вектор",   "Орион",  "Альфа", "Сигма",
    "Каскад",  "Факел", "Маяк",    "Прогресс", "Импульс",  "Сфера",  "Кристалл", "Гранит", "Базис", "Атлант",
    "Дельта",  "Квант", "Монолит", "Парус",    "Пилигрим", "Радуга", "Русь",     "Союз",   "Титан", "Урал",
    "Феникс",  "Центр", "Эталон",  "Эра",      "Юпитер",   "Янтарь", "Берег",    "Ветер",  "Дом",   "Заря",
    "Ключ",    "Лидер", "Мост",    "Нива",     "Опора",    "Полюс",  "Рассвет",  "Сокол",  "Тайга", "Формула"};

constexpr Words kCompanyTails[] = {"",        "-Строй", "-Сервис", "-Торг",   "-Плюс", "-М",     " и партнёры",
                                   "-Инвест", "-Снаб",  "-Транс",  "-Маркет", "-Пром", "-Агро",  "-Групп",
                                   "-Проект", "-Техно", "-Ресурс", "-Медиа",  "-Лайн", "-Регион"};

constexpr Words kIndustries[] = {"Строительство",
                                 "Розничная торговля",
                                 "Оптовая торговля",
                                 "Машиностроение",
                                 "Пищевая промышленность",
                                 "Логистика",
                                 "Информационные технологии",
                                 "Медицина",
                                 "Образование",
                                 "Сельское хозяйство",
                                 "Металлургия",
                                 "Химия",
                                 "Энергетика",
                                 "Мебель",
                                 "Полиграфия",
                                 "Реклама",
                                 "Общественное питание",
                                 "Текстиль"};

constexpr Words kCities[] = {
    "Москва",    "Санкт-Петербург", "Новосибирск", "Екатеринбург",   "Казань",   "Нижний Новгород",
    "Челябинск", "Самара",          "Омск",        "Ростов-на-Дону", "Уфа",      "Красноярск",
    "Воронеж",   "Пермь",           "Волгоград",   "Краснодар",      "Саратов",  "Тюмень",
    "Тольятти",  "Ижевск",          "Барнаул",     "Ульяновск",      "Иркутск",  "Хабаровск",
    "Ярославль", "Владивосток",     "Томск",       "Оренбург",       "Кемерово", "Рязань",
    "Псков",     "Тверь",           "Калуга",      "Орёл",           "Тула",     "Вологда"};

constexpr Words kStreets[] = {"Ленина",      "Советская", "Мира",         "Садовая",    "Лесная",
                              "Новая",       "Заводская", "Набережная",   "Школьная",   "Молодёжная",
                              "Центральная", "Зелёная",   "Промышленная", "Гагарина",   "Пушкина",
                              "Кирова",      "Труда",     "Парковая",     "Строителей", "Победы"};

constexpr Words kGoods[] = {
    "бетона М300", "арматуры",         "кирпича",      "оконных блоков", "кабеля ВВГ", "насосов",       "подшипников",
    "упаковки",    "мебели для офиса", "серверов",     "принтеров",      "бумаги А4",  "спецодежды",    "красок",
    "труб",        "кондиционеров",    "светильников", "дверей",         "станков",    "шин",           "удобрений",
    "муки",        "сахара",           "стеллажей",    "тары",           "фильтров",   "стали листовой"};

constexpr Words kDealKinds[] = {
    "Поставка",          "Закупка", "Партия", "Договор на поставку", "Пробная партия", "Годовой контракт на поставку",
    "Тендер на поставку"};

constexpr Words kSubjects[] = {"Первый звонок",       "Отправлено коммерческое предложение",
                               "Встреча в офисе",     "Уточнение по счёту",
                               "Письмо с договором",  "Обсуждение скидки",
                               "Звонок по оплате",    "Показ образцов",
                               "Рекламация",          "Поздравление",
                               "Согласование сроков", "Напоминание о документах",
                               "Презентация товара"};

constexpr Words kStages[] = {"Первичный контакт", "Квалификация",        "Презентация", "Коммерческое предложение",
                             "Переговоры",        "Заключение договора", "Успех",       "Отказ"};

static_assert(std::size(kSurnames) == std::size(kSurnamesLatin));

}  // namespace

std::span<const std::string_view> surnames() { return kSurnames; }
std::span<const std::string_view> surnamesLatin() { return kSurnamesLatin; }
std::span<const FirstName> maleNames() { return kMaleNames; }
std::span<const FirstName> femaleNames() { return kFemaleNames; }
std::span<const std::string_view> fathers() { return kFathers; }
std::span<const std::string_view> positions() { return kPositions; }
std::span<const std::string_view> companyWords() { return kCompanyWords; }
std::span<const std::string_view> companyTails() { return kCompanyTails; }
std::span<const std::string_view> industries() { return kIndustries; }
std::span<const std::string_view> cities() { return kCities; }
std::span<const std::string_view> streets() { return kStreets; }
std::span<const std::string_view> goods() { return kGoods; }
std::span<const std::string_view> dealKinds() { return kDealKinds; }
std::span<const std::string_view> subjects() { return kSubjects; }
std::span<const std::string_view> stageNames() { return kStages; }

}  // namespace kupets::seed
