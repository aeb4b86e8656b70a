#include "client/view/quick_task.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include "client/data/working_calendar.h"
#include "client/form/draft.h"
#include "client/net/connection.h"
#include "client/ui/chip.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/defaults.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 520;
constexpr const char* kTask = "task";
constexpr const char* kExecutor = "owner";
constexpr const char* kDue = "due";

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int32_t kEvening = 18 * 3600;  // seconds since midnight

/// What of a task tells that it is about a record of this entity.
const schema::Field* fieldFor(const schema::Entity& task, const std::string& entity) {
    for (const std::string& path : task.def().timeline().about()) {
        const schema::Field* field = task.field(path);
        if (field != nullptr && field->isReference() && field->target->name() == entity) return field;
    }
    return nullptr;
}

}  // namespace

std::optional<Timestamp> momentOf(const text::SpokenTime& when, Timestamp now,
                                  const calendar::WorkingCalendar& calendar) {
    using Span = text::SpokenTime::Span;
    const auto onDay = [&](Date day) {
        const calendar::DayHours& hours = calendar.hours(day);
        const std::int64_t end = (hours.empty() ? kEvening : hours.back().to) * kSecond;
        return calendar.zone().moment({day, when.minute ? *when.minute * kMinute : end});
    };
    switch (when.span) {
        case Span::Minutes:
            return Timestamp{now.micros + when.count * kMinute};
        case Span::WorkingMinutes:
            return calendar.addWorkingTime(now, Duration{std::int64_t{when.count} * 60});
        case Span::WorkingDays: {
            const auto day = calendar.addWorkingDays(calendar.zone().local(now).day, when.count);
            return day ? std::optional(onDay(*day)) : std::nullopt;
        }
        case Span::None:
            break;
    }
    return when.day ? std::optional(onDay(*when.day)) : std::nullopt;
}

bool QuickTask::isPossible(const data::Context& context) {
    const schema::Entity* task = context.schema->entity(kTask);
    return task != nullptr && task->field(kExecutor) != nullptr && task->field(kDue) != nullptr;
}

QuickTask::QuickTask(Host& host, const std::optional<About>& about, QWidget* window)
    : QDialog(window), host_(host), snapshot_(host.context().schema->snapshot()), entity_(snapshot_->entity(kTask)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New task"));
    setModal(true);
    setMinimumWidth(kWidth);
    build(about);
    read();
}

void QuickTask::build(const std::optional<About>& about) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    line_ = new QLineEdit(this);
    line_->setPlaceholderText(tr("Call Ivanov back tomorrow at 10"));
    line_->setAccessibleName(tr("What is to be done, and when"));
    column->addWidget(line_);
    when_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, this);
    column->addWidget(when_);
    column->addSpacing(4);
    auto* who = new QHBoxLayout;
    who->setSpacing(ui::metrics::kGap);
    who->addWidget(ui::label(tr("For whom"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    who_ = new ReferenceEditor(*entity_->field(kExecutor), host_.context(), this);
    const net::SessionInfo& session = host_.context().connection->session();
    who_->setCell({Value(session.userId), fromQt(session.name)});
    connect(who_, &FieldEditor::edited, this, [this](const data::Cell& cell) { who_->setCell(cell); });
    who->addWidget(who_, 1);
    column->addLayout(who);
    if (about) {
        aboutField_ = fieldFor(*entity_, about->key.entity);
        aboutId_ = about->key.id;
    }
    if (aboutField_ != nullptr) column->addWidget(buildAbout(about));
    trouble_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
    column->addSpacing(4);
    const ui::DialogRow row = ui::dialogRow(this, tr("Set the task"), QStringLiteral("check"));
    go_ = row.go;
    connect(go_, &QPushButton::clicked, this, &QuickTask::save);
    column->addLayout(row.line);
    connect(line_, &QLineEdit::textChanged, this, &QuickTask::read);
    line_->setFocus();
}

QWidget* QuickTask::buildAbout(const std::optional<About>& about) {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(ui::metrics::kGap);
    const QString kind = say(host_.context(), aboutField_->def.label());
    row->addWidget(ui::label(tr("About"), ui::TextStyle::Caption, ui::Tone::Secondary, whole));
    about_ = new ui::Chip(QStringLiteral("%1: %2").arg(kind, about->title), QStringLiteral("blue"), whole);
    about_->setRemovable(true);
    about_->setAccessibleName(about_->text());
    row->addWidget(about_);
    row->addStretch(1);
    connect(about_, &ui::Chip::removed, this, [this, whole] {
        aboutField_ = nullptr;
        about_ = nullptr;
        whole->deleteLater();
        line_->setFocus();
    });
    return whole;
}

QString QuickTask::whenWords() const { return when_->text(); }

/// Follows what is typed.
void QuickTask::read() {
    const Timestamp now = SystemClock().now();
    const calendar::WorkingCalendar& calendar = data::workingCalendar();
    const calendar::LocalTime local = calendar.zone().local(now);
    task_ = text::readTask(fromQt(line_->text()), {local.day, static_cast<int>(local.micros / kMinute)});
    due_.reset();
    if (task_.when) due_ = momentOf(*task_.when, now, calendar);
    const data::Language language = host_.context().language;
    if (due_) {
        const QLocale words(language == data::Language::Russian ? QLocale::Russian : QLocale::English);
        const QDate day = QDateTime::fromMSecsSinceEpoch(due_->micros / 1000).date();
        when_->setText(
            tr("Due %1, %2").arg(data::displayMomentBriefly(*due_, now, language), words.dayName(day.dayOfWeek())));
    } else {
        when_->setText(tr("Without a deadline. In the same line: “in 2 hours”, “tomorrow at 10”, “on Friday”"));
    }
    ui::setTone(when_, due_ ? ui::Tone::Success : ui::Tone::Muted);
    go_->setEnabled(!task_.words.empty());
    trouble_->hide();
}

void QuickTask::save() {
    form::Draft draft = form::Draft::forNew(snapshot_, kTask);
    proposeDefaults(draft, host_.context());
    QString words = toQt(task_.words);
    words[0] = words[0].toUpper();
    draft.set(entity_->titleField().name(), {Value(fromQt(words)), {}});
    if (due_) draft.set(kDue, {Value(*due_), {}});
    draft.set(kExecutor, who_->cell());
    if (aboutField_ != nullptr) draft.set(aboutField_->name(), {Value(aboutId_), {}});
    if (const auto problems = draft.problems(); !problems.empty())
        return showTrouble(wordsOf(host_.context(), problems.begin()->second, kTask));
    const auto change = draft.toChange();
    if (!change) return;
    data::Operation operation;
    operation.changes = {*change};
    operation.title = words;
    go_->setEnabled(false);
    const auto id = Uuid::fromBytes(change->id());
    const QString said = due_ ? when_->text() : QString();
    host_.commands().save(std::move(operation), this, [this, words, said, id](Result<data::Saved> saved) {
        if (!saved) {
            go_->setEnabled(true);
            return showTrouble(wordsOf(host_.context(), saved.error(), kTask));
        }
        const QString done = tr("Task “%1” is set").arg(words);
        host_.done(said.isEmpty() ? done : QStringLiteral("%1. %2").arg(done, said), saved->changeSet,
                   tr("Task “%1”").arg(words));
        if (id) Q_EMIT this->saved(*id);
        accept();
    });
}

void QuickTask::showTrouble(const QString& words) {
    trouble_->setText(words);
    trouble_->show();
}

}  // namespace kupets::view
