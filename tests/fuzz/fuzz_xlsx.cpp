// Any bytes as an .xlsx: a whole zip, or (the first byte says which) one of the parts of an otherwise sound one.
#include "tests/fuzz/sheet_fuzz.h"

namespace {

constexpr const char* kNames[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                  "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
constexpr std::string_view kSound[] = {
    R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>45981</v></c></row></sheetData></worksheet>)",
    R"(<sst><si><t>a</t></si></sst>)",
    R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)",
    R"(<workbook xmlns:r="r"><sheets><sheet name="S" r:id="s"/></sheets></workbook>)",
    R"(<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="y" Type="x/styles" Target="styles.xml"/></Relationships>)"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("PK")) {
        kupets::fuzz::readAll(bytes);
        return 0;
    }
    if (bytes.empty()) return 0;
    const std::size_t which = data[0] % std::size(kNames);
    std::vector<std::pair<std::string, std::string_view>> parts;
    for (std::size_t i = 0; i < std::size(kNames); ++i)
        parts.emplace_back(kNames[i], i == which ? bytes.substr(1) : kSound[i]);
    kupets::fuzz::readAll(kupets::fuzz::zipOf(parts));
    return 0;
}
