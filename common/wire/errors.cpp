#include "common/wire/errors.h"

#include "common/base/value.h"
#include "common/wire/values.h"

namespace kupets::wire {

namespace {

Value valueOrNull(const v1::Value& value) {
    auto read = fromProto(value);
    return read ? std::move(*read) : Value(Null{});
}

}  // namespace

v1::Error toProto(const Error& error, std::string_view traceId) {
    v1::Error out;
    out.set_code(static_cast<v1::ErrorCode>(error.code));
    out.set_field_path(error.fieldPath);
    for (const std::string& arg : error.args) out.add_args(arg);
    if (error.code == ErrorCode::Internal) out.set_trace_id(std::string(traceId));
    for (const FieldConflictInfo& conflict : error.conflicts) {
        v1::FieldConflict& to = *out.add_conflicts();
        to.set_entity(conflict.entity);
        to.set_record_id(std::string(conflict.record.view()));
        to.set_field(conflict.field);
        *to.mutable_original() = toProto(conflict.original);
        *to.mutable_mine() = toProto(conflict.mine);
        *to.mutable_theirs() = toProto(conflict.theirs);
        to.set_changed_by(conflict.changedBy);
        to.set_changed_at(conflict.changedAt.micros);
    }
    return out;
}

Error fromProto(const v1::Error& error) {
    Error out;
    if (v1::ErrorCode_IsValid(error.code()) && error.code() != v1::ERROR_CODE_UNSPECIFIED) {
        out.code = static_cast<ErrorCode>(error.code());
        out.args.assign(error.args().begin(), error.args().end());
    } else {
        out.args = {std::to_string(error.code())};
    }
    out.fieldPath = error.field_path();
    if (!error.trace_id().empty()) out.cause = "trace " + error.trace_id();
    for (const v1::FieldConflict& conflict : error.conflicts()) {
        out.conflicts.push_back({conflict.entity(), Uuid::fromBytes(conflict.record_id()).value_or(Uuid{}),
                                 conflict.field(), valueOrNull(conflict.original()), valueOrNull(conflict.mine()),
                                 valueOrNull(conflict.theirs()), conflict.changed_by(),
                                 Timestamp{conflict.changed_at()}});
    }
    return out;
}

}  // namespace kupets::wire
