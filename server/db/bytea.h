// Bytes in PostgreSQL's text form: "\x" and two hexadecimal digits a byte.
#pragma once

#include <string>
#include <string_view>

namespace kupets::db {

std::string toBytea(std::string_view bytes);
/// What PostgreSQL answers; nothing else.
std::string fromBytea(std::string_view hex);

}  // namespace kupets::db
