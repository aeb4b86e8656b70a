#include "client/view/conflict_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

ConflictPanel::ConflictPanel(Host& host, QWidget* parent) : QFrame(parent), host_(host) {
    setProperty("banner", "warning");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    head_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Warning, this);
    head_->setWordWrap(true);
    column->addWidget(head_);
    list_ = new QVBoxLayout;
    list_->setSpacing(12);
    column->addLayout(list_);
    hide();
}

QWidget* ConflictPanel::choice(const QString& who, const QString& text, const QString& action, const std::string& field,
                               form::Draft::Choice made) {
    auto* card = new QFrame(this);
    card->setProperty("surface", "raised");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addWidget(ui::label(who, ui::TextStyle::Caption, ui::Tone::Secondary, card));
    auto* value =
        ui::label(text.isEmpty() ? QStringLiteral("—") : text.left(300), ui::TextStyle::Body, ui::Tone::Normal, card);
    value->setWordWrap(true);
    column->addWidget(value);
    column->addStretch(1);
    if (!action.isEmpty()) {
        auto* take = ui::button(action, ui::ButtonKind::Normal, {}, card);
        take->setProperty("fit", "small");
        column->addWidget(take, 0, Qt::AlignLeft);
        connect(take, &QPushButton::clicked, this, [this, field, made] { Q_EMIT resolved(field, made); });
    }
    return card;
}

void ConflictPanel::showDraft(const form::Draft& draft) {
    ui::clearLayout(list_);
    const auto& conflicts = draft.conflicts();
    setVisible(!conflicts.empty());
    if (conflicts.empty()) return;
    const QString who = toQt(conflicts.front().changedBy);
    head_->setText(who.isEmpty() ? tr("Somebody has changed the same fields. Which values shall stay?")
                                 : tr("%1 has changed the same fields. Which values shall stay?").arg(who));
    for (const form::Conflict& conflict : conflicts) {
        const schema::Field* field = draft.entity().field(conflict.field);
        if (!field) continue;
        const auto words = [&](const data::Cell& cell) { return data::display(cell, field, host_.context().language); };
        auto* block = new QWidget(this);
        auto* column = new QVBoxLayout(block);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(6);
        column->addWidget(
            ui::label(say(host_.context(), field->def.label()), ui::TextStyle::BodyStrong, ui::Tone::Normal, block));
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        const QString theirs = conflict.changedBy.empty() ? tr("Theirs") : toQt(conflict.changedBy);
        row->addWidget(
            choice(tr("Mine"), words(conflict.mine), tr("Keep mine"), conflict.field, form::Draft::Choice::Mine), 1);
        row->addWidget(
            choice(theirs, words(conflict.theirs), tr("Take theirs"), conflict.field, form::Draft::Choice::Theirs), 1);
        row->addWidget(choice(tr("It was"), words(conflict.original), {}, conflict.field, form::Draft::Choice::Mine),
                       1);
        column->addLayout(row);
        list_->addWidget(block);
    }
}

}  // namespace kupets::view
