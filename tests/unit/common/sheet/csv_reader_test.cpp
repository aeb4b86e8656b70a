#include "common/sheet/csv_reader.h"

#include <chrono>
#include <random>

#include <catch2/catch.hpp>

using namespace kupets;
using namespace kupets::sheet;

namespace {

struct Table {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;
    std::vector<std::uint64_t> ragged;
    std::vector<std::uint64_t> damaged;
    std::optional<Error> error;
    char delimiter = 0;
    Encoding encoding = Encoding::Utf8;
};

Table read(std::string_view file, CsvOptions options = {}, std::size_t piece = 1U << 20) {
    Table table;
    CsvReader reader(options);
    CsvRow row;
    const auto drain = [&] {
        for (;;) {
            const auto more = reader.next(row);
            if (!more) table.error = more.error();
            if (!more || !*more) return;
            table.rows.emplace_back(row.cells.begin(), row.cells.end());
            table.lines.push_back(row.line);
            if (row.ragged) table.ragged.push_back(row.line);
            if (row.badEncoding) table.damaged.push_back(row.line);
        }
    };
    for (std::size_t at = 0; at < file.size() && !table.error; at += piece) {
        if (const auto fed = reader.feed(file.substr(at, piece)); !fed) table.error = fed.error();
        drain();
    }
    if (!table.error) {
        REQUIRE(reader.finish());
        drain();
    }
    table.delimiter = reader.delimiter();
    table.encoding = reader.encoding();
    return table;
}

std::string utf16(std::u16string_view text, bool bigEnd) {
    std::string out;
    for (const char16_t c : text) {
        const char high = static_cast<char>(c >> 8);
        const char low = static_cast<char>(c & 0xFF);
        out.push_back(bigEnd ? high : low);
        out.push_back(bigEnd ? low : high);
    }
    return out;
}

}  // namespace

TEST_CASE("a plain file is read whatever its line ends") {
    for (const char* file :
         {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "a,b\r\n1,2\n3,4\r", "a,b\n\n1,2\n\n\n3,4"}) {
        const Table table = read(file);
        CHECK(table.rows == std::vector<std::vector<std::string>>{{"a", "b"}, {"1", "2"}, {"3", "4"}});
        CHECK(table.ragged.empty());
    }
    CHECK(read("a,b\n\n1,2\n\n\n3,4").lines == std::vector<std::uint64_t>{1, 3, 6});
    CHECK(read("").rows.empty());
    CHECK(read("\r\n\r\n").rows.empty());
    CHECK(read("a").rows == std::vector<std::vector<std::string>>{{"a"}});
}

TEST_CASE("quotes keep delimiters, line breaks and quotes") {
    const Table table =
        read("name,note\n\"Иванов, Пётр\",\"first\r\nsecond\nthird\"\n\"ООО \"\"Ромашка\"\"\",\"\"\nx,y\n");
    CHECK(table.rows[1] == std::vector<std::string>{"Иванов, Пётр", "first\r\nsecond\nthird"});
    CHECK(table.rows[2] == std::vector<std::string>{"ООО \"Ромашка\"", ""});
    CHECK(table.lines == std::vector<std::uint64_t>{1, 2, 5, 6});
}

TEST_CASE("quotes that are no quotes stay in the text") {
    const Table table = read("name;n\nООО \"Ромашка\";1\n\"Ромашка\" ООО;2\n5\" труба;3\n");
    CHECK(table.rows[1][0] == "ООО \"Ромашка\"");
    CHECK(table.rows[2][0] == "\"Ромашка\" ООО");
    CHECK(table.rows[3][0] == "5\" труба");
}

TEST_CASE("pieces of any size give the same rows") {
    const std::string file = "name,note\r\n\"Иванов, Пётр\",\"first\r\nsecond\"\r\n\"a\"\"b\",ё\r\nlast,\"\"";
    const Table whole = read(file);
    for (std::size_t piece = 1; piece < 20; ++piece) {
        CsvReader reader;
        const Table table = read(file, {}, piece);
        CHECK(table.rows == whole.rows);
        CHECK(table.lines == whole.lines);
    }
}

TEST_CASE("a long file is decided by its first part and read to the end in small pieces") {
    std::string file = "имя;примечание\r\n";
    for (int i = 0; i < 40'000; ++i)
        file += "Иванов " + std::to_string(i) + ";\"строка\r\nвторая \"\"" + std::to_string(i) + "\"\"\"\r\n";
    const Table table = read(file, {}, 7'919);
    REQUIRE(table.rows.size() == 40'001);
    CHECK(table.rows[40'000][1] == "строка\r\nвторая \"39999\"");
    CHECK(table.lines[40'000] == 2 * 40'000);
}

TEST_CASE("the delimiter is found, told by the file or by the caller") {
    CHECK(read("a;b;c\n1,5;2;3\n2,5;3;4\n").delimiter == ';');
    CHECK(read("a\tb\n1,2\t3\n").delimiter == '\t');
    CHECK(read("a|b|c\n1|2|3\n").delimiter == '|');
    CHECK(read("name\nИванов\nПетров\n").delimiter == ',');
    CHECK(read("a,b\n\"x;y;z\",2\n\"x;y;z\",3\n").delimiter == ',');
    const Table told = read("sep=;\r\na;b\r\n1;2\r\n");
    CHECK(told.delimiter == ';');
    CHECK(told.rows[0] == std::vector<std::string>{"a", "b"});
    CHECK(told.lines[0] == 2);
    CHECK(read("a;b,c\n", {.delimiter = ','}).rows[0] == std::vector<std::string>{"a;b", "c"});
}

TEST_CASE("encodings are found with and without a mark") {
    const std::u16string text = u"имя;город\r\nПётр;Псков\r\nАнна;Орёл\r\n";
    const std::vector<std::string> second{"Пётр", "Псков"};
    for (const bool bigEnd : {false, true}) {
        for (const bool mark : {false, true}) {
            const Table table = read(
                (mark ? std::string(bigEnd ? "\xFE\xFF" : "\xFF\xFE") : std::string()) + utf16(text, bigEnd), {}, 3);
            CHECK(table.encoding == (bigEnd ? Encoding::Utf16Be : Encoding::Utf16Le));
            REQUIRE(table.rows.size() == 3);
            CHECK(table.rows[0][0] == "имя");
            CHECK(table.rows[1] == second);
            CHECK(table.damaged.empty());
        }
    }
    const Table marked = read("\xEF\xBB\xBFимя;город\nПётр;Псков\n");
    CHECK(marked.rows[0][0] == "имя");
    const Table cyrillic = read("\xE8\xEC\xFF;\xE3\xEE\xF0\xEE\xE4\n\xCF\xB8\xF2\xF0;\xCF\xF1\xEA\xEE\xE2\n", {}, 1);
    CHECK(cyrillic.encoding == Encoding::Windows1251);
    CHECK(cyrillic.rows[1] == second);
    CHECK(read("a,b\n1,2\n").encoding == Encoding::Utf8);
}

TEST_CASE("ragged rows and damaged ones are told by their line") {
    const Table ragged = read("a,b,c\n1,2,3\n1,2\n1,2,3,,\n1,2,3,4\n");
    CHECK(ragged.ragged == std::vector<std::uint64_t>{3, 5});
    const Table damaged = read(
        "имя,город\nПётр,Псков\nАн\xFFна,Орёл\nОльга,Тверь\nИгорь,Омск\nЮлия,Т\0ула\n"
        "Ян,Сочи\nИя,Уфа\nЛев,Чита\n" +
        std::string("x,\0\n", 4));
    CHECK(damaged.encoding == Encoding::Utf8);
    CHECK(damaged.damaged.front() == 3);
    const Table told = read("имя\n\xCF\xE8\n", {.encoding = Encoding::Utf8});
    CHECK(told.damaged == std::vector<std::uint64_t>{2});
    CHECK(read(std::string("a,b\n1,\0\n2,3\n", 12)).damaged == std::vector<std::uint64_t>{2});
    // A lone half of a surrogate pair, and an odd byte at the end.
    CHECK(read(utf16(std::u16string(u"ab\nc") + char16_t(0xD800) + u"d\nef\n", false), {.encoding = Encoding::Utf16Le})
              .damaged == std::vector<std::uint64_t>{2});
    CHECK(read(utf16(u"ab\ncd", false) + "x", {.encoding = Encoding::Utf16Le}).damaged ==
          std::vector<std::uint64_t>{2});
}

TEST_CASE("what is too large or never ends is refused with its place") {
    const Table open = read("a,b\n1,\"2\n3,4\n5,6\n");
    REQUIRE(open.error);
    CHECK(open.error->code == ErrorCode::BadFile);
    CHECK(open.error->args == std::vector<std::string>{"quote", "2", "2"});
    CHECK(open.rows.size() == 1);

    CHECK(read("a\n" + std::string(1U << 20, 'x') + "\n").rows.size() == 2);
    const Table cell = read("a\n" + std::string((1U << 20) + 1, 'x') + "\n");
    REQUIRE(cell.error);
    CHECK(cell.error->code == ErrorCode::LimitExceeded);
    const Table quoted = read("a\n\"" + std::string(5U << 20, '\n'), {}, 100'000);
    REQUIRE(quoted.error);
    CHECK(quoted.error->code == ErrorCode::LimitExceeded);
    CHECK(read(std::string(999, ',') + "\n").rows[0].size() == 1'000);
    CHECK(read(std::string(1'000, ',') + "\n").error->code == ErrorCode::LimitExceeded);
    CHECK(read(std::string(5'000'000, ',')).error->code == ErrorCode::LimitExceeded);

    CsvOptions small;
    small.limits.fileBytes = 10;
    CHECK(read("a,b\n1,2\n3,4\n", small).error->code == ErrorCode::LimitExceeded);
}

TEST_CASE("noise never breaks the reader") {
    std::mt19937 random(7);
    const std::string alphabet = "a\",;\r\n\t\0\xFF\xD0\x9F|= ";
    for (int round = 0; round < 2'000; ++round) {
        std::string file;
        for (std::size_t i = 0; i < random() % 200; ++i) file.push_back(alphabet[random() % alphabet.size()]);
        const Table whole = read(file);
        const Table pieces = read(file, {}, 1 + random() % 7);
        CHECK(whole.rows == pieces.rows);
        CHECK(whole.lines == pieces.lines);
        CHECK(whole.error.has_value() == pieces.error.has_value());
    }
}

TEST_CASE("half a million rows take less than a second") {
    std::string file = "a,b,c,d,e,f,g,h\r\n";
    while (file.size() < 40'000'000)
        file += "1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,20-10-2016,01-03-2017,1054\r\n";
    const auto before = std::chrono::steady_clock::now();
    CsvReader reader;
    CsvRow row;
    std::size_t rows = 0;
    for (std::size_t at = 0; at < file.size(); at += 262'144) {
        REQUIRE(reader.feed(std::string_view(file).substr(at, 262'144)));
        while (*reader.next(row)) ++rows;
    }
    REQUIRE(reader.finish());
    while (*reader.next(row)) ++rows;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - before;
    CHECK(rows > 500'000);
    const double perSecond = static_cast<double>(rows) / spent.count();
    INFO("rows a second: " << perSecond);
    CHECK(perSecond > 500'000 / 4.0);  // loaded test machines get a quarter; the benchmark holds the floor itself
}
