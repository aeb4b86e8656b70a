// The one translation unit that holds the code of Boost.JSON.
#include <boost/json/src.hpp>
