#include "client/model/reference_completer.h"

#include "client/data/path.h"
#include "client/data/reference_colors.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"

namespace kupets::model {

ReferenceCompleter::ReferenceCompleter(data::Context context, std::string targetEntity, std::string filter,
                                       QObject* parent)
    : QAbstractListModel(parent), context_(context), target_(std::move(targetEntity)), filter_(std::move(filter)) {
    timer_.setSingleShot(true);
    timer_.setInterval(120);
    connect(&timer_, &QTimer::timeout, this, &ReferenceCompleter::ask);
}

void ReferenceCompleter::setText(const QString& text) {
    const QString trimmed = text.simplified();
    if (asked_ && trimmed == text_) return;
    text_ = trimmed;
    call_.cancel();
    // The first list comes at once: somebody has just opened it.
    timer_.start(asked_ ? 120 : 0);
    asked_ = true;
}

void ReferenceCompleter::setFilter(const std::string& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    call_.cancel();
    if (asked_) timer_.start(0);
}

void ReferenceCompleter::ask() {
    const schema::Entity* entity = context_.schema->entity(target_);
    if (entity == nullptr) return show({});
    v1::QueryRequest request;
    request.mutable_set()->set_entity(target_);
    request.mutable_set()->set_filter(filter_);
    request.mutable_set()->set_search(fromQt(text_));
    request.add_columns(entity->def().title_field());
    const std::string& subtitle = entity->def().subtitle_path();
    if (!subtitle.empty()) request.add_columns(subtitle);
    for (const std::string& field : entity->def().color_fields()) request.add_columns(field);
    request.set_limit(kLimit);
    colored_ = data::hasColors(entity);
    const schema::Field* subtitleField = subtitle.empty() ? nullptr : data::resolve(*entity, subtitle).field();
    const auto done = [this, text = text_, subtitleField, hasSubtitle = !subtitle.empty(),
                       snapshot = context_.schema->snapshot()](Result<v1::QueryReply> reply) {
        if (!reply) {
            Q_EMIT failed(reply.error());
            return;
        }
        std::vector<Choice> choices;
        const auto view = wire::RowSetView::open(reply->rows());
        for (std::size_t row = 0; view && view->hasIds() && row < view->rows(); ++row) {
            Choice choice;
            choice.id = view->id(row);
            choice.title =
                data::display({view->value(row, 0), std::string(view->companion(row, 0))}, nullptr, context_.language);
            choice.color = data::colorOfRow(*snapshot->entity(target_), *view, row);
            if (hasSubtitle) {
                choice.subtitle = data::display({view->value(row, 1), std::string(view->companion(row, 1))},
                                                subtitleField, context_.language);
            }
            choices.push_back(std::move(choice));
        }
        show(std::move(choices));
        Q_EMIT answered(text);
    };
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

void ReferenceCompleter::show(std::vector<Choice> choices) {
    beginResetModel();
    choices_ = std::move(choices);
    endResetModel();
}

int ReferenceCompleter::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(choices_.size());
}

QVariant ReferenceCompleter::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Choice& choice = choices_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
        case TitleRole:
            return choice.title;
        case SubtitleRole:
            return choice.subtitle;
        case ChoiceColorNameRole:
            return colored_ ? QVariant(choice.color) : QVariant();
        case RecordIdRole:
            return QVariant::fromValue(choice.id);
        case EntityRole:
            return toQt(target_);
        default:
            return {};
    }
}

Uuid ReferenceCompleter::idAt(int row) const {
    return row < 0 || row >= rowCount() ? Uuid{} : choices_[static_cast<std::size_t>(row)].id;
}
QString ReferenceCompleter::titleAt(int row) const {
    return row < 0 || row >= rowCount() ? QString() : choices_[static_cast<std::size_t>(row)].title;
}

}  // namespace kupets::model
