#include "common/text/spelling.h"

#include <catch2/catch.hpp>

using kupets::text::slips;

TEST_CASE("slips of the pen are counted by letters") {
    CHECK(slips("ромашка", "ромашка", 2) == 0);
    CHECK(slips("рамашка", "ромашка", 2) == 1);
    CHECK(slips("ромшка", "ромашка", 2) == 1);
    CHECK(slips("ромашкаа", "ромашка", 2) == 1);
    CHECK(slips("ормашка", "ромашка", 2) == 1);
    CHECK(slips("ормашкаа", "ромашка", 2) == 2);
    CHECK(slips("", "аб", 2) == 2);
    CHECK(slips("лютик", "ромашка", 2) == 3);
    CHECK(slips("а", "ромашка", 2) == 3);
}
