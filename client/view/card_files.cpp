#include "client/view/card_files.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include "client/view/defaults.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr std::size_t kMostWaiting = 100;

QStringList localFiles(const QMimeData& mime) {
    QStringList paths;
    for (const QUrl& url : mime.urls())
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile()) paths << url.toLocalFile();
    return paths;
}

}  // namespace

CardFiles::CardFiles(Host& host, QObject* parent) : QObject(parent), host_(host) {}

void CardFiles::setRecord(const data::RecordKey& key, const QString& title) {
    key_ = key;
    title_ = title;
}

std::optional<CardFiles::Place> CardFiles::place() const {
    const schema::SnapshotPtr snapshot = host_.context().schema->snapshot();
    std::optional<Place> found;
    for (const auto& entity : snapshot->entities()) {
        const v1::TimelineDef& timeline = entity->def().timeline();
        std::string about;
        for (const std::string& path : timeline.about())
            if (const schema::Field* field = entity->field(path);
                about.empty() && field && field->target && field->target->name() == key_.entity)
                about = path;
        if (about.empty()) continue;
        for (const v1::TimelineForm& form : timeline.forms())
            for (const std::string& name : form.fields()) {
                const schema::Field* field = entity->field(name);
                if (!field || field->type() != v1::FILE || field->def.read_only()) continue;
                // An entry that is nothing but a file asks for nothing else.
                if (!found || form.fields_size() == 1)
                    found = Place{entity->name(), name, about, timeline.kind_field(), form.kind(), timeline.moment()};
            }
    }
    return found;
}

bool CardFiles::canTake(const QMimeData& mime) const {
    return !key_.id.isNil() && (mime.hasImage() || !localFiles(mime).isEmpty()) && place();
}

bool CardFiles::take(const QMimeData& mime) {
    if (!canTake(mime)) return false;
    if (const QStringList paths = localFiles(mime); !paths.isEmpty()) {
        takeFiles(paths);
        return true;
    }
    auto picture = std::make_unique<QBuffer>();
    picture->open(QIODevice::ReadWrite);
    if (!qvariant_cast<QImage>(mime.imageData()).save(picture.get(), "PNG")) return false;
    picture->seek(0);
    const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    waiting_.push_back({std::move(picture), tr("Picture %1.png").arg(when)});
    next();
    return true;
}

void CardFiles::takeFiles(const QStringList& paths) {
    for (const QString& path : paths)
        if (waiting_.size() < kMostWaiting)
            waiting_.push_back({std::make_unique<QFile>(path), QFileInfo(path).fileName()});
    next();
}

void CardFiles::next() {
    if (upload_ || waiting_.empty()) return Q_EMIT changed();
    Waiting one = std::move(waiting_.front());
    waiting_.pop_front();
    upload_ = new data::Upload(*host_.context().connection, std::move(one.source), one.name, this);
    connect(upload_, &data::Upload::progressed, this, &CardFiles::changed);
    connect(upload_, &data::Upload::finished, this, [this](const Uuid& file) { keep(file, upload_->name()); });
    connect(upload_, &data::Upload::failed, this, [this](const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble,
                    tr("“%1” was not sent: %2").arg(upload_->name(), wordsOf(host_.context(), error)));
        upload_->deleteLater();
        upload_.clear();
        next();
    });
    upload_->start();
    Q_EMIT changed();
}

void CardFiles::keep(const Uuid& file, const QString& name) {
    upload_->deleteLater();
    upload_.clear();
    const auto where = place();
    if (!where) return next();
    const schema::SnapshotPtr snapshot = host_.context().schema->snapshot();
    form::Draft draft = form::Draft::forNew(snapshot, where->entity);
    proposeDefaults(draft, host_.context());
    draft.set(draft.entity().titleField().name(), {fromQt(name.left(250)), {}});
    draft.set(where->fileField, {Value(file), fromQt(name)});
    draft.set(where->aboutField, {Value(key_.id), fromQt(title_)});
    if (!where->kindField.empty()) draft.set(where->kindField, {Value(where->kind), {}});
    data::Operation operation;
    operation.title = name;
    if (auto change = draft.toChange()) operation.changes = {std::move(*change)};
    Host& host = host_;
    host.context().writer->save(std::move(operation), this, [&host, name](const Result<data::Saved>& saved) {
        if (!saved) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error()));
        const QString words = tr("Attached: %1").arg(name);
        host.done(words, saved->changeSet);
    });
    next();
}

QString CardFiles::progress() const {
    if (!upload_) return {};
    const auto percent = upload_->size() == 0 ? 0 : upload_->sent() * 100 / upload_->size();
    QString words = tr("Being sent: %1, %2 %").arg(upload_->name()).arg(percent);
    if (!waiting_.empty()) words += QStringLiteral(" · ") + tr("%Ln more", "", static_cast<int>(waiting_.size()));
    return words;
}

void CardFiles::cancel() {
    waiting_.clear();
    delete upload_;
    next();
}

}  // namespace kupets::view
