#include "server/automation/sight.h"

#include <algorithm>

#include <fmt/format.h>

#include "server/automation/template.h"

namespace kupets::automation {

namespace {

/// A record as it was before it was deleted, with nothing around it.
class Gone final : public expr::Record {
public:
    Gone(const Uuid& id, const std::vector<history::FieldChange>& last) : id_(id), last_(last) {}
    Value value(const schema::Field& field) const override {
        if (field.name() == "id") return id_;
        const auto found = std::ranges::find(last_, &field, &history::FieldChange::field);
        return found == last_.end() ? Value(Null{}) : found->before;
    }
    const Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }

private:
    const Uuid& id_;
    const std::vector<history::FieldChange>& last_;
};

std::string dayWords(Date day) {
    const auto ymd = day.ymd();
    return fmt::format("{:02}.{:02}.{}", static_cast<unsigned>(ymd.day()), static_cast<unsigned>(ymd.month()),
                       static_cast<int>(ymd.year()));
}

}  // namespace

Value cellOf(const db::Rows& rows, std::size_t row, std::size_t at, const query::Column& column) {
    if (rows.isNull(row, at)) return Null{};
    if (column.kind == v1::Column::KIND_TEXTS) return Texts(rows.array(row, at));
    if (column.kind != v1::Column::KIND_IDS) return query::readValue(rows, row, at, column);
    Ids ids;
    for (const std::string& item : rows.array(row, at))
        if (const auto id = Uuid::parse(item)) ids.push_back(*id);
    return ids;
}

void Sight::ask(const std::string& expression) {
    if (places_.try_emplace(expression, expressions_.size()).second) expressions_.push_back(expression);
}

Result<void> Sight::askTemplate(std::string_view text) {
    auto parts = parseTemplate(text);
    if (!parts) return std::unexpected(std::move(parts.error()));
    for (const TemplatePart& part : *parts)
        if (part.isExpression) ask(part.text);
    return {};
}

awaitable<Result<bool>> Sight::look(const Uuid& record, Look look) {
    query::Statement statement(*catalog_, *reader_.scope);
    query::Names names(statement, entity_);
    std::vector<query::Column> columns;
    std::string select;
    for (const std::string& expression : expressions_) {
        auto column = query::resolveColumn(expression, names, statement, reader_);
        if (!column) co_return std::unexpected(std::move(column.error()));
        for (const std::string& item : query::selected(*column)) select += (select.empty() ? "" : ", ") + item;
        columns.push_back(std::move(*column));
    }
    if (select.empty()) select = "1";
    const std::string id = statement.parameter(record);
    auto rows = co_await look(
        {"SELECT " + select + " FROM " + names.from() + " WHERE " + names.alias() + ".id = " + id + "::uuid",
         std::move(statement.params)});
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return false;
    answers_.clear();
    std::size_t at = 0;
    for (const query::Column& column : columns) {
        Answer answer{cellOf(*rows, 0, at, column), {}, column.field};
        if (!column.companion.empty() && !rows->isNull(0, at + 1)) answer.title = rows->text(0, at + 1);
        answers_.push_back(std::move(answer));
        at += query::width(column);
    }
    co_return true;
}

Result<void> Sight::recall(const Uuid& record, const std::vector<history::FieldChange>& last) {
    const Gone gone(record, last);
    answers_.clear();
    for (const std::string& expression : expressions_) {
        auto typed = expr::compile(expression, entity_);
        if (!typed) return std::unexpected(Error(typed.error()));
        answers_.push_back({expr::evaluate(*typed, gone, reader_.context), {}, entity_.field(expression)});
    }
    return {};
}

bool Sight::holds(const std::string& condition) const {
    const auto* verdict = std::get_if<bool>(&value(condition));
    return verdict != nullptr && *verdict;
}

std::vector<Uuid> Sight::people(const std::string& path) const {
    const Value& found = value(path);
    if (const auto* one = std::get_if<Uuid>(&found)) return {*one};
    if (const auto* many = std::get_if<Ids>(&found)) return *many;
    return {};
}

std::string Sight::words(const std::string& expression) const {
    const Answer& answer = answers_[places_.at(expression)];
    if (std::holds_alternative<Uuid>(answer.value) || std::holds_alternative<Ids>(answer.value)) {
        std::string titles = answer.title;
        std::ranges::replace(titles, '\x1f', ';');
        return titles;
    }
    if (const auto* text = std::get_if<std::string>(&answer.value)) {
        if (answer.field != nullptr)
            for (const v1::ChoiceDef& choice : answer.field->def.choices())
                if (choice.value() == *text) return choice.label().ru();
        return *text;
    }
    if (const auto* day = std::get_if<Date>(&answer.value)) return dayWords(*day);
    if (const auto* moment = std::get_if<Timestamp>(&answer.value)) {
        const std::int64_t local = moment->micros + reader_.context.zoneOffset.count() * 1'000'000;
        const std::int64_t minutes = (local / 60'000'000) % (24 * 60);
        return fmt::format("{} {:02}:{:02}", dayWords(Timestamp{local}.date()), minutes / 60, minutes % 60);
    }
    const std::string plain = toText(answer.value);
    const bool money = answer.field != nullptr && answer.field->type() == v1::MONEY && !answer.title.empty();
    return money ? plain + ' ' + (answer.title == "RUB" ? "₽" : answer.title) : plain;
}

std::string Sight::fill(std::string_view text) const {
    std::string out;
    const auto parts = parseTemplate(text);
    if (!parts) return std::string(text);
    for (const TemplatePart& part : *parts) out += part.isExpression ? words(part.text) : part.text;
    return out;
}

}  // namespace kupets::automation
