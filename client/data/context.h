// What every model, draft and page is given: pointers to the few long-lived objects that the composition root owns and
// that outlive all of them. Copy it freely.
#pragma once

#include "client/data/language.h"

namespace kupets::net {
class Connection;
}

namespace kupets::data {

class SchemaMirror;
class RecordStore;
class ReferenceColors;
class Feed;
class Writer;

struct Context {
    net::Connection* connection = nullptr;
    SchemaMirror* schema = nullptr;
    RecordStore* records = nullptr;
    Feed* feed = nullptr;
    Writer* writer = nullptr;  // command::Commands
    ReferenceColors* colors = nullptr;
    Language language = Language::Russian;
};

}  // namespace kupets::data
