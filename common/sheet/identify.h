// What a file is, by its first bytes.
#pragma once

#include <string>
#include <string_view>

#include "common/base/error.h"

namespace kupets::sheet {

enum class Container { Zip, Compound, Text };

/// A zip (what is in it, its reader tells), a compound file of old Office, or text that may be CSV. Everything else is
/// BadFile with the name of what it is: "pdf", "picture", "web page", "xml 2003", "flat ods", "rtf", "archive", "sylk",
/// "not text" ….
Result<Container> identify(std::string_view beginning);

}  // namespace kupets::sheet
