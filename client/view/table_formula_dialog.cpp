#include "client/view/table_formula_dialog.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>

#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/table_formula_edit.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"

namespace kupets::view {
namespace {

constexpr int kPreviewRows = 5;

}  // namespace

FormulaDialog::FormulaDialog(Host& host, const schema::Entity& entity, const v1::RecordSet& set, const QString& name,
                             const QString& formula, QWidget* parent)
    : QDialog(parent), host_(host), entity_(entity), set_(set) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(formula.isEmpty() ? tr("New formula column") : tr("Formula column"));
    setModal(true);
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    column->addWidget(ui::label(tr("Name of the column"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    name_ = new QLineEdit(name, this);
    name_->setAccessibleName(tr("Name of the column"));
    name_->setMaxLength(100);
    column->addWidget(name_);
    column->addWidget(ui::label(tr("Formula"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    formula_ = new FormulaEdit(host.context(), entity, this);
    formula_->setPlaceholder(tr("For example: IF(amount > 100000, \"large\", \"small\")"));
    formula_->setText(formula);
    column->addWidget(formula_);
    column->addWidget(ui::label(tr("What comes out"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    preview_ = new QTableWidget(0, 2, this);
    preview_->setAccessibleName(tr("What comes out"));
    preview_->setHorizontalHeaderLabels({say(host.context(), entity.def().label()), tr("Value")});
    preview_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    preview_->horizontalHeader()->setStretchLastSection(true);
    preview_->setColumnWidth(0, 260);
    preview_->verticalHeader()->hide();
    preview_->verticalHeader()->setDefaultSectionSize(ui::metrics::kRowCompact);
    preview_->setShowGrid(false);
    preview_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    preview_->setFocusPolicy(Qt::NoFocus);
    preview_->setFixedHeight(kPreviewRows * ui::metrics::kRowCompact + 36);
    column->addWidget(preview_);
    const ui::DialogRow row = ui::dialogRow(this, formula.isEmpty() ? tr("Add the column") : tr("Save"));
    go_ = row.go;
    connect(go_, &QPushButton::clicked, this, &FormulaDialog::accept);
    column->addLayout(row.line);
    rest_.setSingleShot(true);
    rest_.setInterval(250);
    connect(&rest_, &QTimer::timeout, this, &FormulaDialog::ask);
    connect(formula_, &FormulaEdit::changed, this, &FormulaDialog::refresh);
    connect(formula_, &FormulaEdit::entered, this, &FormulaDialog::accept);
    connect(name_, &QLineEdit::textChanged, this, &FormulaDialog::refresh);
    refresh();
    name_->setFocus();
}

void FormulaDialog::refresh() {
    const bool ready = formula_->isGood() && !formula_->text().trimmed().isEmpty();
    go_->setEnabled(ready && !name_->text().trimmed().isEmpty());
    if (ready) rest_.start();
}

void FormulaDialog::ask() {
    v1::QueryRequest request;
    *request.mutable_set() = set_;
    request.add_columns(entity_.titleField().name());
    request.add_columns("=" + fromQt(formula_->text().trimmed()));
    request.set_limit(kPreviewRows);
    call_.cancel();
    call_ = host_.context().connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, request, this, [this](Result<v1::QueryReply> reply) {
            if (!reply) return;
            const auto rows = wire::RowSetView::open(reply->rows());
            if (!rows || rows->columns() != 2) return;
            preview_->setRowCount(static_cast<int>(rows->rows()));
            const auto language = host_.context().language;
            for (std::size_t row = 0; row < rows->rows(); ++row) {
                const int at = static_cast<int>(row);
                preview_->setItem(at, 0,
                                  new QTableWidgetItem(data::display({rows->value(row, 0), {}}, nullptr, language)));
                preview_->setItem(at, 1,
                                  new QTableWidgetItem(data::display({rows->value(row, 1), {}}, nullptr, language)));
            }
        });
}

void FormulaDialog::accept() {
    if (!go_->isEnabled()) return;
    Q_EMIT decided(name_->text().trimmed(), formula_->text().trimmed());
    QDialog::accept();
}

}  // namespace kupets::view
