#include "server/access/common_passwords.h"

#include <algorithm>
#include <fstream>

#include <catch2/catch.hpp>

#include "common/text/fold.h"
#include "server/access/password.h"

using namespace kupets;
using access::isCommonPassword;

TEST_CASE("common passwords are known in every dress") {
    for (const char* password : {
             "qwertyuiop",          // as it stands
             "1qaz2wsx3edc",        // a walk over the keyboard
             "123456789012",        // digits
             "QWERTYUIOP12",        // capitals, digits behind
             "Password2024!",       // the year
             "!!2024Password",      // in front
             "P@ssw0rd1234",        // digits for letters
             "Passw0rd!!!!",        //
             "we1come12345",        // 1 for l
             "adm1n1strator",       // 1 for i
             "iloveyou-1234",       // with a dash
             "i love you 2024",     // with spaces
             "йцукенгшщзхъ",        // Russian keys
             "Йцукен123456",        //
             "qwerty123qwerty123",  // twice
             "парольпароль",        //
             "Пароль-2024-!",       //
             "gfhjkm123456",        // "пароль" in the other layout
             "Yfnfif1985!!",        // "Наташа"
             "Сергей1985!!",        // a name and a year
         }) {
        CAPTURE(password);
        CHECK(isCommonPassword(password));
    }
}

TEST_CASE("a few characters over and over, and the login, are no password") {
    CHECK(isCommonPassword("aaaaaaaaaaaaaaaa"));
    CHECK(isCommonPassword("жжжжжжжжжжжж"));
    CHECK(isCommonPassword("abcxabcxabcx"));
    CHECK(isCommonPassword("k7$k7$k7$k7$"));
    CHECK_FALSE(isCommonPassword("zyukina-anna"));
    CHECK(isCommonPassword("zyukina-anna", "Zyukina.Anna"));
    CHECK(isCommonPassword("2024zyukina!", "zyukina"));
    CHECK_FALSE(isCommonPassword("zyukina stands on a hill", "zyukina"));
    CHECK_FALSE(isCommonPassword("кто-то пришёл 22", ""));
}

TEST_CASE("passwords that people invent themselves pass, with common words in them too") {
    for (const char* password : {"a long enough password", "длинный правильный пароль", "correct horse battery staple",
                                 "мой дракон любит борщ", "password 7249 5583 1186", "tr0ub4dor&3xyz",
                                 "другой-пароль-тут", "verona-lamp-71-tin", "12 стульев и 1 телёнок"}) {
        CAPTURE(password);
        CHECK_FALSE(isCommonPassword(password));
    }
    for (int i = 0; i < 1000; ++i) REQUIRE_FALSE(isCommonPassword(access::makePassword()));
    CHECK_FALSE(isCommonPassword(""));
    CHECK(isCommonPassword("\xFF\xFE\xFD"));  // three times the same: no text
    CHECK_FALSE(isCommonPassword(std::string(700, 'x') + std::string(324, '1')));
}

TEST_CASE("the list is folded, sorted and without repetitions") {
    std::ifstream file(KUPETS_SOURCE "/server/access/common_passwords.txt");
    std::vector<std::string> words;
    for (std::string word; file >> word;) words.push_back(word);
    CHECK(words.size() > 1500);
    CHECK(std::ranges::adjacent_find(words, std::greater_equal<>()) == words.end());
    for (const std::string& word : words) {
        CAPTURE(word);
        REQUIRE(text::fold(word) == word);
        REQUIRE(text::length(word) >= 4);
        REQUIRE(isCommonPassword(word));
        REQUIRE(isCommonPassword(text::upper(word)));
    }
}
