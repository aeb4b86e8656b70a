#include "client/view/rules/rule_trigger_edit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "client/model/board_stages.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/rules/rule_value_row.h"
#include "client/view/words.h"
#include "common/expr/check.h"

namespace kupets::view {
namespace {

using Kind = v1::RuleTrigger;
constexpr int kValueWidth = 240;
constexpr int kButtonWidth = 240;
constexpr int kOtherWidth = 180;
constexpr int kLeastDays = 130;
constexpr int kWorkday = 100;   // lines of the days' drop-down
constexpr int kMonthday = 200;  // and the day
constexpr int kLastDay = 300;
constexpr int kOther = 400;

bool isDay(const schema::Field& field) { return field.type() == v1::DATE || field.type() == v1::DATE_TIME; }
bool isStage(const schema::Field& field) {
    return field.isStored() && !field.system && (field.isReference() || field.type() == v1::CHOICE);
}

}  // namespace

TimesEdit::TimesEdit(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    days_ = ruleBox(tr("On which days"), this);
    days_->addItem(tr("each day"), -1);
    days_->addItem(tr("each working day"), kWorkday);
    const QString weekdays[] = {tr("on Mondays"), tr("on Tuesdays"),  tr("on Wednesdays"), tr("on Thursdays"),
                                tr("on Fridays"), tr("on Saturdays"), tr("on Sundays")};
    for (int day = 0; day < 7; ++day) days_->addItem(weekdays[day], day + 1);
    for (const int day : {1, 5, 10, 15, 20, 25})
        days_->addItem(tr("on day %1 of each month").arg(day), kMonthday + day);
    days_->addItem(tr("on the last day of each month"), kLastDay);
    days_->addItem(tr("otherwise"), kOther);
    clock_ = new QTimeEdit(QTime(9, 0), this);
    clock_->setDisplayFormat(QStringLiteral("H:mm"));
    clock_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    clock_->setFixedWidth(64);
    clock_->setAccessibleName(tr("At what time"));
    other_ = new QLineEdit(this);
    other_->setFixedWidth(kOtherWidth);
    other_->setAccessibleName(tr("Times as cron writes them"));
    other_->setToolTip(tr("Minute, hour, day of the month, month, day of the week: 0 8 * * 1-5"));
    days_->setMinimumWidth(kLeastDays);
    row->addWidget(days_);
    row->addWidget(clock_);
    row->addWidget(other_);
    row->addStretch(1);
    connect(days_, &QComboBox::currentIndexChanged, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    connect(clock_, &QTimeEdit::timeChanged, this, &TimesEdit::edited);
    connect(other_, &QLineEdit::textEdited, this, &TimesEdit::edited);
    days_->setCurrentIndex(1);
    refresh();
}

void TimesEdit::refresh() {
    const bool other = days_->currentData().toInt() == kOther;
    clock_->setVisible(!other);
    other_->setVisible(other);
}

void TimesEdit::setTimes(const std::string& times) {
    const QSignalBlocker quietDays(days_);
    const QSignalBlocker quietClock(clock_);
    static const QRegularExpression simple(
        QStringLiteral(R"(^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}|L) \* (\*|\d)(?: (skip))?$)"));
    other_->setText(toQt(times));
    const auto match = simple.match(toQt(times));
    int line = kOther;
    if (match.hasMatch()) {
        clock_->setTime(QTime(match.captured(2).toInt(), match.captured(1).toInt()));
        const bool anyDay = match.captured(3) == QLatin1String("*");
        const bool anyWeekday = match.captured(4) == QLatin1String("*");
        const bool working = !match.captured(5).isEmpty();
        if (working && anyDay && anyWeekday) line = kWorkday;
        if (!working && anyDay) line = anyWeekday ? -1 : (match.captured(4).toInt() + 6) % 7 + 1;
        if (!working && !anyDay && anyWeekday)
            line = match.captured(3) == QLatin1String("L") ? kLastDay : kMonthday + match.captured(3).toInt();
    }
    if (times.empty()) line = kWorkday;
    if (line > kMonthday && line < kLastDay && days_->findData(line) < 0)
        days_->insertItem(days_->findData(kLastDay), tr("on day %1 of each month").arg(line - kMonthday), line);
    days_->setCurrentIndex(days_->findData(line));
    refresh();
}

std::string TimesEdit::times() const {
    const int line = days_->currentData().toInt();
    if (line == kOther) return fromQt(other_->text().trimmed());
    const std::string clock = std::to_string(clock_->time().minute()) + " " + std::to_string(clock_->time().hour());
    if (line == kLastDay) return clock + " L * *";
    if (line > kMonthday) return clock + " " + std::to_string(line - kMonthday) + " * *";
    if (line == kWorkday) return clock + " * * * skip";
    return clock + " * * " + (line < 0 ? "*" : std::to_string(line));
}

TriggerEdit::TriggerEdit(RuleDesk& desk, const schema::Entity& entity, const v1::RuleTrigger& trigger,
                         const std::vector<v1::RuleTrigger::Kind>& kinds, QWidget* parent)
    : QWidget(parent), desk_(desk), entity_(entity) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(4);
    auto* across = new QHBoxLayout;
    across->setSpacing(6);
    kind_ = ruleBox(tr("What happens"), this);
    for (const v1::RuleTrigger::Kind each : kinds)
        kind_->addItem(automation::triggerKindWords(each), static_cast<int>(each));
    kind_->setCurrentIndex(std::max(0, kind_->findData(static_cast<int>(trigger.kind()))));
    across->addWidget(kind_, 0, Qt::AlignTop);
    holder_ = new QWidget(this);
    row_ = new ui::FlowLayout(holder_);  // in a small window the parts stand below one another
    row_->setContentsMargins(0, 0, 0, 0);
    across->addWidget(holder_, 1, Qt::AlignTop);
    remove_ = ui::smallIconButton(QStringLiteral("x"), tr("Remove this event"), this);
    across->addWidget(remove_, 0, Qt::AlignTop);
    whole->addLayout(across);
    problem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    problem_->setWordWrap(true);
    problem_->hide();
    whole->addWidget(problem_);
    connect(remove_, &QToolButton::clicked, this, &TriggerEdit::removed);
    build(trigger);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        build({});
        Q_EMIT edited();
    });
}

void TriggerEdit::setRemovable(bool removable) { remove_->setVisible(removable); }

void TriggerEdit::setProblem(const QString& words) {
    problem_->setText(words);
    problem_->setVisible(!words.isEmpty());
}

v1::RuleTrigger::Kind TriggerEdit::kind() const {
    return static_cast<v1::RuleTrigger::Kind>(kind_->currentData().toInt());
}

void TriggerEdit::build(const v1::RuleTrigger& trigger) {
    ui::clearLayout(row_);
    fields_ = nullptr;
    field_ = before_ = nullptr;
    value_ = nullptr;
    span_ = nullptr;
    moment_ = nullptr;
    times_ = nullptr;
    button_ = nullptr;
    switch (kind()) {
        case Kind::CHANGED: {
            fields_ = new ChipsEdit(tr("+ which field"), holder_);
            std::vector<ChipsEdit::Offer> offers;
            for (const auto& field : entity_.fields())
                if (field->isStored() && !field->system)
                    offers.push_back({toQt(field->name()), say(desk_.context(), field->def.label())});
            fields_->setOffers(std::move(offers));
            QStringList keys;
            for (const std::string& name : trigger.fields()) keys << toQt(name);
            fields_->setKeys(keys);
            connect(fields_, &ChipsEdit::edited, this, &TriggerEdit::edited);
            row_->addWidget(fields_);
            break;
        }
        case Kind::ENTERED:
        case Kind::LEFT:
            return buildStage(trigger);
        case Kind::AT:
        case Kind::IDLE:
            return buildOffset(trigger);
        case Kind::SCHEDULE:
            times_ = new TimesEdit(holder_);
            times_->setTimes(trigger.times());
            connect(times_, &TimesEdit::edited, this, &TriggerEdit::edited);
            row_->addWidget(times_);
            break;
        case Kind::PRESSED:
            button_ = new QLineEdit(toQt(trigger.value()), holder_);
            button_->setPlaceholderText(tr("Words on the button"));
            button_->setAccessibleName(tr("Words on the button"));
            button_->setFixedWidth(kButtonWidth);
            connect(button_, &QLineEdit::textEdited, this, &TriggerEdit::edited);
            row_->addWidget(button_);
            break;
        default:
            break;
    }
}

void TriggerEdit::buildStage(const v1::RuleTrigger& trigger) {
    field_ = ruleBox(tr("Which field"), holder_);
    const std::string column = model::boardOf(entity_).column_field();
    for (const auto& field : entity_.fields()) {
        if (!isStage(*field)) continue;
        const QString label = say(desk_.context(), field->def.label());
        if (field->name() == column)
            field_->insertItem(0, label, toQt(field->name()));
        else
            field_->addItem(label, toQt(field->name()));
    }
    field_->setCurrentIndex(0);
    if (trigger.fields_size() > 0) choose(field_, toQt(trigger.fields(0)));
    row_->addWidget(field_);
    valueHolder_ = new QWidget(holder_);
    auto* inner = new QHBoxLayout(valueHolder_);
    inner->setContentsMargins(0, 0, 0, 0);
    valueHolder_->setFixedWidth(kValueWidth);
    row_->addWidget(valueHolder_);
    buildValue(trigger.value());
    connect(field_, &QComboBox::currentIndexChanged, this, [this] {
        buildValue({});
        Q_EMIT edited();
    });
}

void TriggerEdit::buildValue(const std::string& value) {
    delete std::exchange(value_, nullptr);
    cell_ = {};
    const schema::Field* field = entity_.field(fromQt(field_->currentData().toString()));
    if (field == nullptr) return;
    valueField_ = freeField(*field);
    value_ = makeEditor(*valueField_, desk_.context(), valueHolder_);
    value_->setAccessibleName(tr("Value"));
    cell_ = plainCell(*field, value, desk_);
    value_->setCell(cell_);
    valueHolder_->layout()->addWidget(value_);
    value_->show();
    connect(value_, &FieldEditor::edited, this, [this](const data::Cell& cell) {
        cell_ = cell;
        if (const auto* id = std::get_if<Uuid>(&cell.value)) desk_.learn(*id, toQt(cell.title));
        Q_EMIT edited();
    });
    connect(&desk_, &RuleDesk::changed, value_, [this, field, value] {
        if (value.empty() || plainText(cell_.value) != value) return;
        cell_ = plainCell(*field, value, desk_);
        value_->setCell(cell_);
    });
}

void TriggerEdit::buildOffset(const v1::RuleTrigger& trigger) {
    const bool idle = kind() == Kind::IDLE;
    span_ = new SpanEdit(tr("How long"), holder_);
    v1::RuleSpan span = trigger.offset();
    if (trigger.kind() != kind()) {
        span.set_amount(idle ? 30 : 0);
        span.set_unit(v1::RuleSpan::DAYS);
    }
    span_->setSpan(span);
    connect(span_, &SpanEdit::edited, this, &TriggerEdit::edited);
    row_->addWidget(span_);
    if (idle) {
        auto* since = ui::label(tr("passed since"), ui::TextStyle::Body, ui::Tone::Normal, holder_);
        since->setFixedHeight(ui::metrics::kControl);
        row_->addWidget(since);
        moment_ = new ExpressionBox(desk_, entity_, tr("Since when"), isDay, holder_);
        for (const v1::HeadFact& fact : entity_.def().head()) {
            if (!fact.path().starts_with("=")) continue;
            const auto typed = expr::compile(fact.path().substr(1), entity_);
            if (typed &&
                ((*typed)->type() == schema::ValueType::Date || (*typed)->type() == schema::ValueType::Timestamp))
                moment_->addExpression(say(desk_.context(), fact.label()), fact.path().substr(1));
        }
        // What others do about it: the last call, letter, meeting.
        std::vector<std::string> offered;
        for (const schema::Reverse& reverse : entity_.reverses()) {
            const std::string& moment = reverse.child->def().timeline().moment();
            const schema::Field* field = reverse.child->field(moment);
            if (field != nullptr && field->isStored() && isDay(*field) && !field->system)
                offered.push_back("COALESCE(MAX(" + reverse.name + "." + moment + "), created_at)");
        }
        if (!trigger.moment().empty() && std::ranges::find(offered, trigger.moment()) == offered.end())
            offered.push_back(trigger.moment());
        for (const std::string& each : offered)
            if (entity_.field(each) == nullptr)
                moment_->addExpression(automation::momentWords(desk_.speaker(), entity_, each), each);
        moment_->setExpression(trigger.moment().empty() ? "updated_at" : trigger.moment());
        connect(moment_, &ExpressionBox::edited, this, &TriggerEdit::edited);
        row_->addWidget(moment_);
    } else {
        before_ = ruleBox(tr("Before or after"), holder_);
        before_->addItem(tr("before"), -1);
        before_->addItem(tr("after"), 1);
        before_->setCurrentIndex(span.amount() < 0 ? 0 : 1);
        connect(before_, &QComboBox::currentIndexChanged, this, &TriggerEdit::edited);
        row_->addWidget(before_);
        field_ = ruleBox(tr("Which date"), holder_);
        for (const auto& field : entity_.fields())
            if (field->isStored() && isDay(*field))
                field_->addItem(say(desk_.context(), field->def.label()), toQt(field->name()));
        if (trigger.fields_size() > 0) choose(field_, toQt(trigger.fields(0)));
        connect(field_, &QComboBox::currentIndexChanged, this, &TriggerEdit::edited);
        row_->addWidget(field_);
    }
    for (int at = 0; at < row_->count(); ++at) row_->itemAt(at)->widget()->show();
}

v1::RuleTrigger TriggerEdit::trigger() const {
    v1::RuleTrigger out;
    out.set_kind(kind());
    if (fields_ != nullptr)
        for (const QString& name : fields_->keys()) out.add_fields(fromQt(name));
    if (field_ != nullptr && field_->currentIndex() >= 0) out.add_fields(fromQt(field_->currentData().toString()));
    if (value_ != nullptr && !isNull(cell_.value)) out.set_value(plainText(cell_.value));
    if (button_ != nullptr) out.set_value(fromQt(button_->text().trimmed()));
    if (span_ != nullptr && span_->span().amount() != 0) {
        *out.mutable_offset() = span_->span();
        if (before_ != nullptr && before_->currentData().toInt() < 0)
            out.mutable_offset()->set_amount(-out.offset().amount());
    }
    if (moment_ != nullptr) out.set_moment(moment_->expression());
    if (times_ != nullptr) out.set_times(times_->times());
    return out;
}

}  // namespace kupets::view
