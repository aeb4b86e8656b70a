#include "client/model/word_match.h"

#include <catch2/catch.hpp>

using namespace kupets::model;

TEST_CASE("every typed word has to be there, beginnings of words count more than what is inside") {
    const auto score = [](const char* text, const char* typed) {
        const auto match = matchWords(QString::fromUtf8(text), QString::fromUtf8(typed));
        return match ? match->score : -1;
    };
    CHECK(score("Создать: Сделка", "сделка") > score("Создать: Подсделка", "сделка"));
    CHECK(score("Сделки", "сде") > score("Создать: Сделка", "сде"));
    CHECK(score("Создать: Сделка", "соз сде") > 0);
    CHECK(score("Создать: Сделка", "соз контакт") == -1);
    CHECK(score("Тёмная тема", "темн") > 0);
    CHECK(matchWords("Тёмная тема", "ночь", "день ночь"));
    CHECK_FALSE(matchWords("Тёмная тема", "утро", "день ночь"));
}

TEST_CASE("what is typed on the other layout is understood, and counts less") {
    CHECK(matchEitherLayout("Тёмная тема", "ntvf"));
    CHECK(matchEitherLayout("Dark theme", "Вфкл"));
    CHECK_FALSE(matchEitherLayout("Тёмная тема", "xyz"));
    const auto plain = matchEitherLayout("Сделки", "сделки");
    const auto other = matchEitherLayout("Сделки", "cltkrb");
    REQUIRE((plain && other));
    CHECK(plain->score > other->score);
}

TEST_CASE("places of what was typed") {
    CHECK(spansOf("ООО «Ёлка»", "елка") == QList<Span>{{5, 4}});
    CHECK(spansOf("+7 916 123-45-67", "9161234") == QList<Span>{{3, 9}});
    CHECK(spansOf("Завод металлоконструкций", "мет зав") == QList<Span>{{0, 3}, {6, 3}});
    CHECK(spansOf("Завод", "завод вод") == QList<Span>{{0, 5}});
    CHECK(spansOf("Завод", "нет").isEmpty());
    CHECK(spansOf("дом 12", "12").size() == 1);
    CHECK(spansOf("", "а").isEmpty());
}
