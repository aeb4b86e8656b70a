#include "client/view/rules/rule_parts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QSyntaxHighlighter>
#include <QTreeWidget>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/popover.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/filter_bar.h"
#include "client/view/filter_row.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMostSpan = 10'000;
constexpr int kLine = 22;
constexpr int kAddWidth = 130;
constexpr int kListWidth = 260;
constexpr int kFieldsHeight = 320;
constexpr int kNavigationOfDirectories = 200;

/// Fields within words stand out.
class FieldMarks : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override {
        QTextCharFormat format;
        format.setForeground(ui::tokens().accentText);
        format.setFontWeight(QFont::DemiBold);
        qsizetype from = 0;
        while ((from = text.indexOf(u'{', from)) >= 0) {
            const qsizetype end = text.indexOf(u'}', from);
            if (end < 0) return;
            setFormat(static_cast<int>(from), static_cast<int>(end - from + 1), format);
            from = end + 1;
        }
    }
};

bool isPerson(const schema::Field& field) { return field.target != nullptr && field.target->name() == "user"; }

}  // namespace

QComboBox* ruleBox(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMaxVisibleItems(16);
    box->setFocusPolicy(Qt::StrongFocus);  // the wheel scrolls the rule, and changes nothing in passing
    return box;
}

void choose(QComboBox* box, const QString& data, const QString& wordsWhenMissing) {
    int at = box->findData(data);
    if (at < 0 && !data.isEmpty()) {
        box->addItem(wordsWhenMissing.isEmpty() ? data : wordsWhenMissing, data);
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

void addPaths(QComboBox* box, const schema::Entity& entity, const data::Context& context,
              const std::function<bool(const schema::Field&)>& fits) {
    for (const auto& [path, label] : offeredPaths(entity, context)) {
        const schema::Field* field = data::resolve(entity, path).field();
        if (field != nullptr && fits(*field)) box->addItem(label, toQt(path));
    }
}

std::vector<const schema::Entity*> ruleEntities(const schema::Snapshot& schema) {
    std::vector<const schema::Entity*> out;
    for (const auto& entity : schema.entities())
        if (entity->def().navigation() > 0 && entity->def().navigation() < kNavigationOfDirectories)
            out.push_back(entity.get());
    std::ranges::sort(
        out, {}, [](const schema::Entity* entity) { return std::pair(entity->def().navigation(), entity->name()); });
    for (const auto& entity : schema.entities())
        if (std::ranges::find(out, entity.get()) == out.end()) out.push_back(entity.get());
    return out;
}

void tidyHeader(QTreeWidget& list) {
    list.header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    list.header()->setFont(ui::typeface(ui::TextStyle::Caption));
    list.header()->setFixedHeight(28);
    list.header()->setSectionsClickable(false);
    for (int column = 0; column < list.columnCount(); ++column)
        list.headerItem()->setForeground(column, ui::tokens().secondary);
}

SpanEdit::SpanEdit(const QString& name, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    number_ = new QSpinBox(this);
    number_->setRange(0, kMostSpan);
    number_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    number_->setFixedWidth(56);
    number_->setAccessibleName(name);
    number_->setFocusPolicy(Qt::StrongFocus);
    unit_ = ruleBox(tr("Unit of time"), this);
    unit_->addItem(tr("minutes"), v1::RuleSpan::MINUTES);
    unit_->addItem(tr("hours"), v1::RuleSpan::HOURS);
    unit_->addItem(tr("days"), v1::RuleSpan::DAYS);
    unit_->addItem(tr("working hours"), v1::RuleSpan::WORKING_HOURS);
    unit_->addItem(tr("working days"), v1::RuleSpan::WORKING_DAYS);
    row->addWidget(number_);
    row->addWidget(unit_);
    setFocusProxy(number_);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(number_, &QSpinBox::valueChanged, this, &SpanEdit::edited);
    connect(unit_, &QComboBox::currentIndexChanged, this, &SpanEdit::edited);
}

void SpanEdit::setSpan(const v1::RuleSpan& span) {
    const QSignalBlocker quietNumber(number_);
    const QSignalBlocker quietUnit(unit_);
    number_->setValue(std::abs(span.amount()));
    unit_->setCurrentIndex(unit_->findData(static_cast<int>(span.unit())));
}

v1::RuleSpan SpanEdit::span() const {
    v1::RuleSpan span;
    span.set_amount(number_->value());
    span.set_unit(static_cast<v1::RuleSpan::Unit>(unit_->currentData().toInt()));
    return span;
}

ChipsEdit::ChipsEdit(const QString& add, QWidget* parent) : QWidget(parent), words_(add) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    chips_ = new QWidget(this);
    flow_ = new ui::FlowLayout(chips_);
    flow_->setContentsMargins(0, 4, 0, 4);
    add_ = ruleBox(add, this);
    add_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    add_->setMinimumContentsLength(6);
    add_->setFixedWidth(kAddWidth);
    add_->view()->setMinimumWidth(kListWidth);
    row->addWidget(add_, 0, Qt::AlignTop);
    row->addWidget(chips_, 1, Qt::AlignTop);
    row->addStretch(0);
    setFocusProxy(add_);
    connect(add_, &QComboBox::activated, this, [this](int at) {
        const QString key = add_->itemData(at).toString();
        add_->setCurrentIndex(0);
        if (!key.isEmpty()) this->add(key);
    });
    setOffers({});
}

void ChipsEdit::setOffers(std::vector<Offer> offers) {
    offers_ = std::move(offers);
    const QSignalBlocker quiet(add_);
    add_->clear();
    add_->addItem(words_);
    for (const Offer& offer : offers_)
        offer.words.isEmpty() ? add_->insertSeparator(add_->count()) : add_->addItem(offer.words, offer.key);
    add_->setCurrentIndex(0);
    rebuild();
}

void ChipsEdit::setKeys(QStringList keys) {
    keys_ = std::move(keys);
    rebuild();
}

void ChipsEdit::add(const QString& key) {
    if (keys_.contains(key)) return;
    keys_ << key;
    rebuild();
    Q_EMIT edited();
}

void ChipsEdit::rebuild() {
    ui::clearLayout(flow_);
    for (const QString& key : keys_) {
        const auto offer = std::ranges::find(offers_, key, &Offer::key);
        auto* chip = new ui::Chip(offer == offers_.end() ? key : offer->words,
                                  offer == offers_.end() ? QStringLiteral("gray") : offer->color, chips_);
        chip->setRemovable(true);
        chip->setAccessibleName(chip->text());
        connect(chip, &ui::Chip::removed, this, [this, key] {
            keys_.removeAll(key);
            rebuild();
            Q_EMIT edited();
        });
        flow_->addWidget(chip);
        chip->show();
    }
    chips_->setVisible(flow_->count() > 0);
    chips_->updateGeometry();
}

std::vector<std::pair<std::string, QString>> pathsToPeople(const schema::Entity& entity, const data::Context& context) {
    std::vector<std::pair<std::string, QString>> out;
    for (const auto& [path, label] : offeredPaths(entity, context)) {
        const schema::Field* field = data::resolve(entity, path).field();
        if (field == nullptr || !isPerson(*field) || field->system) continue;
        out.emplace_back(path, label);
        const std::string head = path + ".department.head";
        const schema::Field* last = data::resolve(entity, head).field();
        if (last != nullptr && isPerson(*last)) out.emplace_back(head, data::pathLabel(entity, head, context.language));
    }
    return out;
}

PeopleEdit::PeopleEdit(RuleDesk& desk, const schema::Entity* entity, QWidget* parent)
    : ChipsEdit(entity == nullptr ? tr("+ who…") : tr("+ whom…"), parent), desk_(desk), entity_(entity) {
    connect(&desk, &RuleDesk::changed, this, &PeopleEdit::fill);
    fill();
}

void PeopleEdit::fill() {
    std::vector<Offer> offers;
    if (entity_ != nullptr)
        for (const auto& [path, label] : pathsToPeople(*entity_, desk_.context()))
            offers.push_back({toQt(path), label});
    if (!offers.empty() && !desk_.people().empty()) offers.push_back({});
    for (const RuleDesk::Named& person : desk_.people())
        offers.push_back({toQt(person.id.text()), person.name, QStringLiteral("teal")});
    for (const QString& key : keys())
        if (const auto id = Uuid::parse(fromQt(key)); id && std::ranges::find(offers, key, &Offer::key) == offers.end())
            offers.push_back({key, desk_.title("user", *id), QStringLiteral("gray")});
    setOffers(std::move(offers));
}

void PeopleEdit::setPeople(const google::protobuf::RepeatedPtrField<std::string>& paths,
                           const google::protobuf::RepeatedPtrField<std::string>& users) {
    QStringList keys;
    for (const std::string& path : paths) keys << toQt(path);
    for (const std::string& user : users) keys << toQt(user);
    setKeys(keys);
    fill();
}

void PeopleEdit::write(google::protobuf::RepeatedPtrField<std::string>* paths,
                       google::protobuf::RepeatedPtrField<std::string>* users) const {
    for (const QString& key : keys()) *(Uuid::parse(fromQt(key)) ? users : paths)->Add() = fromQt(key);
}

ExpressionBox::ExpressionBox(RuleDesk& desk, const schema::Entity& entity, const QString& name,
                             const std::function<bool(const schema::Field&)>& fits, QWidget* parent)
    : QComboBox(parent) {
    setAccessibleName(name);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(16);
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    view()->setMinimumWidth(kListWidth);
    lineEdit()->setPlaceholderText(tr("Field or formula"));
    addPaths(this, entity, desk.context(), fits);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    setCurrentIndex(-1);
    connect(this, &QComboBox::currentTextChanged, this, &ExpressionBox::edited);
}

void ExpressionBox::addExpression(const QString& words, const std::string& expression) {
    const QSignalBlocker quiet(this);
    insertItem(0, words, toQt(expression));
    setCurrentIndex(-1);
}

void ExpressionBox::setExpression(const std::string& expression) {
    const QSignalBlocker quiet(this);
    setCurrentIndex(findData(toQt(expression)));
    if (currentIndex() < 0) setEditText(toQt(expression));
}

std::string ExpressionBox::expression() const {
    const int at = findText(currentText().trimmed());
    return fromQt(at >= 0 ? itemData(at).toString() : currentText().trimmed());
}

void ExpressionBox::setInvalid(bool invalid) { ui::restyle(this, "invalid", invalid); }

WordsEdit::WordsEdit(RuleDesk& desk, const schema::Entity& entity, const QString& name, int lines, QWidget* parent)
    : QWidget(parent), desk_(desk), entity_(entity) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    edit_ = new QPlainTextEdit(this);
    edit_->setAccessibleName(name);
    edit_->setPlaceholderText(name);
    edit_->setTabChangesFocus(true);
    edit_->setFixedHeight(lines * kLine + 12);
    if (lines == 1) {
        edit_->setProperty("oneLine", true);
        edit_->setFixedHeight(ui::metrics::kControl);
        edit_->document()->setDocumentMargin(5);
        edit_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        edit_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        edit_->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    new FieldMarks(edit_->document());
    setFocusProxy(edit_);
    row->addWidget(edit_, 1);
    auto* fields = ui::smallIconButton(QStringLiteral("plus"), tr("Insert a field of the record"), this);
    row->addWidget(fields, 0, Qt::AlignTop);
    connect(fields, &QToolButton::clicked, this, [this, fields] { openFields(fields); });
    connect(edit_, &QPlainTextEdit::textChanged, this, &WordsEdit::edited);
}

void WordsEdit::setWords(const std::string& text) {
    const QSignalBlocker quiet(edit_);
    edit_->setPlainText(automation::withLabels(entity_, desk_.context(), text));
}

std::string WordsEdit::words() const {
    return automation::withPaths(entity_, desk_.context(), edit_->toPlainText().trimmed());
}

void WordsEdit::setInvalid(bool invalid) { ui::restyle(edit_, "invalid", invalid); }

void WordsEdit::openFields(QWidget* anchor) {
    auto* popover = new ui::Popover(anchor);
    popover->setContentWidth(320);
    auto* search = new ui::SearchField(tr("Field"), popover);
    auto* list = new QListWidget(popover);
    list->setProperty("popover", true);
    list->setFrameShape(QFrame::NoFrame);
    list->setAccessibleName(tr("Fields"));
    list->setFixedHeight(kFieldsHeight);
    for (const auto& [path, label] : offeredPaths(entity_, desk_.context())) new QListWidgetItem(label, list);
    popover->content()->addWidget(search);
    popover->content()->addWidget(list);
    const auto take = [this, popover](const QListWidgetItem* item) {
        if (item == nullptr) return;
        edit_->insertPlainText(u'{' + item->text() + u'}');
        popover->close();
        edit_->setFocus();
    };
    connect(search, &QLineEdit::textChanged, list, [list](const QString& typed) {
        for (int at = 0; at < list->count(); ++at)
            list->item(at)->setHidden(!list->item(at)->text().contains(typed.trimmed(), Qt::CaseInsensitive));
    });
    connect(search, &QLineEdit::returnPressed, list, [list, take] {
        for (int at = 0; at < list->count(); ++at)
            if (!list->item(at)->isHidden()) return take(list->item(at));
    });
    connect(list, &QListWidget::itemClicked, this, take);
    connect(list, &QListWidget::itemActivated, this, take);
    popover->open(Qt::AlignRight);
    search->setFocus();
}

ConditionPart::ConditionPart(RuleDesk& desk, const schema::Entity& entity, const QString& add, QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    add_ = ui::button(add, ui::ButtonKind::Link, QStringLiteral("plus"), this);
    column->addWidget(add_, 0, Qt::AlignLeft);
    bar_ = new FilterBar(desk.context(), entity, this);
    bar_->layout()->setContentsMargins(0, 4, 0, 4);
    column->addWidget(bar_);
    connect(add_, &QPushButton::clicked, this, [this] { bar_->setOpen(true); });
    connect(bar_, &FilterBar::openChanged, this, &ConditionPart::refresh);
    connect(bar_, &FilterBar::changed, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    refresh();
}

void ConditionPart::setText(const std::string& expression) {
    bar_->setText(expression);
    refresh();
}

std::string ConditionPart::text() {
    bar_->flush();
    return bar_->text();
}

bool ConditionPart::isGood() const { return bar_->isGood(); }
void ConditionPart::refresh() { add_->setVisible(!bar_->isOpen() && bar_->text().empty()); }

}  // namespace kupets::view
