#include "client/view/merge_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/rules/values.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr int kRest = 400;  // milliseconds
constexpr int kLongest = 120;
constexpr int kLeastColumn = 180;
constexpr net::CallOptions kTrial{.deadline = std::chrono::minutes(2)};
constexpr net::CallOptions kMerger{.deadline = std::chrono::minutes(10)};

bool isList(const schema::Field& field) {
    const auto type = schema::valueTypeOf(field.type());
    return type == schema::ValueType::Texts || type == schema::ValueType::References;
}

}  // namespace

MergeDialog::MergeDialog(Host& host, const std::string& entity, std::vector<Uuid> ids, QWidget* parent, Uuid survivor)
    : QDialog(parent),
      host_(host),
      snapshot_(host.context().schema->snapshot()),
      entity_(snapshot_->entity(entity)),
      ids_(std::move(ids)),
      wanted_(survivor) {
    if (ids_.size() > kMost) ids_.resize(kMost);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Merge records"));
    setModal(true);
    resize(std::min(1100, 260 + 240 * static_cast<int>(ids_.size())), 620);
    build();
    ask();
}

void MergeDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(tr("Merge into one"), ui::TextStyle::Heading, ui::Tone::Normal, this));
    hint_ =
        ui::label(tr("A click on a heading chooses the record that stays, a click on a value the value. Tasks, deals, "
                     "notes and files of all come to it; it can be taken back, also months later."),
                  ui::TextStyle::Caption, ui::Tone::Secondary, this);
    hint_->setWordWrap(true);
    column->addWidget(hint_);
    table_ = new QTableWidget(this);
    table_->setAccessibleName(windowTitle());
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setWordWrap(false);
    table_->setShowGrid(true);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->horizontalHeader()->setSectionsClickable(true);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->verticalHeader()->setHighlightSections(false);
    table_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->setDefaultSectionSize(ui::metrics::kRow);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    column->addWidget(table_, 1);
    forecast_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, this);
    forecast_->setWordWrap(true);
    column->addWidget(forecast_);
    const ui::DialogRow row = ui::dialogRow(this, tr("Merge"), QStringLiteral("git-merge"));
    go_ = row.go;
    go_->setEnabled(false);
    connect(go_, &QPushButton::clicked, this, &MergeDialog::accept);
    column->addLayout(row.line);
    connect(table_, &QTableWidget::cellClicked, this, &MergeDialog::clicked);
    connect(table_, &QTableWidget::cellActivated, this, &MergeDialog::clicked);
    connect(table_->horizontalHeader(), &QHeaderView::sectionClicked, this, &MergeDialog::setSurvivor);
    rest_.setSingleShot(true);
    rest_.setInterval(kRest);
    connect(&rest_, &QTimer::timeout, this, &MergeDialog::forecast);
}

void MergeDialog::ask() {
    tell(tr("Loading…"));
    v1::GetRequest request;
    request.set_entity(entity_->name());
    for (const Uuid& id : ids_) request.add_ids(std::string(id.view()));
    for (const auto& field : entity_->fields()) {
        if (field->isStored()) request.add_columns(field->name());
    }
    call_ = host_.context().connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this,
                                                           [this](const Result<v1::GetReply>& reply) { take(reply); });
}

void MergeDialog::take(const Result<v1::GetReply>& reply) {
    if (!reply) return tell(wordsOf(host_.context(), reply.error(), entity_->name()), true);
    const auto rows = wire::RowSetView::open(reply->rows());
    if (!rows) return tell(wordsOf(host_.context(), rows.error()), true);
    int fullest = 0;
    std::size_t most = 0;
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        data::Record record;
        record.key = {entity_->name(), rows->id(row)};
        record.version = rows->version(row);
        std::size_t filled = 0;
        for (std::size_t column = 0; column < rows->columns(); ++column) {
            if (rows->isNull(row, column)) continue;
            ++filled;
            record.cells[std::string(rows->path(column))] = {rows->value(row, column),
                                                             std::string(rows->companion(row, column))};
        }
        const bool best = wanted_.isNil() ? filled > most : record.key.id == wanted_;
        if (best) {
            most = filled;
            fullest = static_cast<int>(records_.size());
        }
        records_.push_back(std::move(record));
    }
    if (records_.size() < 2) return tell(tr("Fewer than two of these records are still there."), true);
    survivor_ = fullest;
    fill();
}

void MergeDialog::fill() {
    for (const auto& field : entity_->fields()) {
        if (!field->isStored() || field->system || field->type() == v1::AUTO_NUMBER) continue;
        const Value& first = records_.front().cell(field->name()).value;
        const bool differ = std::ranges::any_of(
            records_, [&](const data::Record& record) { return record.cell(field->name()).value != first; });
        if (differ) lines_.push_back({field.get(), isList(*field), -1});
    }
    table_->setColumnCount(static_cast<int>(records_.size()));
    table_->setRowCount(static_cast<int>(lines_.size()));
    QStringList names;
    for (const Line& line : lines_) names << say(host_.context(), line.field->def.label());
    table_->setVerticalHeaderLabels(names);
    for (int column = 0; column < table_->columnCount(); ++column) {
        table_->setHorizontalHeaderItem(column, new QTableWidgetItem);
        for (int row = 0; row < table_->rowCount(); ++row) {
            auto* item =
                new QTableWidgetItem(cellText(lines_[static_cast<std::size_t>(row)], static_cast<std::size_t>(column)));
            item->setToolTip(item->text());
            table_->setItem(row, column, item);
        }
    }
    const bool few = records_.size() <= 4;
    table_->horizontalHeader()->setMinimumSectionSize(kLeastColumn);
    table_->horizontalHeader()->setSectionResizeMode(few ? QHeaderView::Stretch : QHeaderView::Interactive);
    ready_ = true;
    table_->setFocus();
    showChoices();
}

QString MergeDialog::cellText(const Line& line, std::size_t column) const {
    const data::Cell& cell = records_[column].cell(line.field->name());
    if (isNull(cell.value)) return QStringLiteral("—");
    QString text = data::display(cell, line.field, host_.context().language).simplified();
    return text.size() > kLongest ? text.left(kLongest) + QStringLiteral("…") : text;
}

int MergeDialog::usual(const Line& line) const {
    const auto has = [&](std::size_t column) { return !isNull(records_[column].cell(line.field->name()).value); };
    if (has(static_cast<std::size_t>(survivor_))) return survivor_;
    for (std::size_t column = 0; column < records_.size(); ++column)
        if (has(column)) return static_cast<int>(column);
    return survivor_;
}

void MergeDialog::showChoices() {
    const ui::Tokens& colors = ui::tokens();
    for (int column = 0; column < table_->columnCount(); ++column) {
        const data::Record& record = records_[static_cast<std::size_t>(column)];
        const QString title =
            data::display(record.cell(entity_->titleField().name()), &entity_->titleField(), host_.context().language);
        QTableWidgetItem* head = table_->horizontalHeaderItem(column);
        head->setText(column == survivor_ ? tr("%1 — stays").arg(title) : title);
        head->setIcon(column == survivor_ ? ui::icon(QStringLiteral("circle-dot")) : QIcon());
        head->setToolTip(head->text());
        head->setFont(ui::typeface(column == survivor_ ? ui::TextStyle::BodyStrong : ui::TextStyle::Body));
    }
    for (int row = 0; row < table_->rowCount(); ++row) {
        const Line& line = lines_[static_cast<std::size_t>(row)];
        const bool united = line.list && line.chosen < 0;
        const int chosen = line.chosen >= 0 ? line.chosen : usual(line);
        for (int column = 0; column < table_->columnCount(); ++column) {
            QTableWidgetItem* item = table_->item(row, column);
            const bool empty = isNull(records_[static_cast<std::size_t>(column)].cell(line.field->name()).value);
            const bool taken = united ? !empty : column == chosen;
            item->setBackground(taken ? QBrush(colors.accentSoft) : QBrush());
            item->setForeground(taken ? colors.text : empty ? colors.muted : colors.secondary);
            item->setIcon(taken ? ui::icon(QStringLiteral("check")) : QIcon());
            item->setData(Qt::AccessibleDescriptionRole, taken ? tr("stays") : QString());
        }
    }
    go_->setEnabled(false);
    tell(tr("Trying it…"));
    call_.cancel();
    rest_.start();
}

void MergeDialog::setSurvivor(int column) {
    if (!ready_ || running_ || column < 0 || column >= table_->columnCount()) return;
    survivor_ = column;
    showChoices();
}

void MergeDialog::choose(int row, int column) {
    if (!ready_ || running_ || row < 0 || row >= table_->rowCount()) return;
    Line& line = lines_[static_cast<std::size_t>(row)];
    // A second click on the only value of a list unites them again.
    line.chosen = line.list && line.chosen == column ? -1 : column;
    showChoices();
}

void MergeDialog::clicked(int row, int column) { choose(row, column); }

v1::MergeRequest MergeDialog::request(bool dryRun) const {
    v1::MergeRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.set_entity(entity_->name());
    request.set_survivor(std::string(records_[static_cast<std::size_t>(survivor_)].key.id.view()));
    for (std::size_t i = 0; i < records_.size(); ++i) {
        if (static_cast<int>(i) != survivor_) request.add_others(std::string(records_[i].key.id.view()));
    }
    for (const Line& line : lines_) {
        const int chosen = line.chosen >= 0 || line.list ? line.chosen : usual(line);
        // What cannot be written by this person stays as the server thinks right.
        if (chosen < 0 || line.field->def.read_only()) continue;
        v1::MergeChoice& choice = *request.add_choices();
        choice.set_field(line.field->name());
        choice.set_from(std::string(records_[static_cast<std::size_t>(chosen)].key.id.view()));
    }
    request.set_dry_run(dryRun);
    return request;
}

void MergeDialog::forecast() {
    call_ = host_.context().connection->call<v1::MergeReply>(
        v1::METHOD_DUPLICATES_MERGE, request(true), this,
        [this](const Result<v1::MergeReply>& reply) { showForecast(reply); }, kTrial);
}

/// "Перейдёт к «Ромашке»: контакты — 3, задачи — 12."
void MergeDialog::showForecast(const Result<v1::MergeReply>& reply) {
    if (!reply) return tell(wordsOf(host_.context(), reply.error(), entity_->name()), true);
    QStringList parts;
    for (const v1::MergeMoved& moved : reply->moved()) {
        const schema::Entity* entity = snapshot_->entity(moved.entity());
        if (!entity) continue;
        parts << tr("%1 — %2").arg(say(host_.context(), entity->def().plural()).toLower(),
                                   locale().toString(static_cast<qulonglong>(moved.count())));
    }
    go_->setEnabled(true);
    tell(parts.isEmpty() ? tr("Nothing refers to the others.")
                         : tr("Will come over: %1.").arg(parts.join(QStringLiteral(", "))));
}

void MergeDialog::tell(const QString& words, bool bad) {
    ui::setTone(forecast_, bad ? ui::Tone::Danger : ui::Tone::Secondary);
    forecast_->setText(words);
}

QString MergeDialog::forecastText() const { return forecast_->text(); }

void MergeDialog::accept() {
    if (!go_->isEnabled() || running_) return;
    running_ = true;
    go_->setEnabled(false);
    tell(tr("Merging…"));
    const v1::MergeRequest wanted = request(false);
    changeSet_ = *Uuid::fromBytes(wanted.change_set_id());
    const QString title =
        data::display(records_[static_cast<std::size_t>(survivor_)].cell(entity_->titleField().name()),
                      &entity_->titleField(), host_.context().language);
    const auto done = [this, title](const Result<v1::MergeReply>& reply) {
        running_ = false;
        if (!reply) {
            go_->setEnabled(true);
            return tell(wordsOf(host_.context(), reply.error(), entity_->name()), true);
        }
        const QString words = tr("Merged into “%1”: %Ln record(s)", "", static_cast<int>(records_.size())).arg(title);
        host_.commands().reload();
        host_.done(words, changeSet_, words);
        Q_EMIT merged();
        QDialog::accept();
    };
    call_ = host_.context().connection->call<v1::MergeReply>(v1::METHOD_DUPLICATES_MERGE, wanted, this, done, kMerger);
}

}  // namespace kupets::view
