#include "client/view/card_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "client/form/gaps.h"
#include "client/net/connection.h"
#include "client/ui/chip.h"
#include "client/ui/form_grid.h"
#include "client/ui/widgets.h"
#include "client/view/defaults.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"
#include "common/rules/standards.h"

namespace kupets::view {

/// Label, editor and message of one field.
class FormField final : public QWidget {
public:
    FormField(const schema::Field& field, const data::Context& context, QWidget* parent) : QWidget(parent) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        const QString star = field.def.required() && isEditable(field) ? QStringLiteral(" *") : QString();
        label_ = ui::label(say(context, field.def.label()) + star, ui::TextStyle::Caption, ui::Tone::Secondary, this);
        editor_ = makeEditor(field, context, this);
        label_->setBuddy(editor_);
        message_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
        message_->setWordWrap(true);
        message_->hide();
        auto* head = new QHBoxLayout;
        head->setSpacing(6);
        head->addWidget(label_);
        const QString hint = say(context, field.def.hint());
        if (rules::hasStandard(field) && !hint.isEmpty() && isEditable(field)) {
            auto* standard = new ui::ElidedLabel(hint, this);
            standard->setFont(ui::typeface(ui::TextStyle::Caption));
            ui::setTone(standard, ui::Tone::Muted);
            head->addWidget(standard, 1);
        } else {
            head->addStretch(1);
        }
        column->addLayout(head);
        column->addWidget(editor_);
        column->addWidget(message_);
        column->addStretch(1);
        if (!hint.isEmpty()) setToolTip(hint);
    }
    void setMessage(const QString& text) {
        message_->setText(text);
        message_->setVisible(!text.isEmpty());
        editor_->setInvalid(!text.isEmpty());
        editor_->setAccessibleDescription(text);
    }
    /// What the company would like to be filled in here; shown while nothing is wrong.
    void setGap(const QString& text) {
        if (gap_) gap_->setVisible(!text.isEmpty());
        if (text.isEmpty() && !gap_) return;
        if (!gap_) {
            gap_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Warning, this);
            gap_->setWordWrap(true);
            auto* column = static_cast<QVBoxLayout*>(layout());
            column->insertWidget(column->indexOf(message_), gap_);
        }
        gap_->setText(text);
    }
    void setDirty(bool dirty) { ui::setTone(label_, dirty ? ui::Tone::Normal : ui::Tone::Secondary); }
    FieldEditor* editor() const { return editor_; }
    /// Somebody else is writing here: his initials and his name beside the label.
    void setWriter(const QString& name) {
        if (name.isEmpty() == !writer_ && (!writer_ || writer_->toolTip() == name)) return;
        delete std::exchange(writer_, nullptr);
        if (name.isEmpty()) return;
        writer_ = new QWidget(this);
        auto* row = new QHBoxLayout(writer_);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(4);
        row->addWidget(new ui::Avatar(name, 16, writer_));
        row->addWidget(
            ui::label(CardForm::tr("%1 is writing").arg(name), ui::TextStyle::Caption, ui::Tone::Secondary, writer_));
        writer_->setToolTip(name);
        static_cast<QHBoxLayout*>(layout()->itemAt(0)->layout())->addWidget(writer_);
    }

private:
    QWidget* writer_ = nullptr;
    QLabel* gap_ = nullptr;
    QLabel* label_;
    FieldEditor* editor_;
    QLabel* message_;
};

const v1::Layout& layoutOf(const schema::Entity& entity, const QString& role) {
    const v1::Layout* everybody = &entity.def().card();
    for (const v1::RoleLayout& own : entity.def().role_cards()) {
        if (own.roles().empty()) everybody = &own.layout();
        if (std::ranges::find(own.roles(), fromQt(role)) != own.roles().end()) return own.layout();
    }
    return *everybody;
}

CardForm::CardForm(Host& host, const schema::Entity& entity, const v1::Layout& layout, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity), layout_(layout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    readTabs(layout_);
    showTab(0);
}

void CardForm::readTabs(const v1::Layout& layout) {
    tabs_.push_back({tr("Main"), {}, nullptr});
    for (const v1::LayoutSection& section : layout.sections()) {
        if (const QString name = say(host_.context(), section.tab()); !name.isEmpty()) {
            const auto found = std::ranges::find(tabs_, name, &Tab::name);
            if (found != tabs_.end())
                std::rotate(found, found + 1, tabs_.end());
            else
                tabs_.push_back({name, {}, nullptr});
        }
        tabs_.back().sections.push_back(&section);
    }
    if (tabs_.front().sections.empty() && tabs_.size() > 1) tabs_.erase(tabs_.begin());
}

QStringList CardForm::tabs() const {
    QStringList names;
    for (const Tab& tab : tabs_) names << tab.name;
    return names;
}

void CardForm::showTab(int tab) {
    if (tab < 0 || tab >= static_cast<int>(tabs_.size())) return;
    Tab& shown = tabs_[static_cast<std::size_t>(tab)];
    if (!shown.page) build(shown);
    for (const Tab& each : tabs_)
        if (each.page) each.page->setVisible(&each == &shown);
    if (tab == current_) return;
    current_ = tab;
    Q_EMIT tabShown(tab);
}

void CardForm::build(Tab& tab) {
    tab.page = new QWidget(this);
    auto* column = new QVBoxLayout(tab.page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const std::size_t before = order_.size();
    for (const v1::LayoutSection* section : tab.sections) buildSection(*section, tab.page);
    layout()->addWidget(tab.page);
    if (!draft_) return;
    for (std::size_t i = before; i < order_.size(); ++i) {
        const std::string& name = order_[i];
        showField(*draft_, name);
        if (readOnly_) fields_[name]->editor()->setReadOnly(true);
        refreshMessage(name);
        if (const auto who = writers_.find(name); who != writers_.end()) fields_[name]->setWriter(who->second);
    }
}

void CardForm::buildSection(const v1::LayoutSection& section, QWidget* page) {
    auto* column = static_cast<QVBoxLayout*>(page->layout());
    if (column->count() > 0) {
        column->addSpacing(20);
        column->addWidget(ui::horizontalLine(page));
        column->addSpacing(16);
    }
    column->addWidget(
        ui::label(say(host_.context(), section.label()), ui::TextStyle::BodyStrong, ui::Tone::Normal, page));
    column->addSpacing(12);
    auto* body = new QWidget(page);
    const int columns = section.columns() ? static_cast<int>(section.columns()) : 2;
    auto* grid = new ui::FormGrid(columns, columns > 2 ? 180 : 240, body);
    for (const std::string& name : section.fields()) {
        const schema::Field* field = entity_.field(name);
        if (!field || fields_.contains(name)) continue;
        FormField* made = addField(*field, body);
        grid->addField(made, made->editor()->isWide());
        if (last_) QWidget::setTabOrder(last_, made->editor());
        last_ = made->editor();
    }
    column->addWidget(body);
}

int CardForm::tabOf(const std::string& field) const {
    for (std::size_t i = 0; i < tabs_.size(); ++i)
        for (const v1::LayoutSection* section : tabs_[i].sections)
            if (std::ranges::find(section->fields(), field) != section->fields().end()) return static_cast<int>(i);
    return -1;
}

CardForm::~CardForm() {
    // An editor that dies with the focus says that it was left.
    for (const auto& [name, field] : fields_) field->editor()->disconnect(this);
}

FormField* CardForm::addField(const schema::Field& field, QWidget* parent) {
    auto* made = new FormField(field, host_.context(), parent);
    const std::string name = field.name();
    fields_[name] = made;
    order_.push_back(name);
    connect(made->editor(), &FieldEditor::edited, this, [this, name](const data::Cell& cell) {
        refusals_.erase(name);
        refreshMessage(name);
        Q_EMIT edited(name, cell);
    });
    connect(made->editor(), &FieldEditor::refused, this, [this, name](const Error& error) {
        refusals_[name] = error;
        refreshMessage(name);
    });
    connect(made->editor(), &FieldEditor::leftField, this, [this, name] {
        touched_[name] = true;
        partForm(name);
        findGaps();
        refreshMessage(name);
    });
    connect(made->editor(), &FieldEditor::busyChanged, this, [this](bool, bool ok) { Q_EMIT busyChanged(ok); });
    connect(made->editor(), &FieldEditor::openRequested, this,
            [this](const data::RecordKey& key) { host_.openRecord(key); });
    return made;
}

/// The legal form of a company goes into its field as soon as one leaves the name: the server would do the same.
void CardForm::partForm(const std::string& name) {
    const schema::Field* field = entity_.field(name);
    const schema::Field* form = rules::formField(*field);
    if (!draft_ || !form || !draft_->dirty(name)) return;
    rules::FieldValues values{{field, draft_->value(name)}, {form, draft_->value(form->name())}};
    rules::partForms(values, [](const schema::Field&) { return true; });
    for (const auto& [changed, value] : values) {
        if (value == draft_->value(changed->name())) continue;
        Q_EMIT edited(changed->name(), {value, {}});
        showField(*draft_, changed->name());
    }
}

bool CardForm::isBusy() const {
    return std::ranges::any_of(fields_, [](const auto& each) { return each.second->editor()->isBusy(); });
}

void CardForm::buildTabOf(const std::string& field) {
    const int home = tabOf(field);
    if (home < 0) return;
    Tab& tab = tabs_[static_cast<std::size_t>(home)];
    if (tab.page) return;
    build(tab);
    tab.page->setVisible(home == current_);
}

FieldEditor* CardForm::editor(const std::string& field) {
    buildTabOf(field);
    const auto found = fields_.find(field);
    return found == fields_.end() ? nullptr : found->second->editor();
}

void CardForm::showDraft(const form::Draft& draft) {
    draft_ = &draft;
    for (const std::string& name : order_) showField(draft, name);
    findGaps();
    for (const std::string& name : order_) refreshMessage(name);
}

void CardForm::showField(const form::Draft& draft, const std::string& field) {
    const auto found = fields_.find(field);
    if (found == fields_.end()) return;
    if (!refusals_.contains(field)) found->second->editor()->setCell(draft.cell(field));
    found->second->setDirty(draft.dirty(field) && !draft.isNew());
}

void CardForm::showProblems(const std::map<std::string, Error>& problems, bool all) {
    problems_ = problems;
    showAll_ = all;
    findGaps();
    for (const std::string& name : order_) refreshMessage(name);
}

void CardForm::refreshMessage(const std::string& field) {
    const auto found = fields_.find(field);
    if (found == fields_.end()) return;
    QString words;
    const bool shown = showAll_ || touched_[field];
    if (const auto refused = refusals_.find(field); refused != refusals_.end() && shown)
        words = wordsOf(host_.context(), refused->second, entity_.name());
    else if (const auto problem = problems_.find(field); problem != problems_.end() && shown)
        words = wordsOf(host_.context(), problem->second, entity_.name());
    found->second->setMessage(words);
    const auto gap = gaps_.find(field);
    const bool told = words.isEmpty() && gap != gaps_.end() && !readOnly_;
    const v1::Label* say = nullptr;
    if (told) say = gap->second->message().ru().empty() ? &gap->second->label() : &gap->second->message();
    found->second->setGap(say ? view::say(host_.context(), *say) : QString());
}

/// The company's checks, as far as the draft tells; of a new record only where the person has been.
void CardForm::findGaps() {
    gaps_.clear();
    if (!draft_) return;
    const auto* connection = host_.context().connection;
    const std::string role = connection ? fromQt(connection->session().role) : std::string();
    for (const auto& [field, check] : form::gaps(*draft_, role, evaluationContext(host_.context())))
        if (!draft_->isNew() || showAll_ || touched_[field]) gaps_.emplace(field, check);
}

void CardForm::forgetTyping() {
    refusals_.clear();
    touched_.clear();
    for (const auto& [name, field] : fields_) field->editor()->giveUp();
}

void CardForm::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    for (const auto& [name, field] : fields_) {
        const schema::Field* definition = entity_.field(name);
        field->editor()->setReadOnly(readOnly || !isEditable(*definition));
    }
}

void CardForm::focusFirst() {
    for (const std::string& name : order_)
        if (isEditable(*entity_.field(name))) {
            fields_[name]->editor()->setFocus();
            return;
        }
}

bool CardForm::focusField(const std::string& field) {
    showTab(tabOf(field));
    FieldEditor* found = editor(field);
    if (found) found->setFocus();
    return found;
}

std::map<std::string, QString> CardForm::typed() const {
    std::map<std::string, QString> typed;
    for (const auto& [name, error] : refusals_)
        if (const auto* line = fields_.at(name)->findChild<QLineEdit*>()) typed.emplace(name, line->text());
    return typed;
}

void CardForm::retype(const std::map<std::string, QString>& typed) {
    for (const auto& [name, text] : typed) {
        FieldEditor* edits = editor(name);
        auto* line = edits ? edits->findChild<QLineEdit*>() : nullptr;
        if (!line) continue;
        line->setText(text);
        touched_[name] = true;
        Q_EMIT line->textEdited(text);
    }
}

void CardForm::showWriters(const std::map<std::string, QString>& writers) {
    writers_ = writers;
    for (const auto& [name, field] : fields_) {
        const auto who = writers_.find(name);
        field->setWriter(who == writers_.end() ? QString() : who->second);
    }
}

}  // namespace kupets::view
