#include "client/view/rules/rule_editor.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/tab_order.h"
#include "client/ui/toggle.h"
#include "client/ui/widgets.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/filter_bar.h"
#include "client/view/rules/rule_value_row.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMostWidth = 880;
constexpr int kWordWidth = 48;
constexpr int kPad = 14;
constexpr int kSettle = 120;  // milliseconds

/// "steps[1].set" of "changes[0].definition.steps[1].set".
std::string pathInRule(const std::string& path) {
    for (const char* part : {"triggers", "steps", "was", "condition", "entity"}) {
        const std::string name = part;
        for (std::size_t at = path.find(name); at != std::string::npos; at = path.find(name, at + 1)) {
            const bool begins = at == 0 || path[at - 1] == '.';
            const char after = at + name.size() < path.size() ? path[at + name.size()] : '.';
            if (begins && (after == '.' || after == '[')) return path.substr(at);
        }
    }
    return {};
}

/// A sunken panel with a big word at its left.
QWidget* panel(const QString& word, QVBoxLayout*& column, QWidget* parent) {
    auto* panel = new QFrame(parent);
    panel->setProperty("surface", "raised");
    auto* row = new QHBoxLayout(panel);
    row->setContentsMargins(kPad, kPad, kPad, kPad);
    row->setSpacing(8);
    auto* label = ui::label(word, ui::TextStyle::Heading, ui::Tone::Normal, panel);
    label->setFixedSize(kWordWidth, ui::metrics::kControl);
    row->addWidget(label, 0, Qt::AlignTop);
    column = new QVBoxLayout;
    column->setSpacing(10);
    row->addLayout(column, 1);
    return panel;
}

}  // namespace

RuleEditor::RuleEditor(RuleDesk& desk, bool mayChange, QWidget* parent)
    : QWidget(parent), desk_(desk), mayChange_(mayChange) {
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(16, 16, 16, 24);
    auto* inner = new QWidget(this);
    inner->setMaximumWidth(kMostWidth);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    buildHead(column);
    banner_ = new ui::Banner(QStringLiteral("danger"), inner);
    banner_->hide();
    column->addWidget(banner_);
    body_ = new QWidget(inner);
    auto* parts = new QVBoxLayout(body_);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(14);
    parts->addWidget(buildCause());
    parts->addWidget(buildSteps());
    parts->addWidget(buildRest());
    body_->setVisible(mayChange);
    column->addWidget(body_);
    column->addStretch(1);
    across->addWidget(inner, 1);
    across->addStretch(0);
    connect(&desk, &RuleDesk::changed, this, &RuleEditor::refreshSentence);
    settle_.setSingleShot(true);
    settle_.setInterval(kSettle);
    connect(&settle_, &QTimer::timeout, this, [this] { ui::tabAsRead(this); });
}

void RuleEditor::buildHead(QVBoxLayout* column) {
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    name_ = new QLineEdit(this);
    name_->setAccessibleName(tr("Name of the rule"));
    name_->setPlaceholderText(tr("Name of the rule"));
    name_->setReadOnly(!mayChange_);
    QFont face = ui::typeface(ui::TextStyle::Heading);
    name_->setFont(face);
    row->addWidget(name_, 1);
    enabled_ = new ui::Toggle(tr("Rule is on"), this);
    enabled_->setEnabled(mayChange_);
    row->addWidget(enabled_);
    column->addLayout(row);
    sentence_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, this);
    sentence_->setWordWrap(true);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(sentence_);
    connect(name_, &QLineEdit::textEdited, this, &RuleEditor::touched);
    connect(enabled_, &QAbstractButton::clicked, this, [this](bool on) { isNew_ ? touched() : Q_EMIT toggled(on); });
}

QWidget* RuleEditor::buildCause() {
    QVBoxLayout* column = nullptr;
    QWidget* whole = panel(tr("If"), column, body_);
    entity_ = ruleBox(tr("About what"), whole);
    for (const schema::Entity* entity : ruleEntities(desk_.schema()))
        entity_->addItem(ui::icon(iconOf(*entity)), say(desk_.context(), entity->def().label()), toQt(entity->name()));
    column->addWidget(entity_, 0, Qt::AlignLeft);
    triggerColumn_ = new QVBoxLayout;
    triggerColumn_->setSpacing(8);
    column->addLayout(triggerColumn_);
    auto* more = ui::button(tr("or another event"), ui::ButtonKind::Link, QStringLiteral("plus"), whole);
    column->addWidget(more, 0, Qt::AlignLeft);
    column->addWidget(ui::horizontalLine(whole));
    conditionColumn_ = new QVBoxLayout;
    conditionColumn_->setSpacing(4);
    column->addLayout(conditionColumn_);
    conditionProblem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, whole);
    conditionProblem_->setWordWrap(true);
    conditionProblem_->hide();
    column->addWidget(conditionProblem_);
    connect(more, &QPushButton::clicked, this, [this] {
        v1::RuleTrigger trigger;
        trigger.set_kind(v1::RuleTrigger::CHANGED);
        if (TriggerEdit* edit = addTrigger(trigger)) edit->kindBox()->setFocus();
        touched();
    });
    connect(entity_, &QComboBox::currentIndexChanged, this, [this] {
        if (showing_) return;
        v1::RuleDef fresh;
        fresh.add_triggers()->set_kind(v1::RuleTrigger::CREATED);
        if (steps_ != nullptr)
            steps_->write(fresh.mutable_steps());  // what does not fit any more is named by the server
        showEntity(fromQt(entity_->currentData().toString()), fresh);
        touched();
    });
    return whole;
}

QWidget* RuleEditor::buildSteps() {
    QVBoxLayout* column = nullptr;
    QWidget* whole = panel(tr("Then"), column, body_);
    stepColumn_ = column;
    return whole;
}

QWidget* RuleEditor::buildRest() {
    auto* whole = new QWidget(body_);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    onImport_ = new QCheckBox(tr("Also for what comes by an import"), whole);
    column->addWidget(onImport_);
    connect(onImport_, &QCheckBox::toggled, this, &RuleEditor::touched);
    inSave_ = new QCheckBox(tr("At once, as part of the save itself"), whole);
    inSave_->setToolTip(
        tr("Only sets fields of the record from its own fields; it is seen at once, and taken back "
           "together with the save"));
    column->addWidget(inSave_);
    connect(inSave_, &QCheckBox::toggled, this, &RuleEditor::touched);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const schema::Entity* rule = desk_.entity("rule");
    const schema::Field* owner = rule == nullptr ? nullptr : rule->field("owner");
    if (owner != nullptr) {
        row->addWidget(ui::label(tr("Hears when it fails"), ui::TextStyle::Body, ui::Tone::Secondary, whole));
        ownerEdit_ = new ReferenceEditor(*owner, desk_.context(), whole);
        ownerEdit_->setMinimumWidth(150);
        ownerEdit_->setMaximumWidth(240);
        ownerEdit_->setAccessibleName(tr("Hears when it fails"));
        row->addWidget(ownerEdit_);
        connect(ownerEdit_, &FieldEditor::edited, this, [this](const data::Cell& cell) {
            owner_ = cell;
            touched();
        });
    }
    note_ = new QLineEdit(whole);
    note_->setAccessibleName(tr("What for"));
    note_->setPlaceholderText(tr("What for: a note for colleagues"));
    row->addWidget(note_, 1);
    connect(note_, &QLineEdit::textEdited, this, &RuleEditor::touched);
    column->addLayout(row);
    return whole;
}

const schema::Entity* RuleEditor::chosenEntity() const {
    return desk_.entity(fromQt(entity_->currentData().toString()));
}

void RuleEditor::showEntity(const std::string& name, const v1::RuleDef& def) {
    showing_ = true;
    const schema::Entity* entity = desk_.entity(name);
    for (TriggerEdit* edit : std::exchange(triggers_, {})) {
        edit->hide();
        edit->deleteLater();
    }
    ui::clearLayout(conditionColumn_);
    delete std::exchange(steps_, nullptr);
    was_ = condition_ = nullptr;
    if (entity != nullptr) {
        choose(entity_, toQt(name));
        for (const v1::RuleTrigger& trigger : def.triggers()) addTrigger(trigger);
        condition_ = new ConditionPart(desk_, *entity, tr("and a condition"), this);
        condition_->setText(def.condition());
        was_ = new ConditionPart(desk_, *entity, tr("and how it was before the change"), this);
        was_->setText(def.was());
        conditionColumn_->addWidget(condition_);
        conditionColumn_->addWidget(was_);
        steps_ = new StepList(desk_, *entity, "steps", {}, this);
        steps_->setSteps(def.steps());
        stepColumn_->addWidget(steps_);
        for (QWidget* made :
             {static_cast<QWidget*>(condition_), static_cast<QWidget*>(was_), static_cast<QWidget*>(steps_)})
            made->show();
        connect(condition_, &ConditionPart::edited, this, &RuleEditor::touched);
        connect(was_, &ConditionPart::edited, this, &RuleEditor::touched);
        connect(steps_, &StepList::edited, this, &RuleEditor::touched);
    }
    afterTriggers();
    showing_ = false;
    settle_.start();
}

TriggerEdit* RuleEditor::addTrigger(const v1::RuleTrigger& trigger) {
    const schema::Entity* entity = chosenEntity();
    if (entity == nullptr) return nullptr;
    auto* edit = new TriggerEdit(desk_, *entity, trigger, automation::triggerKinds(), this);
    triggerColumn_->addWidget(edit);
    edit->show();
    triggers_.push_back(edit);
    connect(edit, &TriggerEdit::edited, this, [this] {
        afterTriggers();
        touched();
    });
    connect(edit, &TriggerEdit::removed, this, [this, edit] {
        std::erase(triggers_, edit);
        edit->hide();
        edit->deleteLater();
        afterTriggers();
        touched();
    });
    afterTriggers();
    return edit;
}

/// How a record was before is asked of changes only.
void RuleEditor::afterTriggers() {
    bool changes = false;
    for (TriggerEdit* edit : triggers_) {
        edit->setRemovable(triggers_.size() > 1);
        const auto kind = edit->trigger().kind();
        changes = changes || kind == v1::RuleTrigger::CHANGED || kind == v1::RuleTrigger::ENTERED ||
                  kind == v1::RuleTrigger::LEFT;
    }
    if (was_ != nullptr) was_->setVisible(changes || !was_->bar()->text().empty());
}

void RuleEditor::setRule(const model::RuleRecord& rule, bool isNew, const model::RuleRecord* draft) {
    id_ = rule.id;
    isNew_ = isNew;
    saved_ = told_ = isNew ? std::nullopt : std::optional(rule);
    clearProblems();
    fill(rule);
    body_->setVisible(mayChange_ && rule.readable);
    if (!rule.readable) {
        banner_->setText(
            tr("This rule was written by another version of the program and can only be switched off here."));
        banner_->show();
    }
    if (saved_ && rule.readable && mayChange_) saved_->def = this->rule().def;
    if (draft != nullptr && rule.readable) fill(*draft);
    refreshSentence();
}

void RuleEditor::fill(const model::RuleRecord& rule) {
    showing_ = true;
    name_->setText(rule.name);
    enabled_->setChecked(rule.enabled);
    owner_ = rule.owner;
    if (ownerEdit_ != nullptr) ownerEdit_->setCell(owner_);
    note_->setText(rule.note);
    onImport_->setChecked(rule.def.on_import());
    inSave_->setChecked(rule.def.in_save());
    showEntity(rule.def.entity(), rule.def);
}

void RuleEditor::setSaved(const model::RuleRecord& rule) {
    if (told_ && rule.sameAs(*told_)) {
        told_->version = rule.version;
        if (saved_) saved_->version = rule.version;
        return;
    }
    if (!isNew_ && !isDirty()) return setRule(rule, false);
    const model::RuleRecord typed = this->rule();
    setRule(rule, false, &typed);
}

void RuleEditor::takeSaved(model::RuleRecord rule) {
    saved_ = told_ = std::move(rule);
    isNew_ = false;
    clearProblems();
}

model::RuleRecord RuleEditor::rule() {
    model::RuleRecord out;
    if (saved_) out = *saved_;
    out.id = id_;
    out.name = name_->text().trimmed();
    out.enabled = enabled_->isChecked();
    out.note = note_->text().trimmed();
    out.owner = owner_;
    const schema::Entity* entity = chosenEntity();
    if (!mayChange_ || entity == nullptr || steps_ == nullptr || !out.readable) return out;
    out.def.Clear();
    out.def.set_entity(entity->name());
    for (const TriggerEdit* edit : triggers_) *out.def.add_triggers() = edit->trigger();
    out.def.set_condition(condition_->text());
    if (!was_->isHidden()) out.def.set_was(was_->text());
    out.def.set_on_import(onImport_->isChecked());
    out.def.set_in_save(inSave_->isChecked());
    steps_->write(out.def.mutable_steps());
    return out;
}

bool RuleEditor::isDirty() {
    if (!mayChange_ || id_.isNil()) return false;
    return isNew_ || (saved_ && !rule().sameAs(*saved_));
}

void RuleEditor::touched() {
    if (showing_) return;
    settle_.start();
    refreshSentence();
    Q_EMIT edited();
}

QString RuleEditor::sentence() const { return sentence_->text(); }

void RuleEditor::refreshSentence() {
    if (id_.isNil() || (saved_ && !saved_->readable)) return sentence_->clear();
    sentence_->setText(automation::sentence(desk_.speaker(), rule().def));
}

void RuleEditor::clearProblems() {
    banner_->hide();
    conditionProblem_->hide();
    ui::restyle(name_, "invalid", false);
    for (TriggerEdit* edit : triggers_) edit->setProblem({});
    if (steps_ != nullptr) steps_->clearProblems();
}

bool RuleEditor::check() {
    clearProblems();
    QStringList wrong;
    if (name_->text().trimmed().isEmpty()) {
        ui::restyle(name_, "invalid", true);
        wrong << tr("Give the rule a name.");
    }
    if (steps_ != nullptr && steps_->boxes().empty()) wrong << tr("Add at least one action.");
    const bool formulas = (condition_ == nullptr || condition_->isGood()) && (was_ == nullptr || was_->isGood()) &&
                          (steps_ == nullptr || steps_->isGood());
    if (!formulas) wrong << tr("A condition is not right yet.");
    if (wrong.isEmpty()) return true;
    banner_->setText(wrong.join(u' '));
    banner_->show();
    if (name_->text().trimmed().isEmpty()) name_->setFocus();
    return false;
}

void RuleEditor::showRefusal(const Error& error) {
    clearProblems();
    const std::string path = pathInRule(error.fieldPath);
    const QString words = wordsOf(desk_.context(), error, fromQt(entity_->currentData().toString()));
    if (const auto at = placeIn(path, "triggers"); at && *at < static_cast<int>(triggers_.size()))
        return triggers_[static_cast<std::size_t>(*at)]->setProblem(words);
    if (path.starts_with("was") || path.starts_with("condition")) {
        conditionProblem_->setText(words);
        return conditionProblem_->show();
    }
    if (steps_ != nullptr && steps_->showProblem(path, words)) return;
    if (path == "steps") return banner_->setText(tr("Add at least one action.")), banner_->show();
    banner_->setText(words);
    banner_->show();
}

void RuleEditor::setEnabledShown(bool on) { enabled_->setChecked(on); }

QString RuleEditor::problems() const {
    QStringList all;
    if (!banner_->isHidden()) all << banner_->text();
    if (!conditionProblem_->isHidden()) all << conditionProblem_->text();
    for (const QLabel* label : findChildren<QLabel*>())
        if (label->property("tone").toString() == QLatin1String("danger") && label->isVisible() &&
            !all.contains(label->text()))
            all << label->text();
    return all.join(u'\n');
}

void RuleEditor::focusName() {
    name_->setFocus();
    name_->selectAll();
}

}  // namespace kupets::view
