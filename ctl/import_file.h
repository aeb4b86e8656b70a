// The table file that is to be imported, as this program reads it itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/sheet/book.h"
#include "ctl/outcome.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

/// A sheet that is read behind its header.
struct OpenSheet {
    std::unique_ptr<sheet::Book> book;
    std::unique_ptr<sheet::RowReader> rows;
    std::vector<std::string> header;
};

/// The header's row is told to the request, so that both go by the same one.
Outcome<OpenSheet> openSheet(const std::string& path, const v1::CsvFormat& csv, v1::ImportSheet& told);
/// The names of the sheet's columns.
Outcome<std::vector<std::string>> readHeader(const std::string& path, const v1::CsvFormat& csv, v1::ImportSheet& told);

}  // namespace kupets::ctl
