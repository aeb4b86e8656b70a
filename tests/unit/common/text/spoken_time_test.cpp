#include "common/text/spoken_time.h"

using kupets::Date;
using kupets::text::readTask;
using kupets::text::SpokenTime;
using Span = SpokenTime::Span;

namespace {

/// "перезвонить | 2026-11-23 10:00", "| 120 min"; a Wednesday, 15:30.
std::string heard(const char* typed) {
    const auto task = readTask(typed, {*Date::parse("2026-11-18"), 15 * 60 + 30});
    std::string out = task.words + " |";
    if (!task.when) return out;
    const char* const kUnits[] = {"", " min", " working min", " working days"};
    if (task.when->span != Span::None)
        out += " " + std::to_string(task.when->count) + kUnits[static_cast<int>(task.when->span)];
    if (task.when->day) out += " " + task.when->day->text();
    if (!task.when->minute) return out;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return out + " " + two(*task.when->minute / 60) + ":" + two(*task.when->minute % 60);
}

}  // namespace

TEST_CASE("a time from now is heard in both languages", "[spoken]") {
    CHECK(heard("перезвонить через 2 часа") == "перезвонить | 120 min");
    CHECK(heard("через полчаса позвонить Анне") == "позвонить Анне | 30 min");
    CHECK(heard("через час") == " | 60 min");
    CHECK(heard("через полтора часа") == " | 90 min");
    CHECK(heard("через 1,5 часа") == " | 90 min");
    CHECK(heard("через пару минут") == " | 2 min");
    CHECK(heard("через 15 мин.") == " | 15 min");
    CHECK(heard("Ответить через 2 рабочих часа") == "Ответить | 120 working min");
    CHECK(heard("отчёт через 3 рабочих дня") == "отчёт | 3 working days");
    CHECK(heard("напомнить через неделю") == "напомнить | 2026-11-25");
    CHECK(heard("через две недели") == " | 2026-12-02");
    CHECK(heard("через 3 дня в 10") == " | 2026-11-21 10:00");
    CHECK(heard("через месяц продлить договор") == "продлить договор | 2026-12-18");
    CHECK(heard("через полгода") == " | 2027-05-18");
    CHECK(heard("через 2 года") == " | 2028-11-18");
    CHECK(heard("call back in 2 hours") == "call back | 120 min");
    CHECK(heard("in an hour") == " | 60 min");
    CHECK(heard("in half an hour") == " | 30 min");
    CHECK(heard("in a couple of days") == " | 2026-11-20");
    CHECK(heard("in 3 business days") == " | 3 working days");
}

TEST_CASE("days are heard by their names and numbers", "[spoken]") {
    CHECK(heard("завтра в 10") == " | 2026-11-19 10:00");
    CHECK(heard("Отправить КП завтра") == "Отправить КП | 2026-11-19");
    CHECK(heard("послезавтра утром встреча") == "встреча | 2026-11-20 09:00");
    CHECK(heard("завтра перезвонить в 10:30 Иванову") == "перезвонить Иванову | 2026-11-19 10:30");
    CHECK(heard("в пятницу") == " | 2026-11-20");
    CHECK(heard("В среду, в 9") == " | 2026-11-25 09:00");
    CHECK(heard("счёт до пятницы") == "счёт | 2026-11-20");
    CHECK(heard("в следующую пятницу") == " | 2026-11-27");
    CHECK(heard("во вторник к обеду") == " | 2026-11-24 13:00");
    CHECK(heard("в пн") == " | 2026-11-23");
    CHECK(heard("позвонить 5 мая") == "позвонить | 2027-05-05");
    CHECK(heard("5 декабря 2026 г. оплата") == "оплата | 2026-12-05");
    CHECK(heard("оплата 05.12") == "оплата | 2026-12-05");
    CHECK(heard("оплата 05.05.2028.") == "оплата | 2028-05-05");
    CHECK(heard("20 числа") == " | 2026-11-20");
    CHECK(heard("к 1 числу отчёт") == "отчёт | 2026-12-01");
    CHECK(heard("в конце месяца") == " | 2026-11-30");
    CHECK(heard("на следующей неделе") == " | 2026-11-23");
    CHECK(heard("до конца недели") == " | 2026-11-20");
    CHECK(heard("в следующем месяце") == " | 2026-12-01");
    CHECK(heard("на выходных") == " | 2026-11-21");
    CHECK(heard("до конца дня") == " | 2026-11-18 18:00");
    CHECK(heard("tomorrow at 10") == " | 2026-11-19 10:00");
    CHECK(heard("call Anna on friday at 5pm") == "call Anna | 2026-11-20 17:00");
    CHECK(heard("next monday 9 am") == " | 2026-11-23 09:00");
    CHECK(heard("day after tomorrow") == " | 2026-11-20");
    CHECK(heard("send the offer by May 5") == "send the offer | 2027-05-05");
    CHECK(heard("by the end of the month") == " | 2026-11-30");
}

TEST_CASE("hours are those of an office", "[spoken]") {
    CHECK(heard("в 10") == " | 2026-11-19 10:00");  // it is past ten: tomorrow
    CHECK(heard("в 17:00") == " | 2026-11-18 17:00");
    CHECK(heard("в 5") == " | 2026-11-18 17:00");
    CHECK(heard("в 3 часа") == " | 2026-11-19 15:00");
    CHECK(heard("в 5 утра") == " | 2026-11-19 05:00");
    CHECK(heard("в 8 вечера") == " | 2026-11-18 20:00");
    CHECK(heard("завтра вечером в 7:30") == " | 2026-11-19 19:30");
    CHECK(heard("сегодня вечером") == " | 2026-11-18 18:00");
    CHECK(heard("в 8 вечером") == " | 2026-11-18 20:00");
    CHECK(heard("завтра в полдень") == " | 2026-11-19 12:00");
    CHECK(heard("к 18:00") == " | 2026-11-18 18:00");
    CHECK(heard("12 am") == " | 2026-11-19 00:00");
}

TEST_CASE("what names no time stays as it is", "[spoken]") {
    for (const char* words :
         {"Отправить 5 договоров", "счёт 10.30", "Версия 2.0", "купить 2 компьютера", "32.13", "в 25:00", "час пик",
          "через дорогу", "сделать к марту", "Мая Петрова", "in March", "25:61", "", "в", "через"}) {
        INFO(words);
        CHECK(heard(words) == std::string(words) + " |");
    }
}
