#include "ctl/import_outcomes.h"

#include <fmt/format.h>

#include "common/text/fold.h"
#include "common/wire/values.h"
#include "ctl/outcome.h"
#include "ctl/output.h"

namespace kupets::ctl {

namespace {

std::string jsonOf(const v1::Value& value, const std::string& title) {
    const auto read = wire::fromProto(value);
    return jsonValue(Cell{read ? *read : Value(Null{}), title});
}

std::string idOf(const std::string& bytes) {
    const auto id = Uuid::fromBytes(bytes);
    return id ? jsonText(id->text()) : std::string("null");
}

std::string listOf(const google::protobuf::RepeatedPtrField<v1::ImportLike>& likes) {
    std::string out = ",\"likes\":[";
    for (const auto& like : likes) {
        if (&like != &likes[0]) out += ',';
        out += fmt::format(R"({{"id":{},"title":{},"confidence":{},"row":{},"rule":{}}})", idOf(like.record()),
                           jsonText(like.title()), like.confidence(), like.row(), jsonText(like.rule()));
    }
    return out + "]";
}

}  // namespace

std::string reasonOf(const v1::ImportRowError& error) {
    return wordsOf(Error(static_cast<ErrorCode>(error.code()), {error.args().begin(), error.args().end()}));
}

std::string outcomeLine(const v1::ImportOutcome& outcome) {
    std::string out = fmt::format(R"({{"sheet":{},"part":{},"row":{},"outcome":{})", outcome.sheet(), outcome.part(),
                                  outcome.row(), jsonText(text::lower(v1::ImportOutcome::Kind_Name(outcome.kind()))));
    if (!outcome.record().empty()) out += ",\"record\":" + idOf(outcome.record());
    if (outcome.cells_size() > 0) {
        out += ",\"cells\":{";
        for (const auto& cell : outcome.cells()) {
            if (&cell != &outcome.cells(0)) out += ',';
            out += fmt::format(R"({}:{{"before":{},"after":{}}})", jsonText(cell.field()),
                               jsonOf(cell.before(), cell.before_title()), jsonOf(cell.after(), cell.after_title()));
        }
        out += '}';
    }
    if (outcome.has_error()) {
        out += fmt::format(R"(,"error":{{"column":{},"value":{},"reason":{}}})", jsonText(outcome.error().header()),
                           jsonText(outcome.error().value()), jsonText(reasonOf(outcome.error())));
    }
    if (outcome.likes_size() > 0) out += listOf(outcome.likes());
    return out + "}";
}

std::string likesLine(const v1::ImportLikes& likes) {
    return fmt::format(R"({{"sheet":{},"part":{},"row":{})", likes.sheet(), likes.part(), likes.row()) +
           listOf(likes.likes()) + "}";
}

}  // namespace kupets::ctl
