// The style sheet of a theme, made from its tokens.
#pragma once

#include <QString>

namespace kupets::ui {

struct Tokens;
QString styleSheet(const Tokens& theme);

}  // namespace kupets::ui
