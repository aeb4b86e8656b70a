// The one table of methods: for each its name, the right it needs, its longest deadline, whether it writes, and its
// handler.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/envelope.pb.h"
#include "server/rpc/context.h"

namespace kupets::rpc {

enum class Right { None, LoggedIn, Administrator };
enum class Effect { Read, Write };

/// Parses the payload, runs the handler, packs the reply. Errors: BadRequest when the payload is not the method's
/// message, and what the handler says.
using Invoker = asio::awaitable<Result<std::string>> (*)(Context& context, std::string_view payload);

struct Row {
    v1::Method method = v1::METHOD_UNSPECIFIED;
    std::string_view name;  // "Records.Query": in logs and metrics
    Right right = Right::Administrator;
    std::chrono::milliseconds limit{};
    Effect effect = Effect::Write;
    Invoker invoke = nullptr;
};

/// Nothing for a number that is no method.
std::optional<Row> rowOf(v1::Method method);

/// The deadline that a request gets: what it asked for within the method's limit.
std::chrono::milliseconds allowed(const Row& row, std::uint32_t askedMs);

/// Checks greeting, login and right, fills scope and actor, runs the handler and counts it. An exception of the handler
/// is a bug: it is logged with the trace id and answered as Internal. `context` needs services, session, deadline and
/// trace id.
asio::awaitable<Result<std::string>> dispatch(Context& context, const Row& row, std::string_view payload);

}  // namespace kupets::rpc
