#include "client/view/table_color_dialog.h"

#include <QComboBox>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/editors/choice_editors.h"
#include "client/view/table_formula_edit.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

QString colorName(const QString& code) {
    static const std::map<QString, const char*> names{
        {QStringLiteral("gray"), QT_TRANSLATE_NOOP("ColorDialog", "grey")},
        {QStringLiteral("blue"), QT_TRANSLATE_NOOP("ColorDialog", "blue")},
        {QStringLiteral("teal"), QT_TRANSLATE_NOOP("ColorDialog", "teal")},
        {QStringLiteral("green"), QT_TRANSLATE_NOOP("ColorDialog", "green")},
        {QStringLiteral("yellow"), QT_TRANSLATE_NOOP("ColorDialog", "yellow")},
        {QStringLiteral("orange"), QT_TRANSLATE_NOOP("ColorDialog", "orange")},
        {QStringLiteral("red"), QT_TRANSLATE_NOOP("ColorDialog", "red")},
        {QStringLiteral("purple"), QT_TRANSLATE_NOOP("ColorDialog", "purple")}};
    const auto found = names.find(code);
    return found == names.end() ? code : QCoreApplication::translate("ColorDialog", found->second);
}

}  // namespace

ColorDialog::ColorDialog(Host& host, const schema::Entity& entity, const v1::TableView& view, const std::string& column,
                         QWidget* parent)
    : QDialog(parent), host_(host), entity_(entity), view_(view) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Colours"));
    setModal(true);
    setMinimumWidth(720);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(20, 20, 20, 16);
    whole->setSpacing(10);
    whole->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    whole->addWidget(ui::label(tr("The first condition that holds colours the row or the cell"), ui::TextStyle::Body,
                               ui::Tone::Secondary, this));
    column_ = new QVBoxLayout;
    column_->setSpacing(8);
    whole->addLayout(column_);
    auto* more = ui::button(tr("Add a rule"), ui::ButtonKind::Ghost, QStringLiteral("plus"), this);
    whole->addWidget(more, 0, Qt::AlignLeft);
    whole->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, tr("Apply"));
    go_ = row.go;
    connect(go_, &QPushButton::clicked, this, &ColorDialog::accept);
    whole->addLayout(row.line);
    const auto addEmpty = [this, column] {
        v1::ColorRule rule;
        rule.set_color("yellow");
        rule.set_column(column);
        add(rule).when->setFocus();
    };
    connect(more, &QPushButton::clicked, this, addEmpty);
    for (const v1::ColorRule& rule : view.colors()) add(rule);
    if (view.colors().empty()) addEmpty();
    refresh();
}

ColorDialog::Rule& ColorDialog::add(const v1::ColorRule& rule) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    auto* when = new FormulaEdit(host_.context(), entity_, row, schema::ValueType::Boolean);
    when->setPlaceholder(tr("For example: amount > 1000000"));
    when->setText(toQt(rule.when()));
    line->addWidget(when, 1, Qt::AlignTop);
    auto* color = new QComboBox(row);
    color->setAccessibleName(tr("Colour"));
    for (const QString& code : ui::chipColorNames()) color->addItem(choiceDot(code), colorName(code), code);
    color->setCurrentIndex(std::max(0, color->findData(toQt(rule.color()))));
    line->addWidget(color, 0, Qt::AlignTop);
    auto* where = new QComboBox(row);
    where->setAccessibleName(tr("What is coloured"));
    where->setFixedWidth(170);
    where->addItem(tr("The whole row"), QString());
    for (const v1::ViewColumn& each : view_.columns())
        where->addItem(
            each.label().empty() ? data::pathLabel(entity_, each.path(), host_.context().language) : toQt(each.label()),
            toQt(each.path()));
    where->setCurrentIndex(std::max(0, where->findData(toQt(rule.column()))));
    line->addWidget(where, 0, Qt::AlignTop);
    auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove the rule"), row);
    line->addWidget(remove, 0, Qt::AlignTop);
    column_->addWidget(row);
    connect(remove, &QToolButton::clicked, this, [this, row] {
        std::erase_if(rules_, [row](const Rule& each) { return each.row == row; });
        row->hide();
        row->deleteLater();
        refresh();
    });
    connect(when, &FormulaEdit::changed, this, &ColorDialog::refresh);
    rules_.push_back({row, when, color, where});
    return rules_.back();
}

void ColorDialog::refresh() {
    go_->setEnabled(std::ranges::all_of(rules_, [](const Rule& rule) { return rule.when->isGood(); }));
}

void ColorDialog::accept() {
    if (!go_->isEnabled()) return;
    std::vector<v1::ColorRule> out;
    for (const Rule& rule : rules_) {
        if (rule.when->text().trimmed().isEmpty()) continue;
        v1::ColorRule& each = out.emplace_back();
        each.set_when(fromQt(rule.when->text().trimmed()));
        each.set_color(fromQt(rule.color->currentData().toString()));
        each.set_column(fromQt(rule.column->currentData().toString()));
    }
    Q_EMIT decided(out);
    QDialog::accept();
}

}  // namespace kupets::view
