// ChronologyModel: what Qt asks, and what one does from it.
#include "client/model/chronology_model.h"

#include <QDateTime>

#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/data/writer.h"
#include "client/model/chronology_private.h"
#include "common/base/time.h"
#include "common/wire/values.h"

namespace kupets::model {

using data::say;

namespace {
constexpr std::size_t kStep = 30;  // entries that a fetch brings at least, while there are any
}

ChronologyModel::ChronologyModel(data::Context context, QObject* parent)
    : QAbstractListModel(parent), d_(std::make_unique<Private>(*this, context)) {}
ChronologyModel::~ChronologyModel() = default;

void ChronologyModel::setRecord(const data::RecordKey& key) {
    d_->key = key;
    d_->at.reset();
    d_->restart();
}

const data::RecordKey& ChronologyModel::record() const { return d_->key; }
const std::vector<ChronologyKind>& ChronologyModel::kinds() const { return d_->kinds; }
const std::set<QString>& ChronologyModel::shown() const { return d_->shown; }

void ChronologyModel::setShown(const std::set<QString>& kinds) {
    if (kinds == d_->shown) return;
    d_->shown = kinds;
    d_->openStreams();
}

void ChronologyModel::openAt(std::optional<Timestamp> moment) {
    d_->at = moment;
    d_->openStreams();
}

bool ChronologyModel::isAtNewest() const { return !d_->hasNewer(); }
bool ChronologyModel::isLoading() const { return d_->isLoading(); }
bool ChronologyModel::isOpen() const { return !d_->streams.empty(); }
ChronologyEntryPtr ChronologyModel::entryAt(int row) const { return d_->entries.at(static_cast<std::size_t>(row)); }

int ChronologyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(d_->entries.size());
}

QVariant ChronologyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const ChronologyEntry& at = entry(index.row());
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return d_->plain(at);
        case MomentTextRole:
            return d_->whenOf(at);
        case OverdueRole:
            return at.isPlan && at.moment && *at.moment < SystemClock().now();
        case DayRole:
            return d_->headingOf(static_cast<std::size_t>(index.row()));
        default:
            return {};
    }
}

QString ChronologyModel::Private::headingOf(std::size_t row) const {
    const QString day = dayOf(*entries.at(row));
    return row > 0 && dayOf(*entries[row - 1]) == day ? QString() : day;
}

QString ChronologyModel::Private::dayOf(const ChronologyEntry& entry) const {
    if (entry.isPlan) return say(context.language, "К выполнению", "To do");
    if (!entry.moment) return {};
    const QDate day = QDateTime::fromMSecsSinceEpoch(entry.moment->micros / 1000).date();
    const QDate today = QDate::currentDate();
    if (day > today) return say(context.language, "Предстоит", "Ahead");
    if (day == today) return say(context.language, "Сегодня", "Today");
    if (day == today.addDays(-1)) return say(context.language, "Вчера", "Yesterday");
    const QLocale locale = data::localeOf(context.language);
    return locale.toString(day, day.year() == today.year() ? QStringLiteral("d MMMM") : QStringLiteral("d MMMM yyyy"));
}

QString ChronologyModel::Private::whenOf(const ChronologyEntry& entry) const {
    if (!entry.moment) return {};
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(entry.moment->micros / 1000);
    if (entry.isPlan || local.date() > QDate::currentDate())
        return data::displayMomentBriefly(*entry.moment, SystemClock().now(), context.language);
    return local.time().toString(QStringLiteral("HH:mm"));
}

QString ChronologyModel::Private::plain(const ChronologyEntry& entry) const {
    QStringList text{entry.headline};
    if (!entry.isChange()) {
        if (!entry.title.isEmpty()) text.front() += QStringLiteral(": ") + entry.title;
        if (!entry.text.isEmpty()) text << entry.text;
        if (!entry.facts.isEmpty()) text << entry.facts.join(QStringLiteral(" · "));
        return text.join(u'\n');
    }
    const QString nothing = say(context.language, "пусто", "empty");
    for (const ChronologyLine& line : entry.lines)
        text << QStringLiteral("%1: %2 → %3")
                    .arg(line.label, line.before.isEmpty() ? nothing : line.before,
                         line.after.isEmpty() ? nothing : line.after);
    return text.join(u'\n');
}

bool ChronologyModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && d_->hasOlder() && !d_->isLoading();
}

void ChronologyModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    d_->wantOlder = d_->entries.size() + kStep;
    d_->fetchOlder();
    Q_EMIT loadingChanged();
}

void ChronologyModel::fetchNewer() {
    if (!canFetchNewer() || d_->isLoading()) return;
    d_->wantNewer = d_->entries.size() + kStep;
    d_->fetchNewer();
    Q_EMIT loadingChanged();
}

void ChronologyModel::undo(int row) {
    if (row < 0 || row >= rowCount() || d_->context.writer == nullptr) return;
    const ChronologyEntry& at = entry(row);
    if (!at.isChange() || at.undone || at.changeSet.isNil()) return;
    const QString title = at.title.isEmpty() ? QString() : QStringLiteral(" «") + at.title + u'»';
    const auto done = [this](const Result<v1::UndoReply>& reply) {
        if (!reply) Q_EMIT failed(reply.error());
    };
    d_->context.writer->undoChangeSet(at.changeSet, at.headline + title, this, done);
}

void ChronologyModel::finish(int row) {
    if (row < 0 || row >= rowCount() || d_->context.writer == nullptr || !entry(row).canFinish) return;
    const ChronologyEntry at = entry(row);
    const schema::Entity* entity = d_->context.schema->entity(at.key.entity);
    const schema::Field* state = entity == nullptr ? nullptr : entity->field(entity->def().timeline().state_field());
    if (state == nullptr) return;
    data::Operation operation;
    operation.title = at.title;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(at.key.entity);
    change.set_id(std::string(at.key.id.view()));
    change.set_base_version(at.version);
    for (const v1::ChoiceDef& choice : state->def.choices()) {
        if (!choice.closed()) continue;
        v1::FieldValue* field = change.add_fields();
        field->set_field(state->name());
        *field->mutable_value() = wire::toProto(choice.value());
        break;
    }
    const auto done = [this, title = at.title](const Result<data::Saved>& saved) {
        if (saved)
            Q_EMIT finished(title, saved->changeSet);
        else
            Q_EMIT failed(saved.error());
    };
    d_->context.writer->save(std::move(operation), this, done);
}

}  // namespace kupets::model
