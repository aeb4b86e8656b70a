#include "client/view/filter_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>

#include "client/data/path.h"
#include "client/net/connection.h"
#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/tab_order.h"
#include "client/ui/widgets.h"
#include "client/view/filter_panel.h"
#include "client/view/filter_row.h"
#include "client/view/filter_value.h"
#include "client/view/table_formula_edit.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {

FilterBar::FilterBar(const data::Context& context, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), context_(context), entity_(entity) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(ui::metrics::kPage, 8, ui::metrics::kPage, 8);
    whole->setSpacing(8);
    chips_ = new QWidget(this);
    flow_ = new ui::FlowLayout(chips_);
    flow_->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(chips_);
    body_ = new QWidget(this);
    auto* inner = new QVBoxLayout(body_);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    column_ = new QVBoxLayout;
    column_->setSpacing(8);
    inner->addLayout(column_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(6);
    switch_ = ui::button(tr("As a formula"), ui::ButtonKind::Ghost, QStringLiteral("square-function"), body_);
    switch_->setCheckable(true);
    connect(switch_, &QPushButton::clicked, this, [this](bool on) { setFormula(on); });
    foot->addWidget(switch_);
    clear_ = ui::button(tr("Remove all"), ui::ButtonKind::Ghost, QStringLiteral("x"), body_);
    connect(clear_, &QPushButton::clicked, this, [this] {
        setText({});
        rebuild();
        Q_EMIT changed({});
    });
    foot->addWidget(clear_);
    foot->addStretch(1);
    auto* close = ui::button(tr("Fold up"), ui::ButtonKind::Ghost, QStringLiteral("chevron-up"), body_);
    close->setToolTip(QStringLiteral("Esc"));
    connect(close, &QPushButton::clicked, this, [this] { setOpen(false); });
    foot->addWidget(close);
    inner->addLayout(foot);
    whole->addWidget(body_);
    body_->hide();
    hide();
    rest_.setSingleShot(true);
    rest_.setInterval(350);
    connect(&rest_, &QTimer::timeout, this, [this] { formula_ ? takeFormula() : takeRows(); });
}

void FilterBar::setText(const std::string& expression) {
    rest_.stop();
    text_ = expression;
    const auto read = filter::read(expression, entity_);
    rows_ = read.has_value();
    root_ = read ? *read : filter::Part{};
    if (!rows_) formula_ = true;
    if (expression.empty()) formula_ = false;
    wantTitles(root_);
    refreshChips();
    if (open_) rebuild();
}

void FilterBar::setOpen(bool open) {
    if (open != open_) {
        open_ = open;
        if (open) rebuild();
        body_->setVisible(open);
        refreshChips();
        Q_EMIT openChanged(open);
    }
    if (!open) return Q_EMIT closed();
    if (formula_) return edit_->setFocus();
    const auto rows = panel_->rows();
    (rows.empty() ? panel_->addRow() : rows.back())->field()->setFocus();
}

void FilterBar::setFormula(bool formula) {
    if (!formula && !rows_) {
        switch_->setChecked(true);  // rows cannot say it
        return;
    }
    if (rest_.isActive()) {
        rest_.stop();
        formula_ ? takeFormula() : takeRows();
        if (!formula && !rows_) return;
    }
    formula_ = formula;
    rebuild();
    formula ? edit_->setFocus() : panel_->setFocus();
}

void FilterBar::flush() {
    if (!rest_.isActive()) return;
    rest_.stop();
    formula_ ? takeFormula() : takeRows();
}

bool FilterBar::isGood() const { return edit_ == nullptr || edit_->isGood(); }

void FilterBar::addCondition(const std::string& path) {
    if (formula_ && rows_) formula_ = false;
    setOpen(true);
    if (formula_ || !panel_) return;
    FilterRow* row = panel_->rows().empty() || !panel_->rows().back()->condition().path.empty() ? panel_->addRow()
                                                                                                : panel_->rows().back();
    row->setPath(path);
    row->value()->takeFocus();
}

/// The editors anew from what is filtered; not while somebody types in them.
void FilterBar::rebuild() {
    delete std::exchange(panel_, nullptr);
    delete std::exchange(edit_, nullptr);
    switch_->setChecked(formula_);
    switch_->setEnabled(rows_ || formula_);
    switch_->setToolTip(rows_ ? QString() : tr("Rows cannot say this formula: change it here"));
    if (formula_) {
        edit_ = new FormulaEdit(context_, entity_, body_, schema::ValueType::Boolean);
        edit_->setPlaceholder(tr("For example: amount > 100000 AND stage.kind = \"open\""));
        edit_->setText(toQt(text_));
        connect(edit_, &FormulaEdit::changed, &rest_, qOverload<>(&QTimer::start));
        connect(edit_, &FormulaEdit::entered, this, &FilterBar::takeFormula);
        column_->addWidget(edit_);
        return ui::tabAsRead(this);
    }
    filter::Part shown = root_;
    learn(shown);
    panel_ = new FilterPanel(context_, entity_, shown, false, body_);
    connect(panel_, &FilterPanel::edited, &rest_, qOverload<>(&QTimer::start));
    connect(panel_, &FilterPanel::rearranged, this, [this] { ui::tabAsRead(this); });
    column_->addWidget(panel_);
    panel_->show();  // now, and not with the next turn of the event loop: a quick Tab goes into it
    ui::tabAsRead(this);
}

void FilterBar::takeRows() {
    if (!panel_) return;
    root_ = panel_->part();
    const auto remember = [this](const auto& self, const filter::Part& part) -> void {
        if (part.condition)
            for (std::size_t at = 0; at < part.condition->values.size(); ++at)
                if (const auto* id = std::get_if<Uuid>(&part.condition->values[at]))
                    if (at < part.condition->titles.size() && !part.condition->titles[at].empty())
                        titles_[*id] = part.condition->titles[at];
        for (const filter::Part& each : part.parts) self(self, each);
    };
    remember(remember, root_);
    rows_ = true;
    set(filter::textOf(root_, entity_));
}

void FilterBar::takeFormula() {
    rest_.stop();
    if (!edit_ || !edit_->isGood()) return;
    const std::string typed = fromQt(edit_->text().trimmed());
    const auto read = filter::read(typed, entity_);
    rows_ = read.has_value();
    root_ = read ? *read : filter::Part{};
    wantTitles(root_);
    set(typed);
}

void FilterBar::set(std::string text) {
    refreshChips();
    if (text == text_) return;
    text_ = std::move(text);
    refreshChips();
    Q_EMIT changed(text_);
}

void FilterBar::removePart(std::size_t at) {
    if (at >= root_.parts.size()) return;
    root_.parts.erase(root_.parts.begin() + static_cast<std::ptrdiff_t>(at));
    set(filter::textOf(root_, entity_));
    if (open_ && !formula_) rebuild();
}

void FilterBar::refreshChips() {
    ui::clearLayout(flow_);
    setVisible(open_ || !text_.empty());
    chips_->setVisible(!open_ && !text_.empty());
    clear_->setEnabled(!text_.empty());
    if (open_ || text_.empty()) return;
    filter::Part shown = root_;
    learn(shown);
    const auto add = [this](const QString& words, std::size_t at, bool removable) {
        auto* chip = new ui::Chip(words, QStringLiteral("blue"), chips_);
        chip->setRemovable(removable);
        chip->setToolTip(words);
        chip->setAccessibleName(tr("Filter: %1").arg(words));
        connect(chip, &ui::Chip::clicked, this, [this] { setOpen(true); });
        connect(chip, &ui::Chip::removed, this, [this, at] {
            if (rows_) return removePart(at);
            setText({});
            Q_EMIT changed({});
        });
        flow_->addWidget(chip);
    };
    if (!rows_) return add(tr("Formula: %1").arg(toQt(text_)), 0, true);
    if (root_.any && root_.parts.size() > 1) return add(filter::describe(shown, entity_, context_), 0, false);
    for (std::size_t at = 0; at < shown.parts.size(); ++at)
        if (filter::build(shown.parts[at], entity_))
            add(filter::describe(shown.parts[at], entity_, context_), at, true);
    ui::tabAsRead(this);
}

QStringList FilterBar::chipTexts() const {
    QStringList out;
    for (const ui::Chip* chip : chips_->findChildren<ui::Chip*>()) out << chip->text();
    return out;
}

filter::Part FilterBar::conditions() const {
    filter::Part out = rows_ ? root_ : filter::Part{};
    learn(out);
    return out;
}

/// Records of conditions by what they are called.
void FilterBar::wantTitles(const filter::Part& part) {
    for (const filter::Part& each : part.parts) wantTitles(each);
    if (!part.condition) return;
    const schema::Field* field = data::resolve(entity_, part.condition->path).field();
    if (!field || !field->target) return;
    for (const Value& value : part.condition->values) {
        const auto* id = std::get_if<Uuid>(&value);
        if (!id || titles_.contains(*id)) continue;
        v1::GetRequest request;
        request.set_entity(field->target->name());
        request.add_ids(std::string(id->view()));
        request.add_columns(field->target->titleField().name());
        calls_[id->text()] = context_.connection->call<v1::GetReply>(
            v1::METHOD_RECORDS_GET, request, this, [this, id = *id](Result<v1::GetReply> reply) {
                const auto rows = reply ? wire::RowSetView::open(reply->rows())
                                        : Result<wire::RowSetView>(std::unexpected(reply.error()));
                if (!rows || rows->rows() == 0) return;
                titles_[id] = toText(rows->value(0, 0));
                refreshChips();
                if (open_ && !formula_ && !rest_.isActive()) rebuild();
            });
    }
}

void FilterBar::learn(filter::Part& part) const {
    for (filter::Part& each : part.parts) learn(each);
    if (!part.condition) return;
    part.condition->titles.resize(part.condition->values.size());
    for (std::size_t at = 0; at < part.condition->values.size(); ++at)
        if (const auto* id = std::get_if<Uuid>(&part.condition->values[at]); id && titles_.contains(*id))
            part.condition->titles[at] = titles_.at(*id);
}

void FilterBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && open_) return setOpen(false);
    QWidget::keyPressEvent(event);
}

}  // namespace kupets::view
