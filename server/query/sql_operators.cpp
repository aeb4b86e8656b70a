#include <fmt/format.h>

#include "common/expr/arithmetic.h"
#include "common/text/fold.h"
#include "server/query/sql_writer.h"

namespace kupets::query {
namespace {

using expr::Op;
using expr::Typed;
using schema::ValueType;

/// NULL when `x` is not strictly between the bounds. x stands in it once: nested expressions must not grow by doubling.
std::string between(std::string_view x, std::string_view least, std::string_view most) {
    return fmt::format("NULLIF(NULLIF(greatest(least({0}, {2}), {1}), {1}), {2})", x, least, most);
}
std::string boundedDate(std::string_view x) { return between(x, "DATE '0001-12-31 BC'", "DATE '10000-01-01'"); }
std::string boundedMoment(std::string_view x) {
    return between(x, "TIMESTAMPTZ '0001-12-31 23:59:59.999999+00 BC'", "TIMESTAMPTZ '10000-01-01 00:00:00+00'");
}
/// A number rounded to an int, NULL outside of least…most.
std::string whole(std::string_view x, std::int64_t least, std::int64_t most) {
    return between(fmt::format("round({})", x), std::to_string(least - 1), std::to_string(most + 1)) + "::int";
}

const std::string* textConstant(const Typed& node) {
    const auto* constant = std::get_if<expr::Constant>(&node->content());
    return constant == nullptr ? nullptr : std::get_if<std::string>(&constant->value);
}

std::unexpected<Error> unknown() {
    return std::unexpected(Error(ErrorCode::Internal).because("an operation without SQL"));
}

std::string chain(const SqlOperands& x, std::string_view word) { return fmt::format("({})", fmt::join(x, word)); }

/// PostgreSQL's quotient has 16 significant digits or as many after the point as its operands show. With 80 shown,
/// no quotient of numbers of ours can be rounded to the wrong side of a half: the nearest comes no nearer than
/// 10^-67.
std::string quotient(std::string_view a, std::string_view b) {
    return fmt::format("round(round({}, 80) / NULLIF({}, 0), {})", a, b, expr::kQuotientDigits);
}

/// Counted in days since the first one, so that nothing leaves PostgreSQL's calendar on the way.
std::string addDays(std::string_view date, std::string_view days) {
    constexpr std::int64_t kMost = 4'000'000;
    const std::string count = fmt::format("({} - DATE '0001-01-01' + {})", date, whole(days, -kMost, kMost));
    return fmt::format("(DATE '0001-01-01' + {})", between(count, "-1", "3652059"));
}

/// Whole microseconds fit a double exactly within 100,000 days, which is what interval multiplication works with.
std::string addTime(std::string_view moment, std::string_view days) {
    constexpr std::int64_t kMost = 100'000LL * 86'400'000'000;
    const std::string micros =
        between(fmt::format("round({} * 86400000000)", days), std::to_string(-kMost - 1), std::to_string(kMost + 1));
    return fmt::format("({} + {}::float8 * interval '1 microsecond')", moment, micros);
}

/// Columns against parameters stay as they are, for the sake of indexes; other texts may bring collations that
/// contradict.
bool needsCollation(const expr::Application& application) {
    if (application.operands[0]->type() != ValueType::Text) return false;
    if (application.op != Op::Equal && application.op != Op::NotEqual && application.op != Op::In) return true;
    std::size_t columns = 0;
    for (const Typed& operand : application.operands) {
        if (isConstant(operand)) continue;
        if (operand->access() == nullptr || ++columns > 1) return true;
    }
    return false;
}

std::string collated(const std::string& x) { return fmt::format("({}{})", x, kByCodePoint); }

std::string compare(const expr::Application& application, const SqlOperands& x, std::string_view sign) {
    const std::string left = needsCollation(application) ? collated(x[0]) : x[0];
    return fmt::format("({} {} {})", left, sign, x[1]);
}

std::string membership(const expr::Application& application, const SqlOperands& x) {
    const std::string left = needsCollation(application) ? collated(x[0]) : x[0];
    return fmt::format("({} IN ({}))", left, fmt::join(x.begin() + 1, x.end(), ", "));
}

std::string extreme(const expr::Application& application, SqlOperands x, std::string_view function) {
    if (needsCollation(application)) x[0] = collated(x[0]);
    return fmt::format("{}({})", function, fmt::join(x, ", "));
}

std::string blank(ValueType type, const std::string& x) {
    if (type == ValueType::Text) return fmt::format("(NULLIF({}, '') IS NULL)", collated(x));
    if (type == ValueType::Texts || type == ValueType::References)
        return fmt::format("((cardinality({}) > 0) IS NOT TRUE)", x);
    return fmt::format("({} IS NULL)", x);
}

std::string folded(const std::string& x) { return fmt::format("(kupets.fold({}{}){})", x, kRussian, kByCodePoint); }

std::string has(const expr::Application& application, const SqlOperands& x) {
    const bool texts = application.operands[0]->type() == ValueType::Texts;
    if (const auto* item = std::get_if<expr::Constant>(&application.operands[1]->content());
        item != nullptr && !isNull(item->value)) {
        return fmt::format("({} @> ARRAY[{}])", x[0], x[1]);  // may use an index
    }
    return fmt::format("({} = ANY({}))", texts ? collated(x[1]) : x[1], x[0]);
}

bool isDateOp(Op op) { return op == Op::Year || op == Op::Month || op == Op::Day || op == Op::Weekday; }

Sql applyOne(const expr::Application& application, const SqlOperands& x) {
    switch (application.op) {
        case Op::Negate:
            return fmt::format("(- {})", x[0]);
        case Op::Absolute:
            return fmt::format("abs({})", x[0]);
        case Op::Round: {
            const auto& digits = std::get<expr::Constant>(application.operands[1]->content()).value;
            return boundedNumber(fmt::format("round({}, {})", x[0], std::get<std::int64_t>(digits)));
        }
        case Op::Concat:
            return fmt::format("concat({})", x[0]);
        case Op::Length:
            return fmt::format("length({})::int8", x[0]);
        case Op::Upper:
            return fmt::format("(upper({}{}){})", x[0], kRussian, kByCodePoint);
        case Op::Lower:
            return fmt::format("(lower({}{}){})", x[0], kRussian, kByCodePoint);
        case Op::Trim:
            return fmt::format("regexp_replace(btrim({}{}), ' +', ' ', 'g')", x[0], kByCodePoint);
        default:
            return unknown();
    }
}

Sql applyMore(const expr::Application& application, const SqlOperands& x) {
    switch (application.op) {
        case Op::Add:
            return boundedNumber(fmt::format("({} + {})", x[0], x[1]));
        case Op::Subtract:
            return boundedNumber(fmt::format("({} - {})", x[0], x[1]));
        case Op::Multiply:
            return boundedNumber(fmt::format("round({} * {}, {})", x[0], x[1], Decimal::kMaxScale));
        case Op::Divide:
            return boundedNumber(quotient(x[0], x[1]));
        case Op::Least:
            return extreme(application, x, "least");
        case Op::Greatest:
            return extreme(application, x, "greatest");
        case Op::Join:
            return fmt::format("({} || {})", x[0], x[1]);
        case Op::Concat:
            return fmt::format("concat({})", fmt::join(x, ", "));
        case Op::Left:
            return fmt::format("left({}, {})", x[0], whole(x[1], 0, 1'000'000));
        case Op::Right:
            return fmt::format("right({}, {})", x[0], whole(x[1], 0, 1'000'000));
        case Op::Middle:
            return fmt::format("substr({}, {}, {})", x[0], whole(x[1], 1, 1'000'000), whole(x[2], 0, 1'000'000));
        case Op::Substitute:
            return fmt::format("kupets.substitute({}, {}, {})", collated(x[0]), collated(x[1]), collated(x[2]));
        case Op::Has:
            return has(application, x);
        case Op::MakeDate:
            return boundedDate(fmt::format("((make_date({}, 1, 1) + make_interval(months => {} - 1))::date + ({} - 1))",
                                           whole(x[0], 1, 9'999), whole(x[1], -12'000, 12'000),
                                           whole(x[2], -400'000, 400'000)));
        case Op::AddDays:
            return addDays(x[0], x[1]);
        case Op::AddMonths:
            return boundedDate(
                fmt::format("({} + make_interval(months => {}))::date", x[0], whole(x[1], -12'000, 12'000)));
        case Op::AddTime:
            return boundedMoment(addTime(x[0], x[1]));
        case Op::DaysBetween:
            return fmt::format("({} - {})::int8", x[0], x[1]);
        case Op::WorkDaysBetween:
            return fmt::format("kupets.work_days({}, {})", x[0], x[1]);
        case Op::TimeBetween:
            return quotient(fmt::format("extract(epoch from ({} - {}))", x[0], x[1]), "86400");
        case Op::Year:
            return fmt::format("extract(year from {})::int8", x[0]);
        case Op::Month:
            return fmt::format("extract(month from {})::int8", x[0]);
        case Op::Day:
            return fmt::format("extract(day from {})::int8", x[0]);
        case Op::Weekday:
            return fmt::format("extract(isodow from {})::int8", x[0]);
        default:
            return unknown();
    }
}

}  // namespace

std::string boundedNumber(std::string_view x) {
    static_assert(expr::kWholeDigits == 20);
    return between(x, "-100000000000000000000", "100000000000000000000");
}

bool SqlWriter::isWrittenByOperation(const expr::Application& application, std::size_t index) {
    if (index != 1) return false;
    if (application.op == Op::Round) return true;
    const bool search = application.op == Op::Contains || application.op == Op::StartsWith;
    return search && textConstant(application.operands[1]) != nullptr;
}

template <typename Add>
std::string SqlWriter::shared(Op op, std::string_view type, Add add) {
    auto [found, isNew] = shared_.try_emplace(op);
    if (isNew) {
        add();
        found->second = parameter(type);
    }
    return found->second;
}

std::string SqlWriter::today() {
    return shared(Op::Today, "date", [this] { params_.add(context_.today()); });
}

std::string SqlWriter::now() {
    return shared(Op::Now, "timestamptz", [this] { params_.add(context_.now); });
}

std::string SqlWriter::me() {
    return shared(Op::Me, "uuid", [this] { context_.me.isNil() ? params_.addNull() : params_.add(context_.me); });
}

std::string SqlWriter::myDepartment() {
    const Uuid& department = context_.department;
    return shared(Op::MyDepartment, "uuid", [&] { department.isNil() ? params_.addNull() : params_.add(department); });
}

std::string SqlWriter::offset() {
    return shared(Op::DateToTimestamp, "interval",
                  [this] { params_.add(std::to_string(context_.zoneOffset.count()) + " seconds"); });
}

std::string SqlWriter::local(std::string_view moment) {
    return fmt::format("(({}) AT TIME ZONE 'UTC' + {})", moment, offset());
}

Sql SqlWriter::apply(const expr::Application& application, const SqlOperands& x) {
    switch (application.op) {
        case Op::Contains:
            return fmt::format("(strpos({}, {}) > 0)", folded(x[0]), needle(application, x));
        case Op::StartsWith:
            return fmt::format("starts_with({}, {})", folded(x[0]), needle(application, x));
        case Op::And:
            return chain(x, " AND ");
        case Op::Or:
            return chain(x, " OR ");
        case Op::Not:
            return fmt::format("(NOT {})", x[0]);
        case Op::Equal:
            return compare(application, x, "=");
        case Op::NotEqual:
            return compare(application, x, "<>");
        case Op::Less:
            return compare(application, x, "<");
        case Op::LessOrEqual:
            return compare(application, x, "<=");
        case Op::Greater:
            return compare(application, x, ">");
        case Op::GreaterOrEqual:
            return compare(application, x, ">=");
        case Op::In:
            return membership(application, x);
        case Op::If:
            return fmt::format("(CASE WHEN {} THEN {} ELSE {} END)", x[0], x[1], x[2]);
        case Op::Coalesce:
            return fmt::format("COALESCE({})", fmt::join(x, ", "));
        case Op::IsBlank:
            return blank(application.operands[0]->type(), x[0]);
        case Op::IntegerToDecimal:
            return fmt::format("({})::numeric", x[0]);
        case Op::DateToTimestamp:
            return boundedMoment(fmt::format("((({})::timestamp - {}) AT TIME ZONE 'UTC')", x[0], offset()));
        case Op::TimestampToDate:
            return boundedDate(local(x[0]) + "::date");
        case Op::ToText:
            return toText(application.operands[0]->type(), x[0]);
        case Op::Hour:
            return fmt::format("extract(hour from {})::int8", local(x[0]));
        case Op::Minute:
            return fmt::format("extract(minute from {})::int8", local(x[0]));
        case Op::Lines:
            return fmt::format("array_to_string({}, E'\\n')", x[0]);
        case Op::Today:
            return today();
        case Op::Now:
            return now();
        case Op::Me:
            return me();
        case Op::MyDepartment:
            return myDepartment();
        default:
            return x.size() > 1 || isDateOp(application.op) ? applyMore(application, x) : applyOne(application, x);
    }
}

Sql SqlWriter::toText(ValueType type, const std::string& x) {
    switch (type) {
        case ValueType::Decimal:
            return fmt::format("trim_scale({})::text", x);
        case ValueType::Date:
            return fmt::format("to_char({}, 'YYYY-MM-DD')", x);
        case ValueType::Timestamp:
            return fmt::format(
                "to_char({}, 'YYYY-MM-DD HH24:MI')",
                between(local(x), "TIMESTAMP '0001-12-31 23:59:59.999999 BC'", "TIMESTAMP '10000-01-01'"));
        case ValueType::Texts:
            return fmt::format("array_to_string({}, '; ')", x);
        default:
            return fmt::format("({})::text", x);
    }
}

std::string SqlWriter::needle(const expr::Application& application, const SqlOperands& x) {
    const std::string* constant = textConstant(application.operands[1]);
    if (constant == nullptr) return folded(x[1]);
    params_.add(text::fold(*constant));
    return parameter("text");
}

}  // namespace kupets::query
