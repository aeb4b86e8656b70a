#include "client/model/chronology_model.h"

#include <QDateTime>
#include <algorithm>

#include "client/data/feed.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/data/writer.h"
#include "client/net/connection.h"
#include "common/base/time.h"
#include "common/wire/values.h"

namespace kupets::model {

using data::say;

namespace {

constexpr std::uint32_t kPage = 50;
constexpr qsizetype kLongest = 300;  // of a value in a line; whole notes would bury the rest

}  // namespace

class ChronologyModel::Private : public QObject {
public:
    Private(ChronologyModel& owner, data::Context ctx) : q(owner), context(ctx) {
        connect(context.feed, &data::Feed::changed, this, &Private::onFeed);
    }

    void onFeed(const data::FeedBatch& batch) {
        if (key.id.isNil()) return;
        // An undo elsewhere marks entries here, so that any event of this record asks anew.
        const bool ours =
            batch.reset || batch.bulk.contains(key.entity) ||
            std::ranges::any_of(batch.records, [this](const data::RecordEvent& event) { return event.key == key; });
        if (ours) askNewest();
    }

    void ask(std::uint64_t before, std::uint32_t limit, void (Private::*take)(v1::HistoryReply)) {
        call.cancel();
        v1::HistoryRequest request;
        request.set_entity(key.entity);
        request.set_id(std::string(key.id.view()));
        request.set_before_sequence(before);
        request.set_limit(limit);
        const auto done = [this, take](Result<v1::HistoryReply> reply) {
            Q_EMIT q.loadingChanged(false);
            if (!reply) {
                Q_EMIT q.failed(reply.error());
                return;
            }
            (this->*take)(std::move(*reply));
        };
        call = context.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, request, this, done);
        Q_EMIT q.loadingChanged(true);
    }

    void askNewest() {
        ask(0,
            std::max<std::uint32_t>(kPage, static_cast<std::uint32_t>(std::min<std::size_t>(entries.size() + 1, 1000))),
            &Private::takeNewest);
    }

    /// Puts what is new on top without disturbing the rest; what is there already is replaced in place.
    void takeNewest(v1::HistoryReply reply) {
        const std::uint64_t known = entries.empty() ? 0 : entries.front().sequence();
        std::vector<v1::ChangeSet> fresh;
        for (v1::ChangeSet& set : *reply.mutable_change_sets()) {
            if (set.sequence() > known) {
                fresh.push_back(std::move(set));
                continue;
            }
            const auto old = std::ranges::find(entries, set.id(), &v1::ChangeSet::id);
            if (old == entries.end()) continue;
            *old = std::move(set);
            const QModelIndex index = q.index(static_cast<int>(old - entries.begin()));
            Q_EMIT q.dataChanged(index, index);
        }
        if (known == 0) more = reply.more();
        if (fresh.empty()) return;
        const int count = static_cast<int>(fresh.size());
        q.beginInsertRows({}, 0, count - 1);
        entries.insert(entries.begin(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        q.endInsertRows();
        if (static_cast<int>(entries.size()) > count) {
            Q_EMIT q.dataChanged(q.index(count), q.index(static_cast<int>(entries.size()) - 1));
        }
    }

    void takeOlder(v1::HistoryReply reply) {
        more = reply.more();
        const int from = static_cast<int>(entries.size());
        const int count = reply.change_sets_size();
        if (count == 0) return;
        q.beginInsertRows({}, from, from + count - 1);
        for (v1::ChangeSet& set : *reply.mutable_change_sets()) entries.push_back(std::move(set));
        q.endInsertRows();
    }

    const v1::RecordDiff* diffOf(const v1::ChangeSet& set) const {
        for (const v1::RecordDiff& diff : set.records()) {
            if (diff.entity() == key.entity && diff.id() == key.id.view()) return &diff;
        }
        return set.records().empty() ? nullptr : &set.records(0);
    }

    QString headline(const v1::ChangeSet& set) const {
        if (set.origin() == v1::ChangeSet::ORIGIN_UNDO) return say(context.language, "Отмена", "Undo");
        const v1::RecordDiff* diff = diffOf(set);
        const auto kind = diff == nullptr ? v1::RecordChange::KIND_UPDATE : diff->kind();
        const bool import = set.origin() == v1::ChangeSet::ORIGIN_IMPORT;
        if (kind == v1::RecordChange::KIND_CREATE)
            return import ? say(context.language, "Импорт", "Import") : say(context.language, "Создание", "Created");
        if (kind == v1::RecordChange::KIND_DELETE) return say(context.language, "Удаление", "Deleted");
        return import ? say(context.language, "Импорт: обновление", "Import: updated")
                      : say(context.language, "Изменение", "Changed");
    }

    QString valueText(const v1::Value& value, const std::string& title, const schema::Field* field) const {
        const auto decoded = wire::fromProto(value);
        if (!decoded) return {};
        const QString text = data::display({*decoded, title}, field, context.language);
        return text.size() > kLongest ? text.left(kLongest) + QStringLiteral("…") : text;
    }

    QList<ChronologyLine> lines(const v1::ChangeSet& set) const {
        const v1::RecordDiff* diff = diffOf(set);
        QList<ChronologyLine> out;
        // A deletion lists all that was there; its headline says enough.
        if (diff == nullptr || diff->kind() == v1::RecordChange::KIND_DELETE) return out;
        const schema::Entity* entity = context.schema->entity(diff->entity());
        for (const v1::FieldDiff& change : diff->fields()) {
            const schema::Field* field = entity == nullptr ? nullptr : entity->field(change.field());
            ChronologyLine line;
            line.label = field == nullptr ? toQt(change.field()) : say(context.language, field->def.label());
            line.before = valueText(change.before(), change.before_title(), field);
            line.after = valueText(change.after(), change.after_title(), field);
            out << line;
        }
        return out;
    }

    QString plain(const v1::ChangeSet& set) const {
        QString text = headline(set);
        for (const ChronologyLine& line : lines(set)) {
            const QString nothing = say(context.language, "пусто", "empty");
            text += QStringLiteral("\n%1: %2 → %3")
                        .arg(line.label, line.before.isEmpty() ? nothing : line.before,
                             line.after.isEmpty() ? nothing : line.after);
        }
        return text;
    }

    ChronologyModel& q;
    data::Context context;
    data::RecordKey key;
    std::vector<v1::ChangeSet> entries;
    bool more = false;
    net::CallHandle call;
};

ChronologyModel::ChronologyModel(data::Context context, QObject* parent)
    : QAbstractListModel(parent), d_(std::make_unique<Private>(*this, context)) {}
ChronologyModel::~ChronologyModel() = default;

void ChronologyModel::setRecord(const data::RecordKey& key) {
    beginResetModel();
    d_->entries.clear();
    d_->more = false;
    d_->key = key;
    endResetModel();
    d_->call.cancel();
    if (!key.id.isNil()) d_->askNewest();
}

const data::RecordKey& ChronologyModel::record() const { return d_->key; }
bool ChronologyModel::isLoading() const { return d_->call.isOpen(); }
int ChronologyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(d_->entries.size());
}

QVariant ChronologyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const v1::ChangeSet& set = d_->entries[static_cast<std::size_t>(index.row())];
    const auto asId = [](const std::string& bytes) {
        return QVariant::fromValue(Uuid::fromBytes(bytes).value_or(Uuid{}));
    };
    switch (role) {
        case Qt::DisplayRole:
            return d_->plain(set);
        case ActorRole:
            return toQt(set.actor_name());
        case ActorIdRole:
            return asId(set.actor_id());
        case MomentRole:
            return QDateTime::fromMSecsSinceEpoch(set.at() / 1000);
        case MomentTextRole:
            return data::displayMomentBriefly({set.at()}, SystemClock().now(), d_->context.language);
        case HeadlineRole:
            return d_->headline(set);
        case LinesRole:
            return QVariant::fromValue(d_->lines(set));
        case ReasonRole:
            return toQt(set.reason());
        case OriginRole:
            return static_cast<int>(set.origin());
        case ChangeSetRole:
            return asId(set.id());
        case RecordCountRole:
            return static_cast<quint64>(set.record_count());
        case UndoneRole:
            return !set.undone_by().empty();
        case CanUndoRole:
            return set.undone_by().empty();
        default:
            return {};
    }
}

QHash<int, QByteArray> ChronologyModel::roleNames() const {
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{ActorRole, "actor"},
                  {MomentRole, "moment"},
                  {HeadlineRole, "headline"},
                  {LinesRole, "lines"},
                  {CanUndoRole, "canUndo"}});
    return names;
}

bool ChronologyModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && d_->more && !isLoading();
}

void ChronologyModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    d_->ask(d_->entries.back().sequence(), kPage, &Private::takeOlder);
}

void ChronologyModel::undo(int row) {
    if (row < 0 || row >= rowCount() || d_->context.writer == nullptr) return;
    const v1::ChangeSet& set = d_->entries[static_cast<std::size_t>(row)];
    const auto id = Uuid::fromBytes(set.id());
    if (!id || !set.undone_by().empty()) return;
    const v1::RecordDiff* diff = d_->diffOf(set);
    const QString title =
        diff == nullptr || diff->title().empty() ? QString() : QStringLiteral(" «") + toQt(diff->title()) + u'»';
    const auto done = [this](const Result<v1::UndoReply>& reply) {
        if (!reply) Q_EMIT failed(reply.error());
    };
    d_->context.writer->undoChangeSet(*id, d_->headline(set) + title, this, done);
}

}  // namespace kupets::model
