// The words that made-up people, companies and deals are put together from. All of them are common; none is anybody.
#pragma once

#include <span>
#include <string_view>

namespace kupets::seed {

struct FirstName {
    std::string_view name;
    std::string_view latin;
};

std::span<const std::string_view> surnames();       // masculine: "Иванов"
std::span<const std::string_view> surnamesLatin();  // in the same order
std::span<const FirstName> maleNames();
std::span<const FirstName> femaleNames();
std::span<const std::string_view> fathers();  // "Иван" for "Иванович", "Ивановна": stems such as "Иванов"
std::span<const std::string_view> positions();
std::span<const std::string_view> companyWords();
std::span<const std::string_view> companyTails();
std::span<const std::string_view> industries();
std::span<const std::string_view> cities();
std::span<const std::string_view> streets();
std::span<const std::string_view> goods();
std::span<const std::string_view> dealKinds();
std::span<const std::string_view> subjects();    // of activities
std::span<const std::string_view> stageNames();  // of a pipeline when there is none

}  // namespace kupets::seed
