#include "client/view/editors/basic_editors.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QUrl>

#include "client/form/validation.h"
#include "client/ui/widgets.h"
#include "client/view/cell_content.h"
#include "client/view/words.h"
#include "common/rules/standards.h"

namespace kupets::view {
namespace {

QHBoxLayout* bareRow(QWidget* owner) {
    auto* row = new QHBoxLayout(owner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    return row;
}

}  // namespace

LineEditor::LineEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    line_ = new QLineEdit(this);
    line_->setAccessibleName(label());
    line_->setPlaceholderText(say(context, field.def.hint()));
    row->addWidget(line_);
    setFocusProxy(line_);
    const auto type = field.type();
    if (type == v1::PERCENT) {
        QAction* sign =
            line_->addAction(ui::icon(QStringLiteral("percent"), ui::IconTone::Muted), QLineEdit::TrailingPosition);
        sign->setEnabled(false);
    }
    if (type == v1::INN || type == v1::KPP || type == v1::OGRN) line_->setInputMethodHints(Qt::ImhDigitsOnly);
    if (type == v1::URL || type == v1::ADDRESS) {
        open_ = type == v1::URL
                    ? ui::smallIconButton(QStringLiteral("external-link"), tr("Open: %1").arg(label()), this)
                    : ui::smallIconButton(QStringLiteral("map-pin"), tr("On the map: %1").arg(label()), this);
        row->addWidget(open_);
        connect(open_, &QToolButton::clicked, this, [this] {
            const QString link = outwardLink(&this->field(), value_);
            if (!link.isEmpty()) QDesktopServices::openUrl(QUrl(link));
        });
    }
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        Result<Value> value = form::parseText(this->field(), text, this->context().language);
        if (!value) return Q_EMIT refused(value.error());
        value_ = *value;
        Q_EMIT edited({std::move(*value), {}});
    });
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        // What was typed, as it is kept by the standard of the field.
        const Result<Value> typed = form::parseText(this->field(), line_->text(), this->context().language);
        const QString kept = typed ? form::editText(this->field(), *typed, this->context().language) : QString();
        if (typed && rules::hasStandard(this->field()) && kept != line_->text()) line_->setText(kept);
        Q_EMIT leftField();
    });
}

void LineEditor::setCell(const data::Cell& cell) {
    value_ = cell.value;
    if (open_) open_->setVisible(!outwardLink(&field(), value_).isEmpty());
    const QString text = form::editText(field(), cell.value, context().language);
    if (line_->text() == text || line_->hasFocus()) {
        const Result<Value> typed = form::parseText(field(), line_->text(), context().language);
        if (typed && *typed == cell.value) return;  // the same value in the person's own writing
    }
    line_->setText(text);
    line_->setCursorPosition(0);
}

void LineEditor::setReadOnly(bool readOnly) { line_->setReadOnly(readOnly); }
void LineEditor::setInvalid(bool invalid) { ui::restyle(line_, "invalid", invalid); }

LongTextEditor::LongTextEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    text_ = new QPlainTextEdit(this);
    text_->setAccessibleName(label());
    text_->setPlaceholderText(say(context, field.def.hint()));
    text_->setTabChangesFocus(true);
    text_->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    text_->installEventFilter(this);
    row->addWidget(text_);
    setFocusProxy(text_);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        if (showing_) return;
        Result<Value> value = form::parseText(this->field(), text_->toPlainText(), this->context().language);
        if (!value) return Q_EMIT refused(value.error());
        Q_EMIT edited({std::move(*value), {}});
    });
    fit();
}

void LongTextEditor::fit() {
    const int lines = qBound(3, static_cast<int>(text_->document()->size().height()), 12);
    text_->setFixedHeight(lines * text_->fontMetrics().lineSpacing() + 20);
}

void LongTextEditor::setCell(const data::Cell& cell) {
    const QString text = form::editText(field(), cell.value, context().language);
    const Result<Value> typed = form::parseText(field(), text_->toPlainText(), context().language);
    if (typed && *typed == cell.value) return;
    showing_ = true;
    text_->setPlainText(text);
    showing_ = false;
}

void LongTextEditor::setReadOnly(bool readOnly) { text_->setReadOnly(readOnly); }
void LongTextEditor::setInvalid(bool invalid) { ui::restyle(text_, "invalid", invalid); }

bool LongTextEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == text_ && event->type() == QEvent::FocusOut) Q_EMIT leftField();
    return FieldEditor::eventFilter(watched, event);
}

MoneyEditor::MoneyEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    amount_ = new QLineEdit(this);
    amount_->setAccessibleName(label());
    amount_->installEventFilter(this);
    currency_ = new QComboBox(this);
    currency_->setAccessibleName(tr("Currency: %1").arg(label()));
    for (const char* code : {"RUB", "USD", "EUR", "CNY", "KZT", "BYN"}) currency_->addItem(QString::fromLatin1(code));
    currency_->setFixedWidth(92);
    row->addWidget(amount_, 1);
    row->addWidget(currency_);
    setFocusProxy(amount_);
    connect(amount_, &QLineEdit::textEdited, this, &MoneyEditor::read);
    connect(currency_, &QComboBox::activated, this, &MoneyEditor::read);
}

void MoneyEditor::read() {
    Result<Value> value = form::parseText(field(), amount_->text(), context().language);
    if (!value) return Q_EMIT refused(value.error());
    if (auto* money = std::get_if<Money>(&*value)) money->currency = fromQt(currency_->currentText());
    value_ = *value;
    Q_EMIT edited({std::move(*value), {}});
}

void MoneyEditor::format() {
    if (const auto* money = std::get_if<Money>(&value_); money && !amount_->hasFocus()) {
        amount_->setText(data::displayDecimal(money->amount, context().language, 2));
        return;
    }
    amount_->setText(form::editText(field(), value_, context().language));
}

void MoneyEditor::setCell(const data::Cell& cell) {
    if (const auto* money = std::get_if<Money>(&cell.value)) {
        const QString code = toQt(money->currency);
        if (currency_->findText(code) < 0) currency_->addItem(code);
        currency_->setCurrentText(code);
    }
    const Result<Value> typed = form::parseText(field(), amount_->text(), context().language);
    const bool writing = amount_->hasFocus() && cell.value == value_ && typed;
    value_ = cell.value;
    if (!writing) format();
}

bool MoneyEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == amount_ && event->type() == QEvent::FocusIn) {
        amount_->setText(form::editText(field(), value_, context().language));
        QMetaObject::invokeMethod(amount_, &QLineEdit::selectAll, Qt::QueuedConnection);
    } else if (watched == amount_ && event->type() == QEvent::FocusOut) {
        const Result<Value> typed = form::parseText(field(), amount_->text(), context().language);
        if (typed) QMetaObject::invokeMethod(this, [this] { format(); }, Qt::QueuedConnection);
        Q_EMIT leftField();
    }
    return FieldEditor::eventFilter(watched, event);
}

void MoneyEditor::setReadOnly(bool readOnly) {
    amount_->setReadOnly(readOnly);
    currency_->setEnabled(!readOnly);
}
void MoneyEditor::setInvalid(bool invalid) { ui::restyle(amount_, "invalid", invalid); }

BankAccountEditor::BankAccountEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    account_ = new QLineEdit(this);
    account_->setAccessibleName(label());
    account_->setPlaceholderText(tr("Account, 20 digits"));
    bic_ = new QLineEdit(this);
    bic_->setAccessibleName(tr("BIC: %1").arg(label()));
    bic_->setPlaceholderText(tr("BIC"));
    row->addWidget(account_, 5);
    row->addWidget(bic_, 3);
    setFocusProxy(account_);
    for (QLineEdit* line : {account_, bic_}) {
        connect(line, &QLineEdit::textEdited, this, &BankAccountEditor::read);
        connect(line, &QLineEdit::editingFinished, this, &BankAccountEditor::leftField);
    }
}

void BankAccountEditor::read() {
    if (account_->text().isEmpty() && bic_->text().isEmpty()) return Q_EMIT edited({});
    Result<Value> value = form::normalized(field(), BankAccount{fromQt(account_->text()), fromQt(bic_->text())});
    if (!value) return Q_EMIT refused(value.error());
    Q_EMIT edited({std::move(*value), {}});
}

void BankAccountEditor::setCell(const data::Cell& cell) {
    if (account_->hasFocus() || bic_->hasFocus()) return;
    const auto* bank = std::get_if<BankAccount>(&cell.value);
    account_->setText(bank ? toQt(bank->account) : QString());
    bic_->setText(bank ? toQt(bank->bic) : QString());
}

void BankAccountEditor::setReadOnly(bool readOnly) {
    account_->setReadOnly(readOnly);
    bic_->setReadOnly(readOnly);
}

void BankAccountEditor::setInvalid(bool invalid) {
    ui::restyle(account_, "invalid", invalid);
    ui::restyle(bic_, "invalid", invalid);
}

CheckEditor::CheckEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    box_ = new QCheckBox(tr("Yes"), this);
    box_->setAccessibleName(label());
    box_->setProperty("focusRing", true);
    row->addWidget(box_);
    row->addStretch(1);
    setMinimumHeight(ui::metrics::kControl);
    setFocusProxy(box_);
    connect(box_, &QCheckBox::clicked, this, [this](bool on) { Q_EMIT edited({Value(on), {}}); });
}

void CheckEditor::setCell(const data::Cell& cell) {
    const bool* flag = std::get_if<bool>(&cell.value);
    box_->setChecked(flag && *flag);
}

void CheckEditor::setReadOnly(bool readOnly) { box_->setEnabled(!readOnly); }

ReadOnlyEditor::ReadOnlyEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = bareRow(this);
    text_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Normal, this);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setMinimumHeight(ui::metrics::kControl);
    text_->setAccessibleName(label());
    row->addWidget(text_, 1);
}

void ReadOnlyEditor::setCell(const data::Cell& cell) {
    const QString text = data::display(cell, &field(), context().language);
    text_->setText(text.isEmpty() ? QStringLiteral("—") : text);
    ui::setTone(text_, text.isEmpty() ? ui::Tone::Muted : ui::Tone::Normal);
}

}  // namespace kupets::view
