#include "client/data/error_text.h"

namespace kupets::data {

QString errorText(const Error& error, Language, const schema::Snapshot*, std::string_view) {
    return toQt(describe(error));
}
std::string fieldOf(const Error& error) { return error.fieldPath.substr(error.fieldPath.rfind('.') + 1); }
bool isPassing(const Error& error) { return error.code == ErrorCode::Unavailable; }

}  // namespace kupets::data
