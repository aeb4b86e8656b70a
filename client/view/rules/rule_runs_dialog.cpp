#include "client/view/rules/rule_runs_dialog.h"

#include <QVBoxLayout>

#include "client/ui/widgets.h"
#include "client/view/rules/rule_runs_panel.h"

namespace kupets::view {
namespace {
constexpr QSize kSize{860, 520};
}  // namespace

RuleRunsDialog::RuleRunsDialog(Host& host, const data::RecordKey& record, const QString& title, QWidget* window)
    : QDialog(window) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Automation: %1").arg(title));
    setModal(true);
    resize(kSize);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 20, 0, 16);
    column->setSpacing(4);
    auto* head = new ui::ElidedLabel(windowTitle(), this);
    head->setFont(ui::typeface(ui::TextStyle::Heading));
    head->setContentsMargins(20, 0, 20, 0);
    column->addWidget(head);
    auto* rules = new model::Rules(host.context(), this);
    auto* desk = new RuleDesk(host, this);
    panel_ = new RuleRunsPanel(host, *rules, *desk, this);
    column->addWidget(panel_, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(20, 8, 20, 0);
    row->addStretch(1);
    auto* close = ui::button(tr("Close"), ui::ButtonKind::Primary, {}, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    column->addLayout(row);
    connect(panel_, &RuleRunsPanel::left, this, &QDialog::accept);
    connect(rules, &model::Rules::changed, panel_, &RuleRunsPanel::refresh);
    panel_->showRecord(record);
}

}  // namespace kupets::view
