#include "client/view/view_state.h"

#include <google/protobuf/util/json_util.h>

#include "client/data/path.h"
#include "client/ui/tokens.h"
#include "client/view/column_chooser.h"
#include "common/expr/check.h"

namespace kupets::view {
namespace {

constexpr int kRowRoomy = 40;
constexpr int kMostJson = 100'000;

v1::TableView plainView(const schema::Entity& entity) {
    v1::TableView view;
    for (const std::string& path : ownColumns(entity)) view.add_columns()->set_path(path);
    return view;
}

bool isKnown(const std::string& path, const schema::Entity& entity) {
    if (!path.starts_with('=')) return !data::resolve(entity, path).steps.empty();
    return expr::compile(std::string_view(path).substr(1), entity).has_value();
}

template <typename List, typename Wrong>
void dropIf(List& list, Wrong wrong) {
    for (int at = list.size() - 1; at >= 0; --at)
        if (wrong(list.Get(at))) list.DeleteSubrange(at, 1);
}

}  // namespace

ViewState::ViewState(Host& host, const schema::Entity& entity, QObject* parent, const QString& place)
    : QObject(parent), host_(host), entity_(entity), place_(place), shown_(plainView(entity)) {}

QString ViewState::key(const char* what) const {
    return QStringLiteral("%1/%2/%3").arg(place_, toQt(entity_.name()), QLatin1String(what));
}

std::string ViewState::toJson(const v1::TableView& view) {
    std::string json;
    (void)google::protobuf::util::MessageToJsonString(view, &json);
    return json;
}

Result<v1::TableView> ViewState::fromJson(const std::string& json) {
    v1::TableView view;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (json.size() > kMostJson || !google::protobuf::util::JsonStringToMessage(json, &view, options).ok())
        return fail(ErrorCode::BadRequest, {"view"});
    return view;
}

v1::TableView ViewState::cleaned(v1::TableView view, const schema::Entity& entity) {
    dropIf(*view.mutable_columns(), [&](const v1::ViewColumn& column) { return !isKnown(column.path(), entity); });
    dropIf(*view.mutable_sort(), [&](const v1::Sort& sort) { return !isKnown(sort.path(), entity); });
    dropIf(*view.mutable_group_by(), [&](const std::string& path) { return !isKnown(path, entity); });
    const auto holds = [&](const std::string& text) {
        return expr::compile(text, entity, schema::ValueType::Boolean).has_value();
    };
    dropIf(*view.mutable_colors(), [&](const v1::ColorRule& rule) { return !holds(rule.when()); });
    if (!view.filter().empty() && !holds(view.filter())) view.clear_filter();
    if (view.columns().empty()) *view.mutable_columns() = plainView(entity).columns();
    return view;
}

bool ViewState::isChanged() const {
    const v1::TableView base = saved_ ? cleaned(saved_->definition, entity_) : plainView(entity_);
    return base.SerializeAsString() != shown_.SerializeAsString();
}

void ViewState::edit(const std::function<void(v1::TableView&)>& change) {
    const std::string before = shown_.SerializeAsString();
    change(shown_);
    if (shown_.columns().empty()) *shown_.mutable_columns() = plainView(entity_).columns();
    if (shown_.SerializeAsString() == before) return;
    keep();
    Q_EMIT changed();
}

void ViewState::show(std::optional<SavedView> view) {
    saved_ = std::move(view);
    shown_ = saved_ ? cleaned(saved_->definition, entity_) : plainView(entity_);
    keep();
    Q_EMIT changed();
    Q_EMIT savedChanged();
}

void ViewState::setSaved(std::optional<SavedView> view) {
    saved_ = std::move(view);
    keep();
    Q_EMIT savedChanged();
}

void ViewState::reset() { show(saved_); }

void ViewState::keep() {
    host_.settings().setValue(key("view"), QString::fromStdString(toJson(shown_)));
    host_.settings().setValue(key("saved"), saved_ ? toQt(saved_->id.text()) : QString());
}

void ViewState::restore() {
    const std::string json = fromQt(host_.settings().value(key("view")).toString());
    if (const auto kept = fromJson(json); kept && !json.empty()) shown_ = cleaned(*kept, entity_);
    Q_EMIT changed();
}

void ViewState::keepDefault(const Uuid& view) {
    host_.settings().setValue(key("default"), view.isNil() ? QString() : toQt(view.text()));
}

Uuid ViewState::defaultView() const {
    return Uuid::parse(fromQt(host_.settings().value(key("default")).toString())).value_or(Uuid{});
}

Uuid ViewState::lastView() const {
    return Uuid::parse(fromQt(host_.settings().value(key("saved")).toString())).value_or(Uuid{});
}

model::TableQuery ViewState::query(const std::string& search) const {
    model::TableQuery query;
    query.entity = entity_.name();
    query.search = search;
    query.filter = shown_.filter();
    query.favourites = shown_.favourites();
    for (const v1::ViewColumn& column : shown_.columns()) {
        query.columns.push_back(column.path());
        if (!column.label().empty()) query.labels[column.path()] = column.label();
        if (column.total() != v1::Aggregate::FUNCTION_UNSPECIFIED && shown_.group_by_size() > 0)
            query.totals.push_back({column.path(), column.total()});
    }
    for (const v1::Sort& sort : shown_.sort()) query.sort.push_back({sort.path(), sort.descending()});
    for (const v1::ColorRule& rule : shown_.colors())
        query.colors.push_back({rule.when(), rule.color(), rule.column()});
    query.groupBy.assign(shown_.group_by().begin(), shown_.group_by().end());
    return query;
}

int ViewState::rowHeight() const {
    switch (shown_.density()) {
        case v1::TableView::DENSITY_COMPACT:
            return ui::metrics::kRowCompact;
        case v1::TableView::DENSITY_ROOMY:
            return kRowRoomy;
        default:
            return ui::metrics::kRow;
    }
}

std::map<std::string, int> ViewState::widths() const {
    std::map<std::string, int> widths;
    for (const v1::ViewColumn& column : shown_.columns())
        if (column.width() > 0) widths[column.path()] = static_cast<int>(column.width());
    return widths;
}

}  // namespace kupets::view
