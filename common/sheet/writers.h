// The kinds of writers behind writer.h. Not for others.
#pragma once

#include "common/sheet/writer.h"

namespace kupets::sheet {

std::unique_ptr<TableWriter> makeCsvTable(const std::string& path, std::vector<ColumnStyle> columns,
                                          const WriterOptions& options);
std::unique_ptr<TableWriter> makeXlsxTable(const std::string& path, std::vector<ColumnStyle> columns,
                                           const WriterOptions& options);

Error cannotWrite(std::string cause);

}  // namespace kupets::sheet
