#include "client/view/rules/rule_rehearsal.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTreeWidget>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/rules/rule_list.h"
#include "client/view/rules/rule_parts.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::uint32_t kMostRuns = 1000;
constexpr auto kLong = std::chrono::minutes(5);
constexpr int kWidths[] = {150, 280, 200};
constexpr int kRecordRole = Qt::UserRole;

}  // namespace

RuleRehearsal::RuleRehearsal(RuleDesk& desk, QWidget* parent) : QWidget(parent), desk_(desk) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 16, 0);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(ui::label(tr("Try it on"), ui::TextStyle::Body, ui::Tone::Secondary, this));
    days_ = ruleBox(tr("On which time"), this);
    for (const int days : {7, 30, 90, 365}) days_->addItem(tr("the last %n day(s)", "", days), days);
    days_->setCurrentIndex(1);
    row->addWidget(days_);
    start_ = ui::button(tr("Try"), ui::ButtonKind::Primary, QStringLiteral("rotate-ccw"), this);
    stop_ = ui::button(tr("Stop"), ui::ButtonKind::Normal, {}, this);
    row->addWidget(start_);
    row->addWidget(stop_);
    row->addStretch(1);
    column->addLayout(row);
    progress_ = new QProgressBar(this);
    progress_->setTextVisible(false);
    column->addWidget(progress_);
    words_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Normal, this);
    words_->setWordWrap(true);
    column->addWidget(words_);
    note_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, this);
    note_->setWordWrap(true);
    column->addWidget(note_);
    stack_ = new QStackedWidget(this);
    empty_ = new ui::EmptyState(stack_);
    stack_->addWidget(empty_);
    list_ = new QTreeWidget(stack_);
    list_->setAccessibleName(tr("When it would have fired"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setColumnCount(4);
    list_->setHeaderLabels({tr("When"), tr("For what"), tr("After whose change"), tr("Event")});
    tidyHeader(*list_);
    for (int at = 0; at < 3; ++at) list_->header()->resizeSection(at, kWidths[at]);
    stack_->addWidget(list_);
    column->addWidget(stack_, 1);
    connect(start_, &QPushButton::clicked, this, &RuleRehearsal::start);
    connect(stop_, &QPushButton::clicked, this, &RuleRehearsal::cancel);
    connect(list_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        const auto id = Uuid::parse(fromQt(item->data(0, kRecordRole).toString()));
        if (id) desk_.host().openRecord({def_.entity(), *id});
    });
    refresh();
}

void RuleRehearsal::setRule(const v1::RuleDef& def) {
    if (def.SerializeAsString() == def_.SerializeAsString()) return;
    cancel();
    def_ = def;
    reply_.Clear();
    answered_ = false;
    words_->clear();
    note_->clear();
    refresh();
}

void RuleRehearsal::refresh() {
    progress_->setVisible(isRunning());
    stop_->setVisible(isRunning());
    start_->setEnabled(!isRunning());
    words_->setVisible(!words_->text().isEmpty());
    note_->setVisible(!note_->text().isEmpty());
    if (isRunning() || !answered_)
        empty_->setContent(QStringLiteral("rotate-ccw"),
                           isRunning() ? tr("Looking through the history…") : tr("Not tried yet"),
                           tr("The rule as it stands in the drop-downs is tried on what happened. Nothing is changed, "
                              "nothing is sent."));
    stack_->setCurrentIndex(list_->topLevelItemCount() > 0 && answered_ ? 1 : 0);
}

void RuleRehearsal::start() {
    v1::RehearseRequest request;
    *request.mutable_definition() = def_;
    request.set_since(QDateTime::currentMSecsSinceEpoch() * 1000 - days_->currentData().toInt() * kDay);
    request.set_limit(kMostRuns);
    list_->clear();
    words_->clear();
    note_->clear();
    answered_ = false;
    progress_->setRange(0, 0);
    net::CallOptions options;
    options.deadline = kLong;
    call_.cancel();
    call_ = desk_.context().connection->stream<v1::RehearseProgress, v1::RehearseReply>(
        v1::METHOD_RULES_REHEARSE, request, this,
        [this](const v1::RehearseProgress& step) {
            if (step.total() == 0) return;
            progress_->setRange(0, 1000);
            progress_->setValue(static_cast<int>(step.done() * 1000 / step.total()));
        },
        [this](Result<v1::RehearseReply> reply) {
            call_ = {};
            answered_ = true;
            if (reply) return show(*reply);
            words_->setText(wordsOf(desk_.context(), reply.error(), def_.entity()));
            ui::setTone(words_, ui::Tone::Danger);
            empty_->setContent(QStringLiteral("circle-alert"), tr("It could not be tried"), words_->text());
            refresh();
        },
        options);
    refresh();
}

void RuleRehearsal::cancel() {
    call_.cancel();
    call_ = {};
    refresh();
}

QString RuleRehearsal::words() const { return words_->text(); }

void RuleRehearsal::show(const v1::RehearseReply& reply) {
    reply_ = reply;
    const QString days = days_->currentText();
    ui::setTone(words_, ui::Tone::Normal);
    words_->setText(reply.fired() == 0 ? tr("Over %1 it would not have fired once.").arg(days)
                                       : tr("Over %1 it would have fired %n time(s), for different records: %2", "",
                                            static_cast<int>(reply.fired()))
                                             .arg(days, locale().toString(static_cast<qulonglong>(reply.records()))));
    QStringList notes;
    notes << tr("changes looked at: %1").arg(locale().toString(static_cast<qulonglong>(reply.events())));
    if (reply.not_so() > 0)
        notes << tr("the condition did not hold: %1").arg(locale().toString(static_cast<qulonglong>(reply.not_so())));
    if (reply.as_of_today()) notes << tr("what other records say was taken as of today");
    if (reply.fired() > static_cast<std::uint64_t>(reply.runs_size()))
        notes << tr("the latest %1 are shown").arg(reply.runs_size());
    note_->setText(notes.join(QStringLiteral(" · ")));
    const schema::Entity* entity = desk_.entity(def_.entity());
    for (const v1::RehearsedRun& run : reply.runs()) {
        auto* item = new QTreeWidgetItem(list_);
        item->setText(0, agoWords(run.at(), desk_.context().language));
        item->setToolTip(0, data::displayMoment({run.at()}, desk_.context().language));
        item->setText(1, run.title().empty() ? tr("(deleted)") : toQt(run.title()));
        item->setToolTip(1, item->text(1));
        item->setText(2, run.actor_name().empty() ? tr("by the clock") : toQt(run.actor_name()));
        if (entity != nullptr && run.trigger() < static_cast<std::uint32_t>(def_.triggers_size()))
            item->setText(
                3, automation::triggerWords(desk_.speaker(), *entity, def_.triggers(static_cast<int>(run.trigger()))));
        item->setToolTip(3, item->text(3));
        item->setData(0, kRecordRole, toQt(Uuid::fromBytes(run.record()).value_or(Uuid()).text()));
        item->setSizeHint(0, QSize(0, ui::metrics::kRow));
    }
    if (reply.fired() == 0)
        empty_->setContent(QStringLiteral("history"), tr("Nothing of that kind happened"),
                           tr("Look at a longer time, or loosen the condition."));
    refresh();
}

}  // namespace kupets::view
