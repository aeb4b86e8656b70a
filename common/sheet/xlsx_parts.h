// The parts of an .xlsx beside its sheets: where they are, how cells look, the texts they share.
// Formats: ECMA-376 part 1 (SpreadsheetML), transitional and strict alike.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/sheet/number_format.h"
#include "common/sheet/texts.h"
#include "common/sheet/xml.h"

namespace kupets::sheet {

struct Relation {
    std::string type;    // its last word: "worksheet"
    std::string target;  // the part's name in the zip
};
/// The relations of a part, by their ids; empty when it has none.
Result<std::map<std::string, Relation, std::less<>>> readRelations(Zip& zip, const std::string& part);

struct XlsxSheet {
    SheetInfo info;
    std::string part;
};
struct XlsxWorkbook {
    std::vector<XlsxSheet> sheets;
    bool date1904 = false;
    std::string styles;  // names of parts; empty where there is none
    std::string texts;
};
/// BadFile ("word document", "xlsb", "archive" …) when it is no workbook.
Result<XlsxWorkbook> readWorkbook(Zip& zip, const BookLimits& limits);

/// The number format of each cell format.
Result<std::vector<NumberFormat>> readStyles(Zip& zip, const std::string& part);

Result<void> readTexts(Zip& zip, const std::string& part, Texts& texts);

/// "_x000D_" and the like as the characters they stand for (ST_Xstring), in place.
void unescape(std::string& text);

}  // namespace kupets::sheet
