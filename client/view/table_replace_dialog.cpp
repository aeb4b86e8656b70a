#include "client/view/table_replace_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

bool isText(const schema::Field& field) {
    switch (field.type()) {
        case v1::TEXT:
        case v1::LONG_TEXT:
        case v1::URL:
        case v1::ADDRESS:
            return isEditable(field);
        default:
            return false;
    }
}

QLineEdit* lineWith(QVBoxLayout* column, const QString& name, QWidget* parent) {
    column->addWidget(ui::label(name, ui::TextStyle::Caption, ui::Tone::Secondary, parent));
    auto* line = new QLineEdit(parent);
    line->setAccessibleName(name);
    column->addWidget(line);
    return line;
}

}  // namespace

ReplaceDialog::ReplaceDialog(Host& host, const schema::Entity& entity, int selectedCells, int total,
                             const std::string& field, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find and replace"));
    setModal(true);
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    what_ = lineWith(column, tr("Find"), this);
    with_ = lineWith(column, tr("Replace with"), this);
    column->addWidget(ui::label(tr("Where"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    where_ = new QComboBox(this);
    where_->setAccessibleName(tr("Where"));
    if (selectedCells > 1) where_->addItem(tr("In the selection: %Ln cell(s)", "", selectedCells), QString());
    for (const auto& each : entity.fields()) {
        if (!isText(*each)) continue;
        where_->addItem(tr("In the column “%1” of the whole list: %2")
                            .arg(say(host.context(), each->def.label()), locale().toString(total)),
                        toQt(each->name()));
        if (selectedCells <= 1 && each->name() == field) where_->setCurrentIndex(where_->count() - 1);
    }
    column->addWidget(where_);
    whole_ = new QCheckBox(tr("Only whole cells"), this);
    column->addWidget(whole_);
    column->addWidget(ui::label(tr("In the whole list capitals matter, in the selection they do not"),
                                ui::TextStyle::Caption, ui::Tone::Muted, this));
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, tr("Replace all"));
    go_ = row.go;
    connect(go_, &QPushButton::clicked, this, &ReplaceDialog::accept);
    column->addLayout(row.line);
    connect(what_, &QLineEdit::textChanged, this, &ReplaceDialog::refresh);
    refresh();
    what_->setFocus();
}

void ReplaceDialog::refresh() { go_->setEnabled(!what_->text().isEmpty() && where_->count() > 0); }

void ReplaceDialog::accept() {
    if (!go_->isEnabled()) return;
    const QString field = where_->currentData().toString();
    field.isEmpty() ? Q_EMIT inSelection(what_->text(), with_->text(), whole_->isChecked())
                    : Q_EMIT inField(field, what_->text(), with_->text(), whole_->isChecked());
    QDialog::accept();
}

}  // namespace kupets::view
