#include "server/access/roles.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include "common/base/embedded_file.h"

namespace kupets::access {

namespace embedded {
std::span<const EmbeddedFile> roles();
}

namespace {

class FirstError final : public google::protobuf::io::ErrorCollector {
public:
    void AddError(int line, google::protobuf::io::ColumnNumber, const std::string& message) override {
        if (line_ >= 0) return;
        line_ = line;
        message_ = message;
    }
    std::string line() const { return std::to_string(line_ + 1); }
    const std::string& message() const { return message_; }

private:
    int line_ = -1;
    std::string message_;
};

}  // namespace

Result<v1::RoleSet> parseRoles(std::string_view fileName, std::string_view text) {
    v1::RoleSet roles;
    FirstError error;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&error);
    if (!parser.ParseFromString(std::string(text), &roles))
        return fail(ErrorCode::BadFile, {std::string(fileName), error.line(), error.message()});
    return roles;
}

const v1::RoleSet& productRoles() {
    static const v1::RoleSet roles = [] {
        v1::RoleSet all;
        for (const EmbeddedFile& file : embedded::roles()) {
            auto parsed = parseRoles(file.name, file.text);
            if (!parsed) throw std::logic_error(describe(parsed.error()));
            all.MergeFrom(*parsed);
        }
        return all;
    }();
    return roles;
}

const v1::RoleDef* findRole(const v1::RoleSet& roles, std::string_view name) {
    const auto it = std::ranges::find(roles.roles(), name, &v1::RoleDef::name);
    return it == roles.roles().end() ? nullptr : &*it;
}

}  // namespace kupets::access
