#include "client/view/related_add.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

#include "client/model/reference_completer.h"
#include "client/ui/widgets.h"
#include "client/view/column_chooser.h"
#include "client/view/defaults.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

/// Fits into one line.
bool isSmall(v1::FieldType type) {
    switch (type) {
        case v1::LONG_TEXT:
        case v1::PHONES:
        case v1::EMAILS:
        case v1::REFERENCES:
        case v1::MULTI_CHOICE:
        case v1::FILE:
        case v1::BOOLEAN:
        case v1::BANK_ACCOUNT:
            return false;
        default:
            return true;
    }
}

}  // namespace

RelatedAdd::RelatedAdd(Host& host, const schema::Reverse& reverse, QWidget* parent)
    : QWidget(parent), host_(host), snapshot_(host.context().schema->snapshot()), reverse_(reverse) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (const schema::Field* field : fields()) {
        FieldEditor* made = makeEditor(*field, host.context(), this);
        made->setToolTip(say(host.context(), field->def.label()));
        row->addWidget(made, field == &reverse.child->titleField() ? 3 : 2);
        editors_.push_back(made);
        for (QWidget* inner : made->findChildren<QWidget*>()) inner->installEventFilter(this);
        for (auto* line : made->findChildren<QLineEdit*>())
            if (line->placeholderText().isEmpty()) line->setPlaceholderText(say(host.context(), field->def.label()));
        connect(made, &FieldEditor::edited, this, [this, made](const data::Cell& cell) {
            refused_.erase(made->name());
            draft_->set(made->name(), cell);
            showTrouble({});
        });
        connect(made, &FieldEditor::refused, this, [this, made](const Error& error) {
            refused_[made->name()] = error;
            showTrouble(wordsOf(host_.context(), error, reverse_.child->name()));
        });
        connect(made, &FieldEditor::openRequested, this, [this](const data::RecordKey& key) { host_.openRecord(key); });
    }
    add_ = ui::button(tr("Add"), ui::ButtonKind::Normal, QStringLiteral("plus"), this);
    add_->setAccessibleName(tr("Add: %1").arg(say(host.context(), reverse.child->def().label())));
    row->addWidget(add_);
    column->addLayout(row);
    trouble_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
    connect(add_, &QPushButton::clicked, this, &RelatedAdd::save);
    begin();
}

std::vector<const schema::Field*> RelatedAdd::fields() const {
    std::vector<const schema::Field*> chosen;
    const auto add = [&](const schema::Field* field) {
        if (field && field != reverse_.field && isEditable(*field) && isSmall(field->type()) &&
            chosen.size() < kMostFields && std::ranges::find(chosen, field) == chosen.end())
            chosen.push_back(field);
    };
    add(&reverse_.child->titleField());
    for (const auto& field : reverse_.child->fields())
        if (field->def.required() && field->def.default_value().empty()) add(field.get());
    for (const std::string& path : reverse_.child->def().table_columns()) add(reverse_.child->field(path));
    return chosen;
}

void RelatedAdd::setRecord(const data::RecordKey& key, const QString& title) {
    key_ = key;
    title_ = title;
}

FieldEditor* RelatedAdd::editor(const std::string& field) const {
    const auto found = std::ranges::find(editors_, field, &FieldEditor::name);
    return found == editors_.end() ? nullptr : *found;
}

void RelatedAdd::begin() {
    draft_ = form::Draft::forNew(snapshot_, reverse_.child->name());
    proposeDefaults(*draft_, host_.context());
    refused_.clear();
    for (FieldEditor* each : editors_) each->setCell(draft_->cell(each->name()));
    showTrouble({});
    proposeColumn();
}

/// A record that must stand in a column of the board begins in the first one.
void RelatedAdd::proposeColumn() {
    const schema::Field* field = reverse_.child->field(reverse_.child->def().board().column_field());
    if (!field || !field->isReference() || !editor(field->name())) return;
    if (!columns_) {
        columns_ = new model::ReferenceCompleter(host_.context(), field->target->name(), {}, this);
        connect(columns_, &model::ReferenceCompleter::answered, this, [this, name = field->name()] {
            if (columns_->rowCount() > 0 && draft_->propose(name, {columns_->idAt(0), fromQt(columns_->titleAt(0))}))
                editor(name)->setCell(draft_->cell(name));
        });
    }
    columns_->setText({});
}

void RelatedAdd::focusFirst() {
    if (!editors_.empty()) editors_.front()->setFocus();
}

QString RelatedAdd::trouble() const { return trouble_->isHidden() ? QString() : trouble_->text(); }

void RelatedAdd::showTrouble(const QString& words) {
    trouble_->setText(words);
    trouble_->setVisible(!words.isEmpty());
}

void RelatedAdd::openCard() {
    std::map<std::string, data::Cell> presets = draft_->mine();
    presets.insert_or_assign(reverse_.field->name(), data::Cell{Value(key_.id), fromQt(title_)});
    host_.openNew(reverse_.child->name(), presets);
}

void RelatedAdd::save() {
    if (saving_ || key_.id.isNil()) return;
    if (!refused_.empty())
        return showTrouble(wordsOf(host_.context(), refused_.begin()->second, reverse_.child->name()));
    if (!draft_->dirty()) return openCard();
    draft_->set(reverse_.field->name(), {Value(key_.id), fromQt(title_)});
    if (const auto problems = draft_->problems(); !problems.empty()) {
        if (!editor(problems.begin()->first)) return openCard();
        showTrouble(wordsOf(host_.context(), problems.begin()->second, reverse_.child->name()));
        return editor(problems.begin()->first)->setFocus();
    }
    const auto change = draft_->toChange();
    if (!change) return;
    saving_ = true;
    add_->setEnabled(false);
    data::Operation operation;
    operation.changes = {*change};
    const schema::Field& title = reverse_.child->titleField();
    operation.title = data::display(draft_->cell(title.name()), &title, host_.context().language);
    host_.context().writer->save(std::move(operation), this, [this](const Result<data::Saved>& saved) {
        saving_ = false;
        add_->setEnabled(true);
        if (!saved) return showTrouble(wordsOf(host_.context(), saved.error(), reverse_.child->name()));
        begin();
        focusFirst();
    });
}

bool RelatedAdd::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && qobject_cast<QLineEdit*>(watched)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        // A list of choices that is open takes the key by itself.
        if (enter && key->modifiers() == Qt::NoModifier && !QApplication::activePopupWidget()) {
            QMetaObject::invokeMethod(this, &RelatedAdd::save, Qt::QueuedConnection);
            return false;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
