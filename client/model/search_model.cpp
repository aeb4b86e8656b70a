#include "client/model/search_model.h"

#include <algorithm>
#include <limits>
#include <map>

#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"

namespace kupets::model {

SearchModel::SearchModel(data::Context context, QObject* parent, std::chrono::milliseconds debounce)
    : QAbstractListModel(parent), context_(context) {
    timer_.setSingleShot(true);
    timer_.setInterval(debounce);
    connect(&timer_, &QTimer::timeout, this, &SearchModel::ask);
}

void SearchModel::setText(const QString& text) {
    const QString trimmed = text.simplified();
    if (trimmed == text_) return;
    text_ = trimmed;
    call_.cancel();
    if (text_.isEmpty()) {
        timer_.stop();
        take(text_, {});
    } else {
        timer_.start();
    }
    Q_EMIT loadingChanged(isLoading());
}

void SearchModel::setEntities(std::vector<std::string> entities) { entities_ = std::move(entities); }

void SearchModel::ask() {
    v1::SearchRequest request;
    request.set_text(fromQt(text_));
    request.set_limit(limit_);
    for (const std::string& entity : entities_) request.add_entities(entity);
    const auto done = [this, text = text_](Result<v1::SearchReply> reply) {
        if (reply) {
            take(text, std::move(*reply));
        } else {
            Q_EMIT failed(reply.error());
        }
        Q_EMIT loadingChanged(false);
    };
    call_ = context_.connection->call<v1::SearchReply>(v1::METHOD_RECORDS_SEARCH, request, this, done);
}

void SearchModel::take(const QString& text, v1::SearchReply reply) {
    // Groups in the order of the navigation, hits within a group as the server ranked them.
    const auto place = [this](const std::string& name) {
        const schema::Entity* entity = context_.schema == nullptr ? nullptr : context_.schema->entity(name);
        const unsigned navigation = entity == nullptr ? 0 : entity->def().navigation();
        return std::pair(navigation == 0 ? std::numeric_limits<unsigned>::max() : navigation, name);
    };
    std::map<std::pair<unsigned, std::string>, std::vector<v1::SearchHit>> groups;
    for (v1::SearchHit& hit : *reply.mutable_hits()) groups[place(hit.entity())].push_back(std::move(hit));
    beginResetModel();
    hits_.clear();
    instead_ = toQt(reply.instead());
    for (auto& [key, hits] : groups) std::ranges::move(hits, std::back_inserter(hits_));
    endResetModel();
    Q_EMIT answered(text);
}

int SearchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(hits_.size());
}

data::RecordKey SearchModel::keyAt(int row) const {
    if (row < 0 || static_cast<std::size_t>(row) >= hits_.size()) return {};
    const v1::SearchHit& hit = hits_[static_cast<std::size_t>(row)];
    return {hit.entity(), Uuid::fromBytes(hit.id()).value_or(Uuid{})};
}

QVariant SearchModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const v1::SearchHit& hit = hits_[row];
    switch (role) {
        case Qt::DisplayRole:
            return toQt(hit.title());
        case SubtitleRole:
            return toQt(hit.subtitle());
        case EntityRole:
            return toQt(hit.entity());
        case RecordIdRole:
            return QVariant::fromValue(keyAt(index.row()).id);
        case SectionRole:
            if (row > 0 && hits_[row - 1].entity() == hit.entity()) return QString();
            return data::entityPlural(context_.schema == nullptr ? nullptr : context_.schema->snapshot().get(),
                                      hit.entity(), context_.language);
        default:
            return {};
    }
}

}  // namespace kupets::model
