// The files of sql/, which travel inside the program (cmake/embed.cmake makes the definition).
#pragma once

#include <span>

#include "common/base/embedded_file.h"

namespace kupets::db::embedded {

std::span<const EmbeddedFile> migrations();

}  // namespace kupets::db::embedded
