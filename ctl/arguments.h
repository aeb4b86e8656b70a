// The words of a command line, checked against what the command declares.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/outcome.h"

namespace kupets::ctl {

struct Option {
    std::string_view name;   // "--limit"
    std::string_view value;  // "N"; empty for a flag
    std::string_view russian;
    std::string_view english;
    bool repeated = false;
};

class Arguments {
public:
    /// Options may stand anywhere, "--name value" or "--name=value"; "--" ends them.
    static Outcome<Arguments> parse(std::span<const std::span<const Option>> known,
                                    std::span<const std::string_view> words);

    bool has(std::string_view name) const { return values_.contains(name); }
    /// The last one given; empty when none is.
    std::string value(std::string_view name) const;
    std::optional<std::string> optional(std::string_view name) const;
    std::vector<std::string> all(std::string_view name) const;
    /// A whole number, or `otherwise` when the option is not given.
    Outcome<std::uint64_t> number(std::string_view name, std::uint64_t otherwise) const;
    const std::vector<std::string>& positional() const { return positional_; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::vector<std::string> positional_;
};

/// "a,b,c" → its parts, without blanks around; a comma within brackets or quotes belongs to its part.
std::vector<std::string> splitList(std::string_view text);

}  // namespace kupets::ctl
