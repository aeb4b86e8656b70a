// The widgets of the composer; what they do stands in chronology_composer.cpp.
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

#include "client/ui/form_grid.h"
#include "client/ui/widgets.h"
#include "client/view/chronology_composer.h"
#include "client/view/editors/field_editor.h"
#include "client/view/mention_completer.h"
#include "client/view/words.h"

namespace kupets::view {

ChronologyComposer::ChronologyComposer(Host& host, QWidget* parent) : QWidget(parent), host_(host) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 8);
    column->setSpacing(0);
    buildFolded();
    buildOpen();
    column->addWidget(folded_);
    column->addWidget(open_);
    open_->hide();
    hide();
}

void ChronologyComposer::buildFolded() {
    folded_ = new QFrame(this);
    folded_->setProperty("field", true);
    auto* row = new QHBoxLayout(folded_);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(0);
    begin_ = ui::button(tr("Write a note…"), ui::ButtonKind::Ghost, {}, folded_);
    begin_->setProperty("variant", "quiet");
    begin_->setCursor(Qt::IBeamCursor);
    begin_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(begin_, &QPushButton::clicked, this, [this] { open(kind_); });
    row->addWidget(begin_, 1);
    shortcuts_ = new QHBoxLayout;
    shortcuts_->setSpacing(0);
    row->addLayout(shortcuts_);
}

void ChronologyComposer::buildOpen() {
    open_ = new QFrame(this);
    open_->setProperty("field", true);
    auto* column = new QVBoxLayout(open_);
    column->setContentsMargins(8, 6, 8, 8);
    column->setSpacing(6);
    kindRow_ = new QHBoxLayout;
    kindRow_->setSpacing(2);
    column->addLayout(kindRow_);
    kindButtons_ = new QButtonGroup(this);
    connect(kindButtons_, &QButtonGroup::idClicked, this, [this](int id) {
        choose(id);
        text_->setFocus();
    });
    text_ = new QPlainTextEdit(open_);
    text_->setAccessibleName(tr("Text"));
    text_->setProperty("bare", true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setTabChangesFocus(true);
    text_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    text_->document()->setDocumentMargin(2);
    text_->installEventFilter(this);
    new MentionCompleter(*text_, host_.context());
    column->addWidget(text_);
    fieldsPlace_ = new QVBoxLayout;
    column->addLayout(fieldsPlace_);
    problem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, open_);
    problem_->setWordWrap(true);
    problem_->hide();
    column->addWidget(problem_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(ui::label(QStringLiteral("Ctrl+Enter"), ui::TextStyle::Caption, ui::Tone::Muted, open_), 1);
    cancel_ = ui::button(tr("Cancel"), ui::ButtonKind::Ghost, {}, open_);
    save_ = ui::button(tr("Save"), ui::ButtonKind::Primary, {}, open_);
    for (QPushButton* button : {cancel_, save_}) {
        button->setProperty("fit", "small");
        row->addWidget(button);
    }
    column->addLayout(row);
    connect(cancel_, &QPushButton::clicked, this, &ChronologyComposer::discard);
    connect(save_, &QPushButton::clicked, this, &ChronologyComposer::save);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        fitText();
        showProblem({});
        refresh();
    });
}

/// What the timelines have forms for, when it can point to the record itself.
void ChronologyComposer::findKinds() {
    kinds_.clear();
    for (const auto& entity : snapshot_->entities()) {
        const v1::TimelineDef& line = entity->def().timeline();
        std::string about;
        for (const std::string& path : line.about()) {
            const schema::Field* field = entity->field(path);
            if (field && field->target && field->target->name() == key_.entity && isEditable(*field) && about.empty())
                about = path;
        }
        if (about.empty() || !isEditable(entity->titleField())) continue;
        const schema::Field* kind = entity->field(line.kind_field());
        for (const v1::TimelineForm& form : line.forms()) {
            const v1::ChoiceDef* choice = data::choiceOf(kind, Value(form.kind()));
            kinds_.push_back({entity.get(), form.kind(), about, &form,
                              say(host_.context(), choice ? choice->label() : entity->def().label()),
                              choice && !choice->icon().empty() ? toQt(choice->icon()) : iconOf(*entity),
                              choice ? toQt(choice->color()) : QString()});
        }
    }
}

void ChronologyComposer::offerKinds() {
    ui::clearLayout(shortcuts_);
    ui::clearLayout(kindRow_);
    for (QAbstractButton* button : kindButtons_->buttons()) kindButtons_->removeButton(button);
    for (int i = 0; i < static_cast<int>(kinds_.size()); ++i) {
        const Kind& kind = kinds_[static_cast<std::size_t>(i)];
        auto* choice = ui::smallIconButton(kind.icon, kind.label, open_);
        choice->setCheckable(true);
        kindButtons_->addButton(choice, i);
        kindRow_->addWidget(choice);
        if (i == 0) continue;  // the line itself begins the first
        auto* begin = ui::smallIconButton(kind.icon, tr("New: %1").arg(kind.label), folded_);
        connect(begin, &QToolButton::clicked, this, [this, i] { open(i); });
        shortcuts_->addWidget(begin);
    }
    kindRow_->addStretch(1);
    kindName_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, open_);
    kindName_->setContentsMargins(0, 0, 4, 0);
    kindRow_->addWidget(kindName_);
    refresh();
}

void ChronologyComposer::buildFields() {
    if (fields_) {  // hidden first: what has the focus in it loses that while everything is still there
        fields_->hide();
        fields_->deleteLater();
    }
    editors_.clear();
    refused_.clear();
    fields_ = new QWidget(open_);
    auto* grid = new ui::FormGrid(2, 120, fields_);
    const Kind& now = kinds_[static_cast<std::size_t>(kind_)];
    QWidget* before = text_;
    for (const std::string& name : now.form->fields()) {
        const schema::Field* field = now.entity->field(name);
        if (!field || !isEditable(*field)) continue;
        auto* whole = new QWidget(fields_);
        auto* column = new QVBoxLayout(whole);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(3);
        FieldEditor* editor = makeEditor(*field, host_.context(), whole);
        auto* label =
            ui::label(say(host_.context(), field->def.label()), ui::TextStyle::Caption, ui::Tone::Secondary, whole);
        label->setBuddy(editor);
        column->addWidget(label);
        column->addWidget(editor);
        editor->setCell(draft_->cell(name));
        connect(editor, &FieldEditor::edited, this, [this, name](const data::Cell& cell) {
            draft_->set(name, cell);
            refused_.erase(name);
            showProblem({});
        });
        connect(editor, &FieldEditor::busyChanged, this, &ChronologyComposer::onBusyChanged);
        connect(editor, &FieldEditor::refused, this, [this, name](const Error& error) { refused_[name] = error; });
        grid->addField(
            whole, editor->isWide() || field->type() == v1::DATE_TIME || field->type() == v1::FILE || field->target);
        QWidget::setTabOrder(before, editor);
        before = editor;
        editors_.push_back(editor);
    }
    fieldsPlace_->addWidget(fields_);
    fields_->setVisible(!editors_.empty());
    QWidget::setTabOrder(before, cancel_);
    QWidget::setTabOrder(cancel_, save_);
}

}  // namespace kupets::view
