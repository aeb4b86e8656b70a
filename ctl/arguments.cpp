#include "ctl/arguments.h"

#include <charconv>

#include <fmt/format.h>

#include "common/sheet/cells.h"

namespace kupets::ctl {

namespace {

const Option* find(std::span<const std::span<const Option>> known, std::string_view name) {
    for (const auto& list : known) {
        for (const Option& option : list) {
            if (option.name == name) return &option;
        }
    }
    return nullptr;
}

}  // namespace

Outcome<Arguments> Arguments::parse(std::span<const std::span<const Option>> known,
                                    std::span<const std::string_view> words) {
    Arguments result;
    bool open = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (!open || !word.starts_with("--")) {
            result.positional_.emplace_back(word);
            continue;
        }
        if (word == "--") {
            open = false;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const Option* option = find(known, name);
        if (option == nullptr) return misused(fmt::format("{}: {}", say("нет такого ключа", "no such option"), name));
        auto& values = result.values_[std::string(name)];
        if (!values.empty() && !option->repeated) {
            return misused(fmt::format("{}: {}", say("ключ дан дважды", "option given twice"), name));
        }
        if (option->value.empty()) {
            if (equals != std::string_view::npos) {
                return misused(fmt::format("{}: {}", say("у ключа нет значения", "this option takes no value"), name));
            }
            values.emplace_back();
        } else if (equals != std::string_view::npos) {
            values.emplace_back(word.substr(equals + 1));
        } else if (++i < words.size()) {
            values.emplace_back(words[i]);
        } else {
            return misused(fmt::format("{}: {} {}", say("у ключа должно быть значение", "this option takes a value"),
                                       name, option->value));
        }
    }
    return result;
}

std::string Arguments::value(std::string_view name) const { return optional(name).value_or(""); }

std::optional<std::string> Arguments::optional(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
}

Outcome<std::uint64_t> Arguments::number(std::string_view name, std::uint64_t otherwise) const {
    const auto text = optional(name);
    if (!text) return otherwise;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size()) {
        return misused(fmt::format("{}: {} «{}»", name,
                                   say("ожидается целое число, а не", "expected a whole number, not"), *text));
    }
    return value;
}

std::vector<std::string> splitList(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    int depth = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && c == '(') ++depth;
        if (!quoted && c == ')') --depth;
        if (c == ',' && depth == 0 && !quoted) {
            parts.emplace_back(sheet::trim(part));
            part.clear();
        } else {
            part.push_back(c);
        }
    }
    if (!sheet::trim(part).empty()) parts.emplace_back(sheet::trim(part));
    std::erase(parts, "");
    return parts;
}

}  // namespace kupets::ctl
