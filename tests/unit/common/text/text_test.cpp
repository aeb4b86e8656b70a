#include <catch2/catch.hpp>

#include "common/text/fold.h"
#include "common/text/phone.h"
#include "common/text/requisites.h"
#include "common/text/utf8.h"

using namespace kupets;
using namespace kupets::text;

namespace {

std::string phone(std::string_view typed) {
    const auto normal = normalisePhone(typed);
    return normal ? *normal : std::string(errorCodeName(normal.error().code));
}
std::string or_(const Result<std::string>& value) { return value ? *value : "-"; }

}  // namespace

TEST_CASE("folding takes case and ё away") {
    CHECK(fold("ЁЖ и ёж, Straße ИЙ") == "еж и еж, straße ий");
    CHECK(fold("ЀЏђ ЏЂЃ") == "ѐџђ џђѓ");
    CHECK(fold("ÀÉ Ё Ω") == "àé е ω");
    CHECK(fold("") == "");
    CHECK(upper("straße ёж") == "STRASSE ЁЖ");
    CHECK(lower("ЁЖ") == "ёж");
    CHECK(fold("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("the quick way and the thorough way of folding agree") {
    for (char32_t c = 1; c < 0x460; ++c) {
        std::string one;
        append(one, c);
        // Hangul is neither, so the second form goes through ICU.
        const std::string both = fold(one + "가");
        CHECK(fold(one) == both.substr(0, both.size() - std::string("가").size()));
    }
}

TEST_CASE("the other keyboard layout") {
    CHECK(swapLayout("ghbdtn") == "привет");
    CHECK(swapLayout("Руддщ цщкдв") == "Hello world");
    CHECK(swapLayout("Z,kjrj 12") == "Яблоко 12");
    CHECK(swapLayout(swapLayout("Ёлка и ёж")) == "Ёлка и ёж");
}

TEST_CASE("texts are counted and cut by characters") {
    CHECK(length("ёж") == 2);
    CHECK(slice("ёжик", 1, 2) == "жи");
    CHECK(slice("ёж", 5, 2).empty());
    CHECK(slice("ёж", 1, 100) == "ж");
    CHECK(tidy("  a \t b\xC2\xA0 c ") == "a b c");
    CHECK(digitsOf("8 (916) 1") == "89161");
    CHECK(isValidUtf8("ёж"));
    CHECK_FALSE(isValidUtf8("\xC0\x80"));
    std::size_t at = 0;
    CHECK(decode("\U0001F600", at) == U'\U0001F600');
    CHECK(at == 4);
}

TEST_CASE("phone numbers have one form") {
    for (const char* typed : {"8 (916) 123-45-67", "+7 916 123 45 67", "79161234567", "9161234567", "+8 916 1234567",
                              "8‑916‑123‑45‑67", "007 916 123 45 67", "tel:+7-916-123-45-67", "8.916.123.45.67",
                              "+7(916)1234567", "8 916 1234567", "моб. 8-916-123-45-67", "т.: 89161234567",
                              "Тел. +7 916 123-45-67", "+7 8 916 123-45-67", "(916) 123-45-67", "+7–916–123–45–67"}) {
        INFO(typed);
        CHECK(phone(typed) == "+79161234567");
    }
    CHECK(phone("8 (916) 123-45-67 доб. 12") == "+79161234567;ext=12");
    CHECK(phone("+7 495 123-45-67 ext 0045") == "+74951234567;ext=0045");
    CHECK(phone("8 495 1234567 (доб. 3)") == "+74951234567;ext=3");
    CHECK(phone("8 495 1234567, вн. 3") == "+74951234567;ext=3");
    CHECK(phone("8(495)1234567*3") == "+74951234567;ext=3");
    CHECK(phone("8 495 1234567 #3") == "+74951234567;ext=3");
    CHECK(phone("+79161234567;ext=12") == "+79161234567;ext=12");
    CHECK(phone("+49 (30) 901820") == "+4930901820");
    CHECK(phone("8 10 375 17 2221122") == "+375172221122");
    CHECK(phone("+1 202-456-1111") == "+12024561111");
    for (const char* wrong :
         {"", "123", "12345678", "звонить Ивану", "+7 916 123", "+0 916 1234567", "+12345678901234567",
          "8 916 123 45 67 доб.", "8+9161234567", "0161234567", "+375 17 222", "+4420", "9161234567 или 9161234568"}) {
        CHECK(phone(wrong) == "INVALID_VALUE");
    }
}

TEST_CASE("a phone number without a code is one of the country that is told") {
    const auto of = [](const char* typed, const char* country) { return normalisePhone(typed, country).value_or("-"); };
    CHECK(of("8 029 123-45-67", "BY") == "+375291234567");
    CHECK(of("80 17 222-11-22", "BY") == "+375172221122");
    CHECK(of("29 123-45-67", "BY") == "+375291234567");
    CHECK(of("375 29 123 45 67", "BY") == "+375291234567");
    CHECK(of("+7 916 123-45-67", "BY") == "+79161234567");
    CHECK(of("030 901820", "DE") == "+4930901820");
    CHECK(of("0049 30 901820", "DE") == "+4930901820");
    CHECK(of("(202) 456-1111", "US") == "+12024561111");
    CHECK(of("1 202 456-1111", "US") == "+12024561111");
    CHECK(of("8 701 123-45-67", "KZ") == "+77011234567");
    CHECK(of("020 7946 0958", "GB") == "+442079460958");
    CHECK(of("29 12", "BY") == "-");
    CHECK(of("8 916 123-45-67", "??") == "+79161234567");
    CHECK(isPhoneCountry("BY"));
    CHECK_FALSE(isPhoneCountry("XX"));
}

TEST_CASE("phone numbers on screens and in searches") {
    CHECK(formatPhone("+79161234567") == "+7 (916) 123-45-67");
    CHECK(formatPhone("+79161234567;ext=12") == "+7 (916) 123-45-67 доб. 12");
    CHECK(formatPhone("+4930901820") == "+49 30901820");
    CHECK(formatPhone("+375172221122") == "+375 (17) 222-11-22");
    CHECK(formatPhone("+12024561111") == "+1 (202) 456-1111");
    CHECK(formatPhone("+99912345678") == "+99912345678");
    for (const char* normal : {"+79161234567", "+375172221122", "+12024561111", "+4930901820"})
        CHECK(phone(formatPhone(normal).c_str()) == normal);  // what is shown can be typed
    CHECK(formatPhone("звонить Ивану") == "звонить Ивану");
    CHECK(phoneSearchDigits("8 (916) 123") == "7916123");
    CHECK(phoneSearchDigits("+7916") == "7916");
    CHECK(phoneSearchDigits("845") == "845");
    CHECK(phoneSearchDigits("Иванов 12").empty());
}

TEST_CASE("e-mail addresses and web addresses") {
    CHECK(or_(normaliseEmail(" Ivanov@Firma.RU ")) == "Ivanov@firma.ru");
    CHECK(or_(normaliseEmail("mailto:a+b@x.co")) == "a+b@x.co");
    CHECK(or_(normaliseEmail("иван@Почта.РФ")) == "иван@почта.рф");
    for (const char* wrong :
         {"", "ivanov", "@firma.ru", "a@", "a@firma", "a b@firma.ru", "a@-x.ru", "a..b@x.ru", "a@x..ru", "a,b@x.ru"}) {
        CHECK(or_(normaliseEmail(wrong)) == "-");
    }
    CHECK(or_(normaliseUrl("Example.com/A?b=C")) == "https://example.com/A?b=C");
    CHECK(or_(normaliseUrl("HTTP://пример.рф:8080")) == "http://пример.рф:8080");
    CHECK(or_(normaliseUrl("http://localhost:80/")) == "http://localhost:80/");
    for (const char* wrong :
         {"", "javascript://x.ru", "javascript:alert(1)", "example", "a b.ru", "http://", "http://x.ru:0x1"}) {
        CHECK(or_(normaliseUrl(wrong)) == "-");
    }
}

TEST_CASE("tax numbers have control digits") {
    CHECK(or_(normaliseInn("7707083893")) == "7707083893");  // a bank known to everybody
    CHECK(or_(normaliseInn("77 0708 3893")) == "7707083893");
    CHECK(or_(normaliseInn("500100732259")) == "500100732259");  // the tax service's own example of a person's
    for (const char* wrong :
         {"7707083894", "500100732258", "500100732269", "770708389", "77070838933", "77O7083893", ""}) {
        CHECK(or_(normaliseInn(wrong)) == "-");
    }
    CHECK(or_(normaliseKpp("773601001")) == "773601001");
    CHECK(or_(normaliseKpp("7736 ab 001")) == "7736AB001");
    CHECK(or_(normaliseKpp("77360100")) == "-");
    CHECK(or_(normaliseKpp("A73601001")) == "-");
    CHECK(or_(normaliseOgrn("1027700132195")) == "1027700132195");
    CHECK(or_(normaliseOgrn("304500116000157")) == "304500116000157");
    for (const char* wrong : {"1027700132196", "304500116000158", "102770013219", ""})
        CHECK(or_(normaliseOgrn(wrong)) == "-");
}

TEST_CASE("a bank account fits its bank") {
    const auto account = normaliseAccount("40702810938000000001", "044525225");
    const auto central = normaliseAccount("30101810400000000225", "044525000");
    CHECK(or_(normaliseBic("044525225")) == "044525225");
    CHECK(or_(normaliseBic("144525225")) == "-");
    CHECK(or_(normaliseBic("04452522")) == "-");
    // The correspondent account of the same bank is kept at the Bank of Russia's own division.
    REQUIRE(central);
    CHECK(central->account == "30101810400000000225");
    int fitting = 0;
    for (char key = '0'; key <= '9'; ++key) {
        std::string tried = "40702810938000000001";
        tried[8] = key;
        if (normaliseAccount(tried, "044525225")) ++fitting;
    }
    CHECK(fitting == 1);
    CHECK_FALSE(normaliseAccount("4070281093800000000", "044525225"));
    CHECK_FALSE(normaliseAccount("30101810400000000226", "044525000"));
}
