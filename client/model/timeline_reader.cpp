// TimelineReader: rows of an entity as entries of a chronology.
#include <algorithm>

#include "client/data/path.h"
#include "client/data/value_format.h"
#include "client/model/chronology_records.h"
#include "common/expr/parse.h"
#include "common/expr/print.h"

namespace kupets::model {
namespace {

constexpr qsizetype kLongestText = 4'000;  // letters of a note that are kept here; the card has it whole

std::optional<Timestamp> momentOf(const Value& value) {
    if (const auto* moment = std::get_if<Timestamp>(&value)) return *moment;
    if (const auto* day = std::get_if<Date>(&value)) return Timestamp::fromDate(*day);
    return std::nullopt;
}

void add(std::vector<std::string>& columns, const std::string& path) {
    if (!path.empty() && std::ranges::find(columns, path) == columns.end()) columns.push_back(path);
}

expr::Ast expressionOf(const std::string& path) {
    if (!path.starts_with('=')) return expr::field(path);
    const auto parsed = expr::parse(std::string_view(path).substr(1));
    return parsed ? *parsed : expr::nothing();
}

}  // namespace

TimelineReader::TimelineReader(data::Context context, schema::SnapshotPtr schema, const schema::Entity& entity,
                               data::RecordKey about)
    : context_(context), schema_(std::move(schema)), entity_(entity), about_(std::move(about)) {
    const v1::TimelineDef& line = timeline();
    add(always_, entity.titleField().name());
    for (const std::string& path : {line.moment(), line.kind_field(), line.text_field(), line.person_field(),
                                    line.plan_field(), line.state_field()})
        add(always_, path);
    for (const v1::TimelineForm& form : line.forms())
        for (const std::string& field : form.fields()) add(always_, field);
    for (const std::string& path : line.about()) {
        const schema::Field* field = data::resolve(entity, path).field();
        if (field != nullptr && field->target != nullptr && field->target->name() == about_.entity)
            paths_.push_back(path);
    }
}

std::vector<std::string> TimelineReader::columns(const std::string& path) const {
    std::vector<std::string> columns = always_;
    if (path.find('.') != std::string::npos) add(columns, path.substr(0, path.find('.')));
    return columns;
}

std::vector<std::string> TimelineReader::allColumns() const {
    std::vector<std::string> columns = always_;
    for (const std::string& path : paths_) {
        add(columns, path.substr(0, path.find('.')));
        add(columns, path);
    }
    return columns;
}

std::vector<ChronologyKind> TimelineReader::kinds() const {
    const schema::Field* kind = entity_.field(timeline().kind_field());
    const QString name = toQt(entity_.name());
    if (kind == nullptr)
        return {{name, data::say(context_.language, entity_.def().plural()), toQt(entity_.def().icon()), {}}};
    std::vector<ChronologyKind> kinds;
    for (const v1::ChoiceDef& choice : kind->def.choices()) {
        const std::string& icon = choice.icon().empty() ? entity_.def().icon() : choice.icon();
        kinds.push_back({name + u'/' + toQt(choice.value()), data::say(context_.language, choice.label()), toQt(icon),
                         toQt(choice.color())});
    }
    return kinds;
}

Value TimelineReader::valueOf(const wire::RowSetView& rows, std::size_t row, std::string_view path) const {
    return cellOf(rows, row, path).value;
}

data::Cell TimelineReader::cellOf(const wire::RowSetView& rows, std::size_t row, std::string_view path) const {
    for (std::size_t column = 0; column < rows.columns(); ++column) {
        if (rows.path(column) != path) continue;
        data::Cell cell{rows.value(row, column), {}};
        const v1::Column::Kind kind = rows.kind(column);
        if (kind == v1::Column::KIND_ID || kind == v1::Column::KIND_IDS) cell.title = rows.companion(row, column);
        return cell;
    }
    return {Null{}, {}};
}

QString TimelineReader::textOf(const wire::RowSetView& rows, std::size_t row, const std::string& field) const {
    if (field.empty()) return {};
    return data::display(cellOf(rows, row, field), entity_.field(field), context_.language);
}

bool TimelineReader::isClosed(const Value& state) const {
    const v1::ChoiceDef* choice = data::choiceOf(entity_.field(timeline().state_field()), state);
    return choice != nullptr && choice->closed();
}

bool TimelineReader::isAbout(const wire::RowSetView& rows, std::size_t row, const std::string& path) const {
    return valueOf(rows, row, path) == Value(about_.id);
}

void TimelineReader::readKind(const Value& kind, ChronologyEntry& entry) const {
    const v1::ChoiceDef* choice = data::choiceOf(entity_.field(timeline().kind_field()), kind);
    entry.kind = toQt(entity_.name());
    entry.headline = data::say(context_.language, entity_.def().label());
    entry.icon = toQt(entity_.def().icon());
    if (choice == nullptr) return;
    entry.kind += u'/' + toQt(choice->value());
    entry.headline = data::say(context_.language, choice->label());
    entry.color = toQt(choice->color());
    if (!choice->icon().empty()) entry.icon = toQt(choice->icon());
}

/// What it is about when that is not the record looked at itself: the deal of a call that stands on a company's card.
void TimelineReader::readAbout(const wire::RowSetView& rows, std::size_t row, const std::string& path,
                               ChronologyEntry& entry) const {
    const auto steps = data::resolve(entity_, path).steps;
    if (steps.size() < 2 || steps.front()->target == nullptr) return;
    const data::Cell cell = cellOf(rows, row, steps.front()->name());
    const auto* id = std::get_if<Uuid>(&cell.value);
    if (id == nullptr) return;
    entry.about = {steps.front()->target->name(), *id};
    entry.aboutTitle = toQt(cell.title);
    entry.aboutIcon = toQt(steps.front()->target->def().icon());
}

/// A file is no fact but something to be opened.
void TimelineReader::readFile(const wire::RowSetView& rows, std::size_t row, ChronologyEntry& entry) const {
    for (const v1::TimelineForm& form : timeline().forms()) {
        for (const std::string& field : form.fields()) {
            if (entity_.field(field)->type() != v1::FILE) continue;
            const data::Cell cell = cellOf(rows, row, field);
            const auto* id = std::get_if<Uuid>(&cell.value);
            if (id == nullptr) continue;
            entry.file = *id;
            entry.fileName = toQt(cell.title);
            return;
        }
    }
}

QStringList TimelineReader::factsOf(const wire::RowSetView& rows, std::size_t row, const Value& kind) const {
    QStringList facts;
    const auto* code = std::get_if<std::string>(&kind);
    for (const v1::TimelineForm& form : timeline().forms()) {
        if (!form.kind().empty() && (code == nullptr || *code != form.kind())) continue;
        for (const std::string& field : form.fields()) {
            const schema::Field* definition = entity_.field(field);
            const bool shownElsewhere = definition->type() == v1::FILE || field == timeline().moment() ||
                                        field == timeline().person_field() || field == timeline().plan_field() ||
                                        field == timeline().text_field();
            const QString text = shownElsewhere ? QString() : textOf(rows, row, field);
            if (!text.isEmpty()) facts << text;
        }
    }
    return facts;
}

ChronologyEntryPtr TimelineReader::read(const wire::RowSetView& rows, std::size_t row, const std::string& path) const {
    auto entry = std::make_shared<ChronologyEntry>();
    const v1::TimelineDef& line = timeline();
    entry->key = {entity_.name(), rows.id(row)};
    entry->version = rows.version(row);
    entry->identity = entity_.name() + ":" + std::string(entry->key.id.view());
    entry->title = textOf(rows, row, entity_.titleField().name());
    entry->text = textOf(rows, row, line.text_field()).left(kLongestText);
    entry->person = textOf(rows, row, line.person_field());
    const Value kind = line.kind_field().empty() ? Value(Null{}) : valueOf(rows, row, line.kind_field());
    readKind(kind, *entry);
    entry->facts = factsOf(rows, row, kind);
    entry->isPlan = hasPlans() && !isClosed(valueOf(rows, row, line.state_field()));
    entry->moment = momentOf(valueOf(rows, row, entry->isPlan ? line.plan_field() : line.moment()));
    const schema::Field* state = entity_.field(line.state_field());
    entry->canFinish = entry->isPlan && state != nullptr && !state->def.read_only();
    readAbout(rows, row, path, *entry);
    readFile(rows, row, *entry);
    return entry;
}

std::string TimelineReader::filter(const std::string& path, bool plans, const std::set<std::string>& kinds) const {
    std::vector<expr::Ast> all{expr::equals(expr::field(path), expr::id(about_.id))};
    if (hasPlans()) {
        std::vector<expr::Ast> closed;
        const schema::Field& state = *entity_.field(timeline().state_field());
        for (const v1::ChoiceDef& choice : state.def.choices())
            if (choice.closed()) closed.push_back(expr::text(choice.value()));
        const expr::Ast isOver = expr::oneOf(expr::field(state.name()), std::move(closed));
        // Of what has no state nothing is true: it is a plan.
        all.push_back(plans ? expr::any({expr::isBlank(expr::field(state.name())), expr::negation(isOver)}) : isOver);
    }
    if (!kinds.empty() && !timeline().kind_field().empty()) {
        std::vector<expr::Ast> wanted;
        for (const std::string& kind : kinds) wanted.push_back(expr::text(kind));
        all.push_back(expr::oneOf(expr::field(timeline().kind_field()), std::move(wanted)));
    }
    return expr::print(expr::all(std::move(all)));
}

std::string TimelineReader::filterUpTo(Timestamp at, bool after) const {
    const schema::Field* field = data::resolve(entity_, timeline().moment()).field();
    const expr::Ast bound =
        field != nullptr && field->type() == v1::DATE ? expr::date(at.date()) : expr::text(at.text());
    const expr::Ast moment = expressionOf(timeline().moment());
    return expr::print(after ? expr::greater(moment, bound) : expr::lessOrEqual(moment, bound));
}

}  // namespace kupets::model
