// The kinds of books behind book.h. Not for others.
#pragma once

#include <memory>
#include <string>

#include "common/sheet/book.h"

namespace kupets::sheet {

class Zip;

Result<std::unique_ptr<Book>> openCsv(const std::string& path, const BookOptions& options);
Result<std::unique_ptr<Book>> openXlsx(std::shared_ptr<Zip> zip, const BookOptions& options);
Result<std::unique_ptr<Book>> openOds(std::shared_ptr<Zip> zip, const BookOptions& options);
Result<std::unique_ptr<Book>> openXls(const std::string& path, const BookOptions& options);

/// BadFile with its place.
Error badFile(std::string what, std::uint64_t row = 0, std::string column = {}, const std::string& sheet = {});
/// LimitExceeded with its place.
Error overLimit(std::string what, std::uint64_t limit, std::uint64_t row = 0, std::string column = {},
                const std::string& sheet = {});

}  // namespace kupets::sheet
