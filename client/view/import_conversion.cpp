#include "client/view/import_conversion.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include "client/ui/tab_order.h"
#include "client/ui/widgets.h"
#include "client/view/import_aliases.h"
#include "client/view/import_mapping_model.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 460;

bool isText(v1::FieldType type) { return type == v1::TEXT || type == v1::LONG_TEXT || type == v1::ADDRESS; }
bool isNumber(v1::FieldType type) {
    return type == v1::INTEGER || type == v1::DECIMAL || type == v1::MONEY || type == v1::PERCENT ||
           type == v1::DURATION;
}

}  // namespace

ImportConversion::ImportConversion(const model::ImportSession& session, const model::ImportSheetPlan& sheet,
                                   const model::ImportUse& use, QWidget* anchor)
    : ui::Popover(anchor), session_(session), sheet_(sheet), use_(use), snapshot_(session.snapshot()) {
    setContentWidth(kWidth);
    field_ = model::fieldAt(*snapshot_, sheet.parts[static_cast<std::size_t>(use.part)].entity, use.path, &through_);
    build();
}

void ImportConversion::build() {
    content()->setSpacing(8);
    content()->addWidget(ui::label(targetWords(session_, sheet_, use_.part, use_.path), ui::TextStyle::BodyStrong,
                                   ui::Tone::Normal, this));
    form_ = new QFormLayout;
    form_->setHorizontalSpacing(12);
    form_->setVerticalSpacing(8);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    content()->addLayout(form_);
    const v1::FieldType type = field_ ? field_->type() : v1::TEXT;
    if (type == v1::DATE || type == v1::DATE_TIME) addDates();
    if (isNumber(type)) addNumbers();
    if (type == v1::PHONES) addCountries();
    if (isText(type) || type == v1::REFERENCE || type == v1::USER) addParts();
    addAliases();
    if (!through_) {
        auto* only = new QCheckBox(tr("Fill only what is empty in records that are there"), this);
        only->setObjectName(QStringLiteral("onlyIfEmpty"));
        only->setChecked(use_.onlyIfEmpty);
        connect(only, &QCheckBox::toggled, this, [this](bool on) {
            use_.onlyIfEmpty = on;
            tell();
        });
        content()->addWidget(only);
    }
    ui::tabAsRead(this);
    for (QWidget* each : findChildren<QWidget*>())
        if ((each->focusPolicy() & Qt::TabFocus) && each->isEnabled()) {
            setFocusProxy(each);
            break;
        }
}

QComboBox* ImportConversion::addChoice(const QString& label, const QList<std::pair<QString, QString>>& items,
                                       const QString& now) {
    auto* box = new QComboBox(this);
    box->setAccessibleName(label);
    for (const auto& [words, data] : items) box->addItem(words, data);
    box->setCurrentIndex(std::max(0, box->findData(now)));
    form_->addRow(ui::label(label, ui::TextStyle::Body, ui::Tone::Secondary, this), box);
    return box;
}

void ImportConversion::addDates() {
    QComboBox* box = addChoice(tr("Order in dates"),
                               {{tr("found by looking"), QString()},
                                {tr("day, month, year: 21.11.2026"), QStringLiteral("dmy")},
                                {tr("month, day, year: 11/21/2026"), QStringLiteral("mdy")},
                                {tr("year, month, day: 2026-11-21"), QStringLiteral("ymd")}},
                               toQt(use_.conversion.date_order()));
    connect(box, &QComboBox::activated, this, [this, box] {
        use_.conversion.set_date_order(fromQt(box->currentData().toString()));
        tell();
    });
}

void ImportConversion::addNumbers() {
    QComboBox* box = addChoice(tr("Decimal sign"),
                               {{tr("found by looking"), QString()},
                                {tr("comma: 1 234,50"), QStringLiteral(",")},
                                {tr("point: 1,234.50"), QStringLiteral(".")}},
                               toQt(use_.conversion.decimal_separator()));
    connect(box, &QComboBox::activated, this, [this, box] {
        use_.conversion.set_decimal_separator(fromQt(box->currentData().toString()));
        tell();
    });
}

void ImportConversion::addCountries() {
    QComboBox* box = addChoice(tr("Numbers without a country code"),
                               {{tr("of Russia, +7"), QString()},
                                {tr("of Belarus, +375"), QStringLiteral("BY")},
                                {tr("of Kazakhstan, +7"), QStringLiteral("KZ")},
                                {tr("of Uzbekistan, +998"), QStringLiteral("UZ")},
                                {tr("of Kyrgyzstan, +996"), QStringLiteral("KG")},
                                {tr("of Armenia, +374"), QStringLiteral("AM")},
                                {tr("of Georgia, +995"), QStringLiteral("GE")},
                                {tr("of Germany, +49"), QStringLiteral("DE")},
                                {tr("of China, +86"), QStringLiteral("CN")},
                                {tr("of the USA, +1"), QStringLiteral("US")}},
                               toQt(use_.conversion.phone_country()));
    connect(box, &QComboBox::activated, this, [this, box] {
        use_.conversion.set_phone_country(fromQt(box->currentData().toString()));
        tell();
    });
}

/// A part of the cell: of a full name, or before and after a sign.
void ImportConversion::addParts() {
    using Conversion = v1::ImportConversion;
    QComboBox* box = addChoice(tr("Take"),
                               {{tr("the whole cell"), QString::number(Conversion::WHOLE)},
                                {tr("the last name of a full name"), QString::number(Conversion::LAST_NAME)},
                                {tr("the first name of a full name"), QString::number(Conversion::FIRST_NAME)},
                                {tr("the middle name of a full name"), QString::number(Conversion::MIDDLE_NAME)},
                                {tr("what stands before a sign"), QString::number(Conversion::BEFORE)},
                                {tr("what stands behind a sign"), QString::number(Conversion::AFTER)}},
                               QString::number(use_.conversion.take()));
    auto* sign = new QLineEdit(toQt(use_.conversion.separator()), this);
    sign->setPlaceholderText(tr("a sign or word, e.g. / or ,"));
    sign->setAccessibleName(tr("The sign"));
    form_->addRow(ui::label(tr("The sign"), ui::TextStyle::Body, ui::Tone::Secondary, this), sign);
    const auto refresh = [this, sign] {
        const auto take = use_.conversion.take();
        form_->labelForField(sign)->setEnabled(take == Conversion::BEFORE || take == Conversion::AFTER);
        sign->setEnabled(take == Conversion::BEFORE || take == Conversion::AFTER);
    };
    connect(box, &QComboBox::activated, this, [this, box, sign, refresh] {
        use_.conversion.set_take(static_cast<Conversion::Take>(box->currentData().toInt()));
        refresh();
        if (sign->isEnabled()) sign->setFocus();
        tell();
    });
    connect(sign, &QLineEdit::textEdited, this, [this](const QString& text) {
        use_.conversion.set_separator(fromQt(text));
        tell();
    });
    refresh();
}

void ImportConversion::addAliases() {
    if (use_.isConstant() || !field_) return;
    aliases_ = new ImportAliases(session_, sheet_, use_, *field_, through_ != nullptr, this);
    if (aliases_->isEmpty()) {
        delete aliases_;
        aliases_ = nullptr;
        return;
    }
    content()->addWidget(aliases_);
    connect(aliases_, &ImportAliases::changed, this, [this] {
        aliases_->write(use_.conversion);
        tell();
    });
}

void ImportConversion::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return Popover::keyPressEvent(event);
    event->accept();
    close();
}

}  // namespace kupets::view
