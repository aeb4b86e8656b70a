// Passwords that are tried first by whoever tries to come in: common_passwords.txt, and what people make of them.
#pragma once

#include <string_view>

namespace kupets::access {

/// Whether a password is a common one or the login, however it is dressed up: in capitals, typed in the other keyboard
/// layout, with digits for letters, spaces, up to nine digits or signs around it, or twice in a row; or a few
/// characters over and over. Thread-safe.
bool isCommonPassword(std::string_view password, std::string_view login = {});

}  // namespace kupets::access
