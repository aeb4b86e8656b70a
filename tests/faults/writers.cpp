#include "tests/faults/writers.h"

#include "common/wire/values.h"
#include "tests/support/server_fixture.h"

namespace kupets::tests {

using namespace std::chrono_literals;

namespace {

v1::SaveRequest counting(const Uuid& record, std::int64_t number) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange& change = *request.add_changes();
    change.set_kind(number == 0 ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    change.set_entity("company");
    change.set_id(std::string(record.view()));
    change.set_base_version(static_cast<std::uint64_t>(number));
    const auto set = [&change](const char* field, const Value& value) {
        v1::FieldValue& item = *change.add_fields();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    };
    if (number == 0) set("name", std::string("Счётчик"));
    set("employees", number);
    return request;
}

}  // namespace

void Writer::run() {
    for (std::int64_t number = 0; !stop_ || number == 0; ++number) {
        const v1::SaveRequest request = counting(record_, number);
        const auto limit = std::chrono::steady_clock::now() + kPatience;
        while (!attempt(request, number)) {
            if (!failure_.empty() || std::chrono::steady_clock::now() > limit) {
                if (failure_.empty()) failure_ = "no acknowledgement within a minute";
                return;
            }
            std::this_thread::yield();
        }
        acknowledged_ = number + 1;
    }
}

bool Writer::enter() {
    const auto me = token_.empty() ? client_->login("admin", ServerFixture::password()) : client_->resume(token_);
    if (me) token_ = me->token();
    return me.has_value();
}

bool Writer::attempt(const v1::SaveRequest& request, std::int64_t number) {
    try {
        if (!client_) {
            client_.emplace(place_.get());
            if (!enter()) {
                client_.reset();
                return false;
            }
        }
        const auto reply = client_->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request, 10s);
        if (reply) {
            if (reply->records(0).version() != static_cast<std::uint64_t>(number + 1)) failure_ = "a version too many";
            return failure_.empty();
        }
        const ErrorCode code = reply.error().code;
        const bool passing = code == ErrorCode::Unavailable || code == ErrorCode::DeadlineExceeded ||
                             code == ErrorCode::TooManyRequests || code == ErrorCode::Cancelled ||
                             code == ErrorCode::NotLoggedIn;
        if (!passing) failure_ = describe(reply.error());
        if (code == ErrorCode::NotLoggedIn) client_.reset();
        return false;
    } catch (const std::runtime_error&) {
        client_.reset();  // the line broke: again, with the same ids
        return false;
    }
}

}  // namespace kupets::tests
