#include "client/view/pipeline_page.h"

#include <QHideEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedLayout>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/pipeline_stage_list.h"
#include "client/view/stage_form.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLanesWidth = 220;
constexpr int kStagesWidth = 400;
constexpr int kLaneLine = 36;

std::int64_t numberIn(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? 0 : *number;
}

}  // namespace

PipelinePage::PipelinePage(Host& host, const std::string& lane, QWidget* parent)
    : Page(parent),
      host_(host),
      snapshot_(host.context().schema->snapshot()),
      laneEntity_(snapshot_->entity(lane)),
      model_(new model::BoardPipelines(host.context(), snapshot_, *model::recordsOfLane(*snapshot_, lane), this)),
      mayChange_(host.context().connection->session().role == QLatin1String("administrator")) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader(column);
    column->addWidget(ui::horizontalLine(this));
    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, body));
    auto* parts = new QWidget(body);
    auto* row = new QHBoxLayout(parts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildLanes());
    row->addWidget(ui::verticalLine(parts));
    row->addWidget(buildStages());
    row->addWidget(ui::verticalLine(parts));
    formArea_ = new QScrollArea(parts);
    formArea_->setWidgetResizable(true);
    formArea_->setFrameShape(QFrame::NoFrame);
    formArea_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    form_ = new StageForm(model_->records(), snapshot_, host.context(), formArea_);
    form_->setProperty("surface", "canvas");
    form_->setReadOnly(!mayChange_);
    formArea_->setWidget(form_);
    row->addWidget(formArea_, 1);
    stack_->addWidget(parts);
    empty_ = new ui::EmptyState(body);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);

    connect(model_, &model::BoardPipelines::changed, this, &PipelinePage::fillLanes);
    connect(model_, &model::BoardPipelines::figuresChanged, this, &PipelinePage::fillStages);
    connect(model_, &model::BoardPipelines::failed, this, [this](const Error& error) {
        if (model_->isLoaded()) return;
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not load the pipelines"),
                           wordsOf(host_.context(), error, laneEntity_->name()), tr("Try again"));
        stack_->setCurrentWidget(empty_);
    });
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        if (model_->isLoaded()) return addLane();
        stack_->setCurrentIndex(0);
        model_->refresh();
    });
    connect(form_, &StageForm::changed, this, [this](const v1::RecordChange& change) {
        data::Operation operation;
        operation.changes = {change};
        operation.title = stages_->currentItem() == nullptr ? QString() : stages_->currentItem()->text();
        save(std::move(operation));
    });
}

QString PipelinePage::address() const { return QStringLiteral("table/") + toQt(laneEntity_->name()); }
QString PipelinePage::title() const { return say(host_.context(), laneEntity_->def().plural()); }
QString PipelinePage::iconName() const { return iconOf(*laneEntity_); }
bool PipelinePage::isDirty() const { return form_->isDirty(); }
void PipelinePage::shown() { stages_->setFocus(); }

void PipelinePage::hideEvent(QHideEvent* event) {
    form_->flush();
    Page::hideEvent(event);
}

void PipelinePage::buildHeader(QVBoxLayout* column) {
    auto* header = new QWidget(this);
    header->setFixedHeight(56);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(8);
    row->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, header));
    if (!mayChange_)
        row->addWidget(
            ui::label(tr("Only administrators change them"), ui::TextStyle::Caption, ui::Tone::Muted, header));
    row->addStretch(1);
    board_ = ui::button(tr("To the board"), ui::ButtonKind::Normal, QStringLiteral("square-kanban"), header);
    row->addWidget(board_);
    connect(board_, &QPushButton::clicked, this, [this] {
        const std::string& records = model_->records().name();
        host_.settings().setValue(QStringLiteral("board/%1/lane").arg(toQt(records)), toQt(lane().text()));
        host_.openBoard(records);
    });
    newLane_ = ui::button(tr("New"), ui::ButtonKind::Primary, QStringLiteral("plus"), header);
    newLane_->setToolTip(tr("With the stages of the chosen one"));
    newLane_->setAccessibleName(tr("New: %1").arg(say(host_.context(), laneEntity_->def().label())));
    newLane_->setVisible(mayChange_);
    row->addWidget(newLane_);
    connect(newLane_, &QPushButton::clicked, this, &PipelinePage::addLane);
    column->addWidget(header);
}

QWidget* PipelinePage::buildLanes() {
    auto* side = new QWidget(this);
    side->setFixedWidth(kLanesWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 12, 8, 12);
    lanes_ = new QListWidget(side);
    lanes_->setProperty("popover", true);
    lanes_->setFrameShape(QFrame::NoFrame);
    lanes_->setAccessibleName(title());
    lanes_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(lanes_, 1);
    connect(lanes_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item == nullptr || lanes_->signalsBlocked()) return;
        form_->flush();
        stages_->setCurrentRow(-1);
        fillStages();
    });
    return side;
}

QWidget* PipelinePage::buildStages() {
    auto* part = new QWidget(this);
    part->setFixedWidth(kStagesWidth);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    name_ = new QLineEdit(part);
    name_->setAccessibleName(tr("Name"));
    name_->setReadOnly(!mayChange_);
    connect(name_, &QLineEdit::editingFinished, this, &PipelinePage::rename);
    head->addWidget(name_, 1);
    removeLane_ = ui::iconButton(QStringLiteral("trash-2"),
                                 tr("Delete: %1").arg(say(host_.context(), laneEntity_->def().label())), part);
    removeLane_->setVisible(mayChange_);
    connect(removeLane_, &QToolButton::clicked, this, &PipelinePage::removeLane);
    head->addWidget(removeLane_);
    column->addLayout(head);
    stages_ = new PipelineStageList(part);
    stages_->setAccessibleName(say(host_.context(), model_->stageEntity().def().plural()));
    stages_->setMovable(mayChange_);
    column->addWidget(stages_, 1);
    auto* foot = new QHBoxLayout;
    newStage_ = ui::button(tr("New stage"), ui::ButtonKind::Ghost, QStringLiteral("plus"), part);
    newStage_->setVisible(mayChange_);
    foot->addWidget(newStage_);
    foot->addStretch(1);
    removeStage_ = ui::iconButton(QStringLiteral("trash-2"), tr("Delete the stage"), part);
    removeStage_->setVisible(mayChange_);
    foot->addWidget(removeStage_);
    column->addLayout(foot);
    if (mayChange_)
        column->addWidget(ui::label(tr("Drag to change the order, or Alt+↑ and Alt+↓"), ui::TextStyle::Caption,
                                    ui::Tone::Muted, part));
    connect(newStage_, &QPushButton::clicked, this, &PipelinePage::addStage);
    connect(removeStage_, &QToolButton::clicked, this, &PipelinePage::removeStage);
    connect(stages_, &PipelineStageList::removeRequested, this, &PipelinePage::removeStage);
    connect(stages_, &PipelineStageList::chosen, this, [this] {
        form_->flush();
        showStage();
    });
    connect(stages_, &PipelineStageList::reordered, this, [this] { save(model_->reorder(stages_->order())); });
    return part;
}

Uuid PipelinePage::lane() const {
    const QListWidgetItem* item = lanes_->currentItem();
    return item == nullptr ? Uuid{} : Uuid::parse(fromQt(item->data(Qt::UserRole).toString())).value_or(Uuid{});
}

void PipelinePage::fillLanes() {
    const std::string before = wantedLane_.isNil() ? lane().text() : wantedLane_.text();
    {
        const QSignalBlocker quiet(lanes_);
        lanes_->clear();
        for (const data::Record& record : model_->lanes()) {
            const schema::Field& titleField = laneEntity_->titleField();
            auto* item = new QListWidgetItem(
                data::display(record.cell(titleField.name()), &titleField, host_.context().language), lanes_);
            item->setData(Qt::UserRole, toQt(record.key.id.text()));
            item->setSizeHint(QSize(10, kLaneLine));
            if (record.key.id.text() == before) lanes_->setCurrentItem(item);
        }
        if (lanes_->currentItem() == nullptr && lanes_->count() > 0) lanes_->setCurrentRow(0);
    }
    if (lane() == wantedLane_) wantedLane_ = {};
    if (lanes_->count() == 0) {
        empty_->setContent(iconName(), tr("There is no pipeline yet"),
                           tr("A pipeline is the way that a deal goes, stage by stage."),
                           mayChange_ ? newLane_->accessibleName() : QString());
        return stack_->setCurrentWidget(empty_);
    }
    stack_->setCurrentIndex(1);
    fillStages();
}

QString PipelinePage::factsOf(const data::Record& stage) const {
    const v1::StageDef& def = model_->records().def().board().stage();
    QStringList facts;
    if (const auto norm = numberIn(stage.cell(def.norm_field()).value); norm > 0)
        facts << tr("up to %Ln working day(s)", "", static_cast<int>(norm));
    if (const auto* likely = std::get_if<Decimal>(&stage.cell(def.probability_field()).value))
        facts << tr("%1 %").arg(toQt(likely->text()));
    const QString role = data::display(stage.cell(def.role_field()), model_->stageEntity().field(def.role_field()),
                                       host_.context().language);
    if (!role.isEmpty()) facts << role;
    return facts.join(QStringLiteral(" · "));
}

void PipelinePage::fillStages() {
    if (!model_->isLoaded() || lanes_->currentItem() == nullptr) return;
    if (!name_->hasFocus()) name_->setText(lanes_->currentItem()->text());
    const schema::Entity& entity = model_->stageEntity();
    std::vector<StageLine> lines;
    for (const data::Record& stage : model_->stagesOf(lane())) {
        StageLine& line = lines.emplace_back();
        line.id = stage.key.id;
        line.name =
            data::display(stage.cell(entity.titleField().name()), &entity.titleField(), host_.context().language);
        for (const std::string& name : entity.def().color_fields()) {
            const v1::ChoiceDef* choice = data::choiceOf(entity.field(name), stage.cell(name).value);
            if (choice != nullptr && line.color.isEmpty()) line.color = toQt(choice->color());
        }
        line.facts = factsOf(stage);
        const model::BoardPipelines::Figures figures = model_->figuresOf(stage.key.id);
        const v1::ChoiceDef* kind =
            data::choiceOf(entity.field(model_->records().def().board().stage().kind_field()),
                           stage.cell(model_->records().def().board().stage().kind_field()).value);
        const bool closed = kind != nullptr && kind->closed();
        if (figures.count > 0) line.figures = QLocale().toString(figures.count);
        if (figures.count > 0 && figures.days && !closed)
            line.figures +=
                QStringLiteral(" · ") + tr("%1 d. on average").arg(QLocale().toString(*figures.days, 'f', 1));
        if (figures.late > 0 && !closed) line.late = tr("%Ln over the norm", "", static_cast<int>(figures.late));
    }
    stages_->setLines(lines);
    if (!wantedStage_.isNil()) {
        stages_->setCurrent(wantedStage_);
        if (stages_->current() == wantedStage_) {
            wantedStage_ = {};
            showStage();
            form_->focusName();
        }
    }
    if (stages_->currentItem() == nullptr && !lines.empty()) stages_->setCurrent(lines.front().id);
    removeStage_->setEnabled(!lines.empty());
    showStage();
}

void PipelinePage::showStage() {
    const Uuid id = stages_->current();
    formArea_->setVisible(!id.isNil());
    for (const data::Record& stage : model_->stagesOf(lane())) {
        if (stage.key.id == id) form_->setRecord(stage);
    }
}

void PipelinePage::save(data::Operation operation, const QString& words) {
    if (operation.changes.empty()) return;
    Host& host = host_;
    host_.context().writer->save(std::move(operation), this, [this, &host, words](Result<data::Saved> saved) {
        if (!saved) {
            form_->showRefusal(saved.error());
            host.toast(ui::ToastHost::Kind::Trouble,
                       wordsOf(host.context(), saved.error(), model_->stageEntity().name()));
            return model_->refresh();
        }
        if (!words.isEmpty()) host.done(words, saved->changeSet);
    });
}

void PipelinePage::addLane() {
    const auto taken = [this](const QString& wanted) {
        return !lanes_->findItems(wanted, Qt::MatchFixedString).isEmpty();
    };
    QString name = tr("New pipeline");
    for (int number = 2; taken(name); ++number) name = tr("New pipeline %1").arg(number);
    save(model_->newLane(lane(), name, wantedLane_), tr("Created: %1").arg(name));
}

void PipelinePage::addStage() {
    form_->flush();
    const QString name = tr("New stage");
    save(model_->newStage(lane(), name, wantedStage_), tr("Created: %1").arg(name));
}

void PipelinePage::rename() {
    const QString name = name_->text().trimmed();
    if (name.isEmpty() || lane().isNil() || name == lanes_->currentItem()->text()) return;
    host_.context().writer->save(
        [&] {
            data::Operation operation;
            v1::RecordChange& change = operation.changes.emplace_back();
            change.set_kind(v1::RecordChange::KIND_UPDATE);
            change.set_entity(laneEntity_->name());
            change.set_id(std::string(lane().view()));
            v1::FieldValue* field = change.add_fields();
            field->set_field(laneEntity_->def().title_field());
            field->mutable_value()->set_text(fromQt(name));
            operation.title = name;
            return operation;
        }(),
        this,
        [this](Result<data::Saved> saved) {
            if (saved) return;
            host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), saved.error(), laneEntity_->name()));
            if (lanes_->currentItem() != nullptr) name_->setText(lanes_->currentItem()->text());
        });
}

void PipelinePage::removeLane() {
    if (lane().isNil()) return;
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_DELETE);
    change.set_entity(laneEntity_->name());
    change.set_id(std::string(lane().view()));
    operation.title = lanes_->currentItem()->text();
    save(std::move(operation), tr("Deleted: %1").arg(lanes_->currentItem()->text()));
}

void PipelinePage::removeStage() {
    if (stages_->current().isNil()) return;
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_DELETE);
    change.set_entity(model_->stageEntity().name());
    change.set_id(std::string(stages_->current().view()));
    operation.title = stages_->currentItem()->text();
    save(std::move(operation), tr("Deleted: %1").arg(stages_->currentItem()->text()));
}

}  // namespace kupets::view
