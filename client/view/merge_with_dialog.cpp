#include "client/view/merge_with_dialog.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/merge_dialog.h"
#include "client/view/words.h"

namespace kupets::view {

MergeWithDialog::MergeWithDialog(Host& host, const data::RecordKey& key, const QString& title, QWidget* parent)
    : QDialog(parent), host_(host), key_(key), snapshot_(host.context().schema->snapshot()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Merge with another record"));
    setModal(true);
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    auto* head = new ui::ElidedLabel(tr("“%1” is the same as").arg(title), this);
    head->setFont(ui::typeface(ui::TextStyle::Heading));
    column->addWidget(head);
    const schema::Entity* entity = snapshot_->entity(key.entity);
    field_.def.set_name("other");
    field_.def.set_type(v1::REFERENCE);
    field_.def.set_target(key.entity);
    *field_.def.mutable_label() = entity->def().label();
    field_.owner = entity;
    field_.target = entity;
    other_ = new ReferenceEditor(field_, host.context(), this);
    other_->setFilter("id <> ID(\"" + key.id.text() + "\")");
    column->addWidget(other_);
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, tr("Compare"), QStringLiteral("git-merge"));
    go_ = row.go;
    go_->setEnabled(false);
    connect(go_, &QPushButton::clicked, this, [this] { next(); });
    column->addLayout(row.line);
    connect(other_, &FieldEditor::edited, this, [this](const data::Cell& cell) { choose(cell); });
    other_->setFocus();
}

void MergeWithDialog::choose(const data::Cell& cell) {
    other_->setCell(cell);
    go_->setEnabled(std::holds_alternative<Uuid>(cell.value));
    if (go_->isEnabled()) go_->setDefault(true);
}

MergeDialog* MergeWithDialog::next() {
    const auto* other = std::get_if<Uuid>(&other_->cell().value);
    if (!other) return nullptr;
    auto* dialog = new MergeDialog(host_, key_.entity, {key_.id, *other}, parentWidget());
    const Uuid first = key_.id;
    Host& host = host_;
    // Whichever of the two stays is what one looks at then.
    connect(dialog, &MergeDialog::merged, dialog, [&host, dialog, entity = key_.entity, first] {
        const Uuid stays = dialog->survivorId();
        if (stays != first) host.replaceRecord({entity, stays});
    });
    QDialog::accept();
    dialog->open();
    return dialog;
}

}  // namespace kupets::view
