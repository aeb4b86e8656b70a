#include "client/view/editors/date_editors.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include "client/form/validation.h"
#include "client/ui/calendar.h"
#include "client/ui/popover.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

DateEditor::DateEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    line_ = new QLineEdit(this);
    line_->setAccessibleName(label());
    const bool russian = context.language == data::Language::Russian;
    const QString day = russian ? QStringLiteral("дд.мм.гггг") : QStringLiteral("d mmm yyyy");
    line_->setPlaceholderText(
        field.type() == v1::DATE ? day : day + (russian ? QStringLiteral(" чч:мм") : QStringLiteral(" hh:mm")));
    line_->setTextMargins(0, 0, 26, 0);
    line_->installEventFilter(this);
    row->addWidget(line_);
    open_ = ui::smallIconButton(QStringLiteral("calendar"), tr("Calendar: %1").arg(label()), line_);
    open_->setCursor(Qt::PointingHandCursor);
    setFocusProxy(line_);
    connect(open_, &QToolButton::clicked, this, &DateEditor::openCalendar);
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        Result<Value> value = form::parseText(this->field(), text, this->context().language);
        if (!value) return Q_EMIT refused(value.error());
        value_ = *value;
        Q_EMIT edited({std::move(*value), {}});
    });
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        if (form::parseText(this->field(), line_->text(), this->context().language))
            line_->setText(form::editText(this->field(), value_, this->context().language));
        Q_EMIT leftField();
    });
}

QDate DateEditor::day() const {
    if (const auto* date = std::get_if<Date>(&value_)) return QDate(1970, 1, 1).addDays(date->days);
    if (const auto* moment = std::get_if<Timestamp>(&value_))
        return QDateTime::fromMSecsSinceEpoch(moment->micros / 1000).date();
    return {};
}

void DateEditor::openCalendar() {
    auto* popover = new ui::Popover(open_);
    auto* calendar = new ui::Calendar(data::localeOf(context().language), popover);
    calendar->setSelected(day());
    popover->content()->addWidget(calendar);
    auto* foot = new QHBoxLayout;
    auto* today = ui::button(tr("Today"), ui::ButtonKind::Ghost, {}, popover);
    auto* none = ui::button(tr("Clear"), ui::ButtonKind::Ghost, {}, popover);
    for (QPushButton* choice : {today, none}) choice->setProperty("fit", "small");
    foot->addWidget(today);
    foot->addStretch(1);
    foot->addWidget(none);
    popover->content()->addLayout(foot);
    none->setVisible(!field().def.required());
    connect(calendar, &ui::Calendar::picked, this, [this, popover](QDate picked) {
        take(picked);
        popover->close();
    });
    connect(today, &QPushButton::clicked, this, [this, popover] {
        take(QDate::currentDate());
        popover->close();
    });
    connect(none, &QPushButton::clicked, this, [this, popover] {
        take({});
        popover->close();
    });
    popover->open(Qt::AlignRight);
    calendar->setFocus();
}

void DateEditor::take(QDate picked) {
    if (!picked.isValid()) {
        value_ = Null{};
    } else if (field().type() == v1::DATE) {
        value_ = Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(picked))};
    } else {
        const auto* before = std::get_if<Timestamp>(&value_);
        const QTime time = before ? QDateTime::fromMSecsSinceEpoch(before->micros / 1000).time()
                                  : QTime(QTime::currentTime().hour(), 0);
        value_ = Timestamp{QDateTime(picked, time).toMSecsSinceEpoch() * 1000};
    }
    line_->setText(form::editText(field(), value_, context().language));
    Q_EMIT edited({value_, {}});
    Q_EMIT leftField();
}

void DateEditor::setCell(const data::Cell& cell) {
    const bool writing =
        line_->hasFocus() && cell.value == value_ && form::parseText(field(), line_->text(), context().language);
    if (writing) return;
    value_ = cell.value;
    line_->setText(form::editText(field(), cell.value, context().language));
}

void DateEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    line_->setReadOnly(readOnly);
    open_->setVisible(!readOnly);
}

void DateEditor::setInvalid(bool invalid) { ui::restyle(line_, "invalid", invalid); }

bool DateEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == line_) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
            open_->move(line_->width() - open_->width() - 4, (line_->height() - open_->height()) / 2);
        } else if (event->type() == QEvent::KeyPress && !readOnly_) {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->key() == Qt::Key_Down) {
                openCalendar();
                return true;
            }
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

}  // namespace kupets::view
