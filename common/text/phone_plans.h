// How numbers of the countries that a Russian company deals with are made. Private to phone.cpp.
// Lengths by the ITU's national numbering plans (E.164 and its list of plans).
#pragma once

#include <array>
#include <string_view>

namespace kupets::text::phones {

struct Plan {
    std::string_view country;  // ISO 3166
    std::string_view code;
    std::size_t least;  // digits behind the code
    std::size_t most;
    std::string_view trunk;  // what is dialled in front within the country, and is no part of the number
};

inline constexpr std::array kPlans{
    Plan{"RU", "7", 10, 10, "8"}, Plan{"KZ", "7", 10, 10, "8"},  Plan{"BY", "375", 9, 9, "80"},
    Plan{"UA", "380", 9, 9, "0"}, Plan{"UZ", "998", 9, 9, ""},   Plan{"KG", "996", 9, 9, "0"},
    Plan{"TJ", "992", 9, 9, ""},  Plan{"TM", "993", 8, 8, "8"},  Plan{"AM", "374", 8, 8, "0"},
    Plan{"AZ", "994", 9, 9, "0"}, Plan{"GE", "995", 9, 9, "0"},  Plan{"MD", "373", 8, 8, "0"},
    Plan{"MN", "976", 8, 8, ""},  Plan{"LV", "371", 8, 8, ""},   Plan{"LT", "370", 8, 8, "0"},
    Plan{"EE", "372", 7, 8, ""},  Plan{"FI", "358", 5, 12, "0"}, Plan{"PL", "48", 9, 9, ""},
    Plan{"CZ", "420", 9, 9, ""},  Plan{"SK", "421", 9, 9, "0"},  Plan{"DE", "49", 5, 13, "0"},
    Plan{"AT", "43", 4, 13, "0"}, Plan{"CH", "41", 9, 9, "0"},   Plan{"FR", "33", 9, 9, "0"},
    Plan{"GB", "44", 9, 10, "0"}, Plan{"IE", "353", 7, 9, "0"},  Plan{"IT", "39", 6, 12, ""},
    Plan{"ES", "34", 9, 9, ""},   Plan{"PT", "351", 9, 9, ""},   Plan{"NL", "31", 9, 9, "0"},
    Plan{"BE", "32", 8, 9, "0"},  Plan{"SE", "46", 7, 13, "0"},  Plan{"NO", "47", 8, 8, ""},
    Plan{"DK", "45", 8, 8, ""},   Plan{"GR", "30", 10, 10, ""},  Plan{"BG", "359", 7, 9, "0"},
    Plan{"RO", "40", 9, 9, "0"},  Plan{"HU", "36", 8, 9, "06"},  Plan{"RS", "381", 7, 10, "0"},
    Plan{"CY", "357", 8, 8, ""},  Plan{"TR", "90", 10, 10, "0"}, Plan{"IL", "972", 8, 9, "0"},
    Plan{"AE", "971", 8, 9, "0"}, Plan{"IN", "91", 10, 10, "0"}, Plan{"CN", "86", 7, 12, "0"},
    Plan{"JP", "81", 9, 10, "0"}, Plan{"KR", "82", 8, 11, "0"},  Plan{"VN", "84", 9, 10, "0"},
    Plan{"TH", "66", 8, 9, "0"},  Plan{"US", "1", 10, 10, "1"},  Plan{"CA", "1", 10, 10, "1"},
};

}  // namespace kupets::text::phones
