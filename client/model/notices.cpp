#include "client/model/notices.h"

#include <QDateTime>
#include <QTime>
#include <algorithm>

#include "client/data/local_store.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr const char* kNotice = "notice";
constexpr const char* kPreference = "preference";
constexpr std::uint32_t kMost = 200;
constexpr int kMostAnnounced = 2'000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr auto kGather = std::chrono::milliseconds(60);
constexpr std::int64_t kLongestSleep = 30 * kSecond;  // a laptop that slept looks at the clock soon
constexpr auto kArea = "notices";

Timestamp now() { return SystemClock().now(); }

QString announcedKey(const Notice& notice) {
    return toQt(notice.id.text()) + QLatin1Char('@') + QString::number(notice.at.micros);
}

/// "record/task/018f…".
std::optional<data::RecordKey> recordOf(std::string_view link) {
    const QStringList parts = toQt(std::string(link)).split(QLatin1Char('/'));
    if (parts.size() != 3 || parts[0] != QLatin1String("record")) return std::nullopt;
    const auto id = Uuid::parse(fromQt(parts[2]));
    return id ? std::optional(data::RecordKey{fromQt(parts[1]), *id}) : std::nullopt;
}

/// Whom to call about a record: its own phones, then those of the people and companies that it is about.
std::vector<std::string> phonePaths(const schema::Entity& entity) {
    std::vector<std::string> paths;
    const auto addOf = [&paths](const schema::Entity& of, const std::string& before) {
        for (const auto& field : of.fields())
            if (field->type() == v1::PHONES) paths.push_back(before + field->name());
    };
    addOf(entity, {});
    for (const char* name : {"contact", "lead", "company", "deal"}) {
        const schema::Field* field = entity.field(name);
        if (field == nullptr || !field->isReference()) continue;
        addOf(*field->target, std::string(name) + ".");
        const schema::Field* person = field->target->name() == "deal" ? field->target->field("contact") : nullptr;
        if (person != nullptr && person->isReference()) addOf(*person->target, "deal.contact.");
    }
    return paths;
}

Timestamp momentAt(const wire::RowSetView& rows, std::size_t row, std::size_t column) {
    return rows.isNull(row, column) ? Timestamp{} : Timestamp{rows.integer(row, column)};
}

}  // namespace

bool QuietHours::covers(int second) const {
    if (from == to) return false;
    return from < to ? second >= from && second < to : second >= from || second < to;
}

Notices::Notices(data::Context context, QObject* parent) : QObject(parent), context_(context) {
    next_.setSingleShot(true);
    soon_.setSingleShot(true);
    soon_.setInterval(kGather);
    connect(&next_, &QTimer::timeout, this, &Notices::show);
    connect(&soon_, &QTimer::timeout, this, &Notices::reload);
    connect(context_.feed, &data::Feed::changed, this, &Notices::onFeed);
    connect(context_.schema, &data::SchemaMirror::changed, &soon_, qOverload<>(&QTimer::start));
    connect(context_.connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        if (state == net::Connection::State::Online) soon_.start();
        if (state != net::Connection::State::Offline) return;
        known_.clear();
        shown_.clear();
        first_ = true;
        ready_ = false;
        preferencesKnown_ = false;
        Q_EMIT changed();
    });
    soon_.start();
}

void Notices::onFeed(const data::FeedBatch& batch) {
    if (batch.reset || batch.touches(kNotice)) soon_.start();
    if (batch.reset || batch.touches(kPreference)) askPreferences();
    // What they are about goes on: a task is done elsewhere.
    const bool about = std::ranges::any_of(batch.records, [this](const data::RecordEvent& event) {
        return std::ranges::any_of(shown_, [&](const Notice& each) { return each.about == event.key; });
    });
    if (about) soon_.start();
}

void Notices::reload() {
    const schema::Entity* entity = context_.schema->entity(kNotice);
    if (entity == nullptr || !context_.connection->isOnline()) return;
    if (!preferencesKnown_) return askPreferences();  // whether it is quiet comes first
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kNotice);
    request.mutable_set()->set_filter("user = ME() AND (ISBLANK(seen_at) OR seen_at > TODAY() - 14)");
    for (const char* column : {"name", "kind", "link", "at", "seen_at", "created_at"}) request.add_columns(column);
    v1::Sort* sort = request.add_sort();
    sort->set_path("at");
    sort->set_descending(true);
    request.set_limit(kMost);
    call_.cancel();
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                      [this](const Result<v1::QueryReply>& reply) {
                                                          if (reply) take(*reply);  // else the next news asks again
                                                      });
}

void Notices::take(const v1::QueryReply& reply) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows) return;
    std::vector<Notice> before = std::exchange(known_, {});
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        Notice notice;
        notice.id = rows->id(row);
        notice.text = toQt(std::string(rows->text(row, 0)));
        notice.kind = rows->text(row, 1);
        notice.about = recordOf(rows->text(row, 2));
        notice.at = momentAt(*rows, row, 3);
        notice.seen = !rows->isNull(row, 4);
        notice.createdAt = momentAt(*rows, row, 5);
        if (const auto known = std::ranges::find(before, notice.id, &Notice::id); known != before.end()) {
            notice.phone = known->phone;
            notice.taskIsOpen = known->taskIsOpen;
            notice.approvalIsOpen = known->approvalIsOpen;
        }
        known_.push_back(std::move(notice));
    }
    ready_ = true;
    show();
    askFacts();
}

/// What can be done about them depends on what they are about.
void Notices::askFacts() {
    std::map<std::string, v1::GetRequest> requests;
    for (const Notice& notice : known_) {
        if (notice.seen || !notice.about) continue;
        v1::GetRequest& request = requests[notice.about->entity];
        request.set_entity(notice.about->entity);
        request.add_ids(std::string(notice.about->id.view()));
    }
    for (auto& [name, request] : requests) {
        const schema::Entity* entity = context_.schema->entity(name);
        if (entity == nullptr) continue;
        const std::vector<std::string> phones = phonePaths(*entity);
        for (const std::string& path : phones) request.add_columns(path);
        if (name == "task" && entity->field("is_open")) request.add_columns("is_open");
        if (name == "approval" && entity->field("state")) request.add_columns("=state = \"asked\"");
        if (request.columns().empty()) continue;
        context_.connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this,
                                                [this, name = name, count = phones.size()](const auto& reply) {
                                                    if (reply) takeFacts(name, count, *reply);
                                                });
    }
}

void Notices::takeFacts(const std::string& entity, std::size_t phones, const v1::GetReply& reply) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows) return;
    for (std::size_t row = 0; row < rows->rows(); ++row)
        for (Notice& notice : known_) {
            if (notice.about != data::RecordKey{entity, rows->id(row)}) continue;
            notice.phone.clear();
            for (std::size_t column = 0; column < phones && notice.phone.isEmpty(); ++column) {
                const Value value = rows->value(row, column);
                const auto* items = std::get_if<Texts>(&value);
                if (items != nullptr && !items->empty()) notice.phone = toQt(items->front());
            }
            const bool open = rows->columns() > phones && !rows->isNull(row, phones) && rows->integer(row, phones) != 0;
            notice.taskIsOpen = entity == "task" && open;
            notice.approvalIsOpen = entity == "approval" && open;
        }
    show();
}

bool Notices::isDue(const Notice& notice, Timestamp moment) const {
    // What was meant to come at once comes at once, whatever this computer's clock says.
    return notice.at <= moment || notice.at.micros <= notice.createdAt.micros + kSecond;
}

void Notices::show() {
    const Timestamp moment = now();
    std::vector<Notice> due;
    std::int64_t sleep = kLongestSleep;
    for (const Notice& notice : known_) {
        if (isDue(notice, moment))
            due.push_back(notice);
        else
            sleep = std::min(sleep, notice.at.micros - moment.micros);
    }
    std::ranges::stable_sort(due,
                             [](const Notice& a, const Notice& b) { return a.seen != b.seen ? !a.seen : a.at > b.at; });
    if (due.size() < known_.size()) next_.start(std::chrono::milliseconds(sleep / 1000 + 1));
    const bool another = due != shown_;
    shown_ = std::move(due);
    announce();
    if (another || first_) Q_EMIT changed();
    if (ready_) first_ = false;
}

void Notices::announce() {
    if (!ready_) return;
    std::vector<Notice> fresh;
    for (const Notice& notice : shown_)
        if (!notice.seen && !announcedBefore(notice)) fresh.push_back(notice);
    for (const Notice& notice : fresh) keepAnnounced(notice);
    if (!fresh.empty() && context_.local) context_.local->keepLatest(QLatin1String(kArea), kMostAnnounced);
    if (fresh.empty() || isQuiet()) return;
    if (first_)
        Q_EMIT missed(static_cast<int>(fresh.size()));
    else
        Q_EMIT came(fresh);
}

bool Notices::announcedBefore(const Notice& notice) const {
    const QString key = announcedKey(notice);
    return announced_.contains(key) || (context_.local && context_.local->get(QLatin1String(kArea), key));
}

void Notices::keepAnnounced(const Notice& notice) {
    const QString key = announcedKey(notice);
    announced_.insert(key);
    if (context_.local) context_.local->put(QLatin1String(kArea), key, QByteArrayLiteral("1"));
}

int Notices::unread() const { return static_cast<int>(std::ranges::count(shown_, false, &Notice::seen)); }

const Notice* Notices::find(const Uuid& id) const {
    const auto found = std::ranges::find(shown_, id, &Notice::id);
    return found == shown_.end() ? nullptr : &*found;
}

/// Not by the queue of commands: that one has read a notice is nothing to be undone.
void Notices::change(std::span<const Uuid> ids, std::initializer_list<std::pair<const char*, Value>> fields) {
    if (ids.empty()) return;
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    for (const Uuid& id : ids) {
        v1::RecordChange* change = request.add_changes();
        change->set_kind(v1::RecordChange::KIND_UPDATE);
        change->set_entity(kNotice);
        change->set_id(std::string(id.view()));
        for (const auto& [name, value] : fields) {
            v1::FieldValue* field = change->add_fields();
            field->set_field(name);
            *field->mutable_value() = wire::toProto(value);
        }
    }
    context_.connection->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request, this,
                                             [this](const Result<v1::SaveReply>& reply) {
                                                 if (!reply) Q_EMIT failed(reply.error());
                                                 soon_.start();
                                             });
}

void Notices::markSeen(const std::vector<Uuid>& ids) {
    std::vector<Uuid> unseen;
    for (Notice& notice : known_)
        if (!notice.seen && std::ranges::find(ids, notice.id) != ids.end()) {
            notice.seen = true;
            unseen.push_back(notice.id);
        }
    change(unseen, {{"seen_at", Value(now())}});
    show();
}

void Notices::markAllSeen() {
    std::vector<Uuid> ids;
    for (const Notice& notice : shown_)
        if (!notice.seen) ids.push_back(notice.id);
    markSeen(ids);
}

void Notices::postpone(const Uuid& id, Timestamp until) {
    for (Notice& notice : known_)
        if (notice.id == id) {
            notice.at = until;
            notice.seen = false;
        }
    change(std::span(&id, 1), {{"at", Value(until)}, {"seen_at", Null{}}});
    show();
}

bool Notices::isQuiet() const { return quiet_ && quiet_->covers(QTime::currentTime().msecsSinceStartOfDay() / 1000); }

void Notices::askPreferences() {
    const bool waits = !preferencesKnown_;
    if (context_.schema->entity(kPreference) == nullptr) {
        preferencesKnown_ = true;
        if (waits) soon_.start();
        return;
    }
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kPreference);
    request.mutable_set()->set_filter("user = ME()");
    for (const char* column : {"quiet_from", "quiet_to", "digest"}) request.add_columns(column);
    request.set_limit(1);
    context_.connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, request, this, [this](const Result<v1::QueryReply>& reply) {
            if (!std::exchange(preferencesKnown_, true)) soon_.start();
            const auto rows = reply ? wire::RowSetView::open(reply->rows()) : std::unexpected(reply.error());
            if (!rows) return;
            quiet_.reset();
            digest_ = true;
            preference_ = Uuid();
            if (rows->rows() == 0) return;
            preference_ = rows->id(0);
            if (!rows->isNull(0, 0) && !rows->isNull(0, 1))
                quiet_ = QuietHours{static_cast<int>(rows->integer(0, 0)), static_cast<int>(rows->integer(0, 1))};
            digest_ = rows->isNull(0, 2) || rows->integer(0, 2) != 0;
        });
}

void Notices::setPreferences(std::optional<QuietHours> quiet, bool digest, QObject* context, Saved done) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange* change = request.add_changes();
    change->set_entity(kPreference);
    change->set_kind(preference_.isNil() ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    if (preference_.isNil()) preference_ = Uuid::make();
    change->set_id(std::string(preference_.view()));
    const auto put = [change](const char* name, const Value& value) {
        v1::FieldValue* field = change->add_fields();
        field->set_field(name);
        *field->mutable_value() = wire::toProto(value);
    };
    if (change->kind() == v1::RecordChange::KIND_CREATE) put("user", Value(context_.connection->session().userId));
    put("quiet_from", quiet ? Value(Duration{quiet->from}) : Value(Null{}));
    put("quiet_to", quiet ? Value(Duration{quiet->to}) : Value(Null{}));
    put("digest", Value(digest));
    context_.connection->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request, context,
                                             [this, quiet, digest, done](const Result<v1::SaveReply>& reply) {
                                                 if (reply) {
                                                     quiet_ = quiet;
                                                     digest_ = digest;
                                                 } else {
                                                     askPreferences();
                                                 }
                                                 if (done)
                                                     done(reply ? Result<void>() : std::unexpected(reply.error()));
                                             });
}

}  // namespace kupets::model
