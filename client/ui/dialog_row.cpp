#include "client/ui/dialog_row.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>

#include "client/ui/widgets.h"

namespace kupets::ui {

DialogRow dialogRow(QDialog* dialog, const QString& go, const QString& goIcon) {
    auto* line = new QHBoxLayout;
    line->setSpacing(metrics::kGap);
    line->addStretch(1);
    auto* cancel = button(QCoreApplication::translate("DialogRow", "Cancel"), ButtonKind::Normal, {}, dialog);
    cancel->setAutoDefault(false);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    line->addWidget(cancel);
    auto* made = button(go, ButtonKind::Primary, goIcon, dialog);
    made->setDefault(true);
    line->addWidget(made);
    return {line, cancel, made};
}

}  // namespace kupets::ui
