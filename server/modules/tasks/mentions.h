// "@Иванова Анна" in what somebody writes: that person is told, once for each entry, and watches the task from then on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/uuid.h"

namespace kupets::tasks {

struct Person {
    Uuid id;
    std::string name;
};

/// Who is mentioned, in the order of the text, each once; of "@Анна" and "@Анна Петрова" the longer that fits. A name
/// ends where its letters end. Pure.
std::vector<Uuid> mentionedIn(std::string_view text, std::span<const Person> people);

}  // namespace kupets::tasks
