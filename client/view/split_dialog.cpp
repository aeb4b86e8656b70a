#include "client/view/split_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr std::uint32_t kMostSets = 500;
constexpr int kMostNamed = 6;
constexpr net::CallOptions kLong{.deadline = std::chrono::minutes(10)};

}  // namespace

SplitDialog::SplitDialog(Host& host, const data::RecordKey& key, const Uuid& merge, QWidget* parent)
    : QDialog(parent), host_(host), key_(key) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Split the record"));
    setModal(true);
    setMinimumWidth(480);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(tr("Take a merger apart"), ui::TextStyle::Heading, ui::Tone::Normal, this));
    auto* hint =
        ui::label(tr("The others come back as they were, with what referred to them. What was changed since stays "
                     "as it is; what came since stays with this record."),
                  ui::TextStyle::Caption, ui::Tone::Secondary, this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    mergers_ = new QComboBox(this);
    mergers_->setAccessibleName(tr("Which merger"));
    column->addWidget(mergers_);
    forecast_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, this);
    forecast_->setWordWrap(true);
    column->addWidget(forecast_);
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, tr("Split"), QStringLiteral("git-branch"));
    go_ = row.go;
    go_->setEnabled(false);
    connect(go_, &QPushButton::clicked, this, &SplitDialog::accept);
    column->addLayout(row.line);
    connect(mergers_, &QComboBox::currentIndexChanged, this, [this] { forecast(); });
    ask(merge);
}

void SplitDialog::ask(const Uuid& merge) {
    tell(tr("Loading…"));
    v1::HistoryRequest request;
    request.set_entity(key_.entity);
    request.set_id(std::string(key_.id.view()));
    request.set_limit(kMostSets);
    call_ = host_.context().connection->call<v1::HistoryReply>(
        v1::METHOD_CHANGES_HISTORY, request, this, [this, merge](const Result<v1::HistoryReply>& reply) {
            if (!reply) return tell(wordsOf(host_.context(), reply.error(), key_.entity), true);
            take(*reply, merge);
        });
}

/// "12.10.2026, Анна: ООО Ромашка, Romashka"
void SplitDialog::take(const v1::HistoryReply& reply, const Uuid& merge) {
    const QSignalBlocker quiet(mergers_);
    for (const v1::ChangeSet& set : reply.change_sets()) {
        if (set.origin() != v1::ChangeSet::ORIGIN_MERGE || !set.undone_by().empty()) continue;
        QStringList others;
        for (const v1::RecordDiff& diff : set.records()) {
            if (diff.kind() == v1::RecordChange::KIND_DELETE && diff.id() != key_.id.view())
                others << toQt(diff.title());
        }
        if (others.isEmpty()) continue;  // it went itself with that one
        mergers_->addItem(tr("%1, %2: %3")
                              .arg(data::displayMoment(Timestamp{set.at()}, host_.context().language),
                                   toQt(set.actor_name()), others.join(QStringLiteral(", "))),
                          QByteArray::fromStdString(set.id()));
        if (set.id() == merge.view()) mergers_->setCurrentIndex(mergers_->count() - 1);
    }
    mergers_->setVisible(mergers_->count() > 0);
    if (mergers_->count() == 0) return tell(tr("This record was not merged with any other, or that was taken apart."));
    forecast();
}

v1::SplitRequest SplitDialog::request(bool dryRun) const {
    v1::SplitRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.set_merge(mergers_->currentData().toByteArray().toStdString());
    request.set_dry_run(dryRun);
    return request;
}

void SplitDialog::forecast() {
    go_->setEnabled(false);
    tell(tr("Trying it…"));
    call_.cancel();
    call_ = host_.context().connection->call<v1::SplitReply>(
        v1::METHOD_DUPLICATES_SPLIT, request(true), this,
        [this](const Result<v1::SplitReply>& reply) { showForecast(reply); }, kLong);
}

/// "«Ромашка»: ИНН"
QString SplitDialog::keptWords(const v1::SplitReply& reply) const {
    QStringList lines;
    for (int i = 0; i < std::min(reply.kept_size(), kMostNamed); ++i) {
        const v1::SplitKept& kept = reply.kept(i);
        const schema::Entity* entity = host_.context().schema->entity(kept.entity());
        QStringList fields;
        for (const std::string& name : kept.fields()) {
            const schema::Field* field = entity ? entity->field(name) : nullptr;
            fields << (field ? say(host_.context(), field->def.label()) : toQt(name));
        }
        lines << tr("“%1”: %2").arg(toQt(kept.title()), fields.join(QStringLiteral(", ")));
    }
    if (reply.kept_size() > kMostNamed) lines << QStringLiteral("…");
    return lines.join(u'\n');
}

void SplitDialog::showForecast(const Result<v1::SplitReply>& reply) {
    if (!reply) return tell(wordsOf(host_.context(), reply.error(), key_.entity), true);
    go_->setEnabled(true);
    QString words = tr("Will come back: %Ln record(s).", "", reply->restored_size());
    if (reply->kept_size() > 0)
        words += u'\n' + tr("Changed since, and stays as it is now:") + u'\n' + keptWords(*reply);
    tell(words);
}

void SplitDialog::tell(const QString& words, bool bad) {
    ui::setTone(forecast_, bad ? ui::Tone::Danger : ui::Tone::Secondary);
    forecast_->setText(words);
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

QString SplitDialog::forecastText() const { return forecast_->text(); }

void SplitDialog::accept() {
    if (!go_->isEnabled() || running_) return;
    running_ = true;
    go_->setEnabled(false);
    const v1::SplitRequest wanted = request(false);
    const Uuid changeSet = *Uuid::fromBytes(wanted.change_set_id());
    call_ = host_.context().connection->call<v1::SplitReply>(
        v1::METHOD_DUPLICATES_SPLIT, wanted, this,
        [this, changeSet](const Result<v1::SplitReply>& reply) {
            running_ = false;
            if (!reply) {
                go_->setEnabled(true);
                return tell(wordsOf(host_.context(), reply.error(), key_.entity), true);
            }
            const QString words = tr("Split: %Ln record(s) came back", "", reply->restored_size());
            host_.commands().reload();
            host_.done(words, changeSet, words);
            QDialog::accept();
        },
        kLong);
}

}  // namespace kupets::view
