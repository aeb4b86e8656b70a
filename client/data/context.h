// What every model, draft and page is given: pointers to the few long-lived objects that the composition root owns and
// that outlive all of them. Copy it freely.
#pragma once

#include "client/data/language.h"

namespace kupets::net {
class Connection;
}

namespace kupets::data {

class LocalStore;
class Presence;
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
    LocalStore* local = nullptr;   // what this workplace keeps between two runs; tests may have none
    Presence* presence = nullptr;  // who else is at a record; tests may have none
};

}  // namespace kupets::data
