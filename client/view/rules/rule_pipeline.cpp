#include "client/view/rules/rule_pipeline.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <algorithm>

#include "client/model/board_stages.h"
#include "client/ui/chip.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/rules/rule_parts.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kColumnWidth = 260;
constexpr qsizetype kMostWords = 160;

/// A tile that one presses, or opens by Enter.
class RuleCard : public QFrame {
public:
    RuleCard(QWidget* parent, std::function<void()> open) : QFrame(parent), open_(std::move(open)) {
        setProperty("surface", "raised");
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (event->button() == Qt::LeftButton && rect().contains(event->pos())) open_();
    }
    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return QFrame::keyPressEvent(event);
        open_();
    }

private:
    std::function<void()> open_;
};

const schema::Field* columnOf(const schema::Entity& entity) {
    const std::string name = model::boardOf(entity).column_field();
    return name.empty() ? nullptr : entity.field(name);
}

bool hasStages(const schema::Entity& entity) {
    return entity.def().board().has_stage() && columnOf(entity) != nullptr && columnOf(entity)->target != nullptr;
}

}  // namespace

RulePipeline::RulePipeline(RuleDesk& desk, model::Rules& rules, bool mayChange, QWidget* parent)
    : QWidget(parent), desk_(desk), rules_(rules), mayChange_(mayChange) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(ui::metrics::kPage, 12, ui::metrics::kPage, 8);
    head->setSpacing(8);
    entities_ = ruleBox(tr("Board of what"), this);
    for (const schema::Entity* entity : ruleEntities(desk.schema()))
        if (columnOf(*entity) != nullptr && (hasStages(*entity) || columnOf(*entity)->type() == v1::CHOICE))
            entities_->addItem(ui::icon(iconOf(*entity)), say(desk.context(), entity->def().plural()),
                               toQt(entity->name()));
    lanes_ = ruleBox(tr("Which pipeline"), this);
    head->addWidget(entities_);
    head->addWidget(lanes_);
    head->addWidget(
        ui::label(tr("What the program does by itself on each stage"), ui::TextStyle::Caption, ui::Tone::Muted, this));
    head->addStretch(1);
    column->addLayout(head);
    stack_ = new QStackedWidget(this);
    auto* scroll = new QScrollArea(stack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* inner = new QWidget(scroll);
    inner->setProperty("transparent", true);
    row_ = new QHBoxLayout(inner);
    row_->setContentsMargins(ui::metrics::kPage, 4, ui::metrics::kPage, 12);
    row_->setSpacing(10);
    scroll->setWidget(inner);
    stack_->addWidget(scroll);
    empty_ = new ui::EmptyState(stack_);
    empty_->setContent(QStringLiteral("columns-3"), tr("There are no stages here"),
                       tr("A board needs columns before rules can stand on them."));
    stack_->addWidget(empty_);
    column->addWidget(stack_, 1);
    connect(entities_, &QComboBox::currentIndexChanged, this,
            [this] { showEntity(fromQt(entities_->currentData().toString())); });
    connect(lanes_, &QComboBox::currentIndexChanged, this, &RulePipeline::refresh);
    connect(&rules, &model::Rules::changed, this, &RulePipeline::refresh);
    connect(&desk, &RuleDesk::changed, this, &RulePipeline::refresh);
    if (entities_->count() > 0) showEntity(fromQt(entities_->currentData().toString()));
}

void RulePipeline::showEntity(const std::string& name) {
    const int at = entities_->findData(toQt(name));
    if (at < 0) return;
    {
        const QSignalBlocker quiet(entities_);
        entities_->setCurrentIndex(at);
    }
    entity_ = desk_.entity(name);
    delete std::exchange(pipelines_, nullptr);
    if (hasStages(*entity_)) {
        pipelines_ = new model::BoardPipelines(desk_.context(), desk_.snapshot(), *entity_, this);
        connect(pipelines_, &model::BoardPipelines::changed, this, &RulePipeline::showLanes);
    }
    showLanes();
}

void RulePipeline::showLanes() {
    const QVariant before = lanes_->currentData();
    {
        const QSignalBlocker quiet(lanes_);
        lanes_->clear();
        if (pipelines_ != nullptr) {
            const schema::Field& title = pipelines_->laneEntity().titleField();
            for (const data::Record& lane : pipelines_->lanes())
                lanes_->addItem(data::display(lane.cell(title.name()), &title, desk_.context().language),
                                toQt(lane.key.id.text()));
        }
        lanes_->setCurrentIndex(std::max(0, lanes_->findData(before)));
    }
    lanes_->setVisible(lanes_->count() > 1);
    refresh();
}

std::vector<RulePipeline::Stage> RulePipeline::stages() const {
    std::vector<Stage> out;
    if (pipelines_ == nullptr) {
        const schema::Field* field = columnOf(*entity_);
        if (field != nullptr)
            for (const v1::ChoiceDef& choice : field->def.choices())
                out.push_back({choice.value(), say(desk_.context(), choice.label()), toQt(choice.color())});
        return out;
    }
    const auto lane = Uuid::parse(fromQt(lanes_->currentData().toString()));
    const schema::Entity& entity = pipelines_->stageEntity();
    for (const data::Record& stage : pipelines_->stagesOf(lane.value_or(Uuid()))) {
        Stage& made = out.emplace_back();
        made.value = stage.key.id.text();
        made.name =
            data::display(stage.cell(entity.titleField().name()), &entity.titleField(), desk_.context().language);
        for (const std::string& name : entity.def().color_fields())
            if (const v1::ChoiceDef* choice = data::choiceOf(entity.field(name), stage.cell(name).value))
                if (made.color.isEmpty()) made.color = toQt(choice->color());
        desk_.learn(stage.key.id, made.name);
    }
    return out;
}

void RulePipeline::refresh() {
    if (entity_ == nullptr) return;
    ui::clearLayout(row_);
    columns_.clear();
    for (const Stage& stage : stages()) addColumn(stage);
    row_->addStretch(1);
    const bool loading = pipelines_ != nullptr && !pipelines_->isLoaded();
    stack_->setCurrentIndex(columns_.empty() && !loading ? 1 : 0);
}

void RulePipeline::addColumn(const Stage& stage) {
    Column& made = columns_.emplace_back();
    made.stage = stage;
    auto* whole = new QWidget(this);
    whole->setProperty("surface", "sunken");
    whole->setAttribute(Qt::WA_StyledBackground);
    whole->setFixedWidth(kColumnWidth);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    auto* dot = new ui::Dot(whole);
    dot->setColor(stage.color);
    head->addWidget(dot);
    auto* name = new ui::ElidedLabel(stage.name, whole);
    name->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    head->addWidget(name, 1);
    column->addLayout(head);
    const schema::Field* field = columnOf(*entity_);
    for (const model::RuleRecord& rule : rules_.rules()) {
        if (rule.def.entity() != entity_->name()) continue;
        for (const v1::RuleTrigger& trigger : rule.def.triggers()) {
            const bool leaves = trigger.kind() == v1::RuleTrigger::LEFT;
            if (!leaves && trigger.kind() != v1::RuleTrigger::ENTERED) continue;
            if (trigger.fields_size() != 1 || trigger.fields(0) != field->name() || trigger.value() != stage.value)
                continue;
            made.rules.push_back(rule.id);
            column->addWidget(makeCard(rule, leaves, whole));
        }
    }
    made.add = ui::button(tr("Rule"), ui::ButtonKind::Ghost, QStringLiteral("plus"), whole);
    made.add->setAccessibleName(tr("New rule on the stage “%1”").arg(stage.name));
    made.add->setVisible(mayChange_);
    column->addWidget(made.add);
    column->addStretch(1);
    connect(made.add, &QPushButton::clicked, this, [this, stage, name = field->name()] {
        v1::RuleDef def;
        def.set_entity(entity_->name());
        v1::RuleTrigger* trigger = def.add_triggers();
        trigger->set_kind(v1::RuleTrigger::ENTERED);
        trigger->add_fields(name);
        trigger->set_value(stage.value);
        Q_EMIT ruleWanted(def);
    });
    made.widget = whole;
    row_->addWidget(whole);
    whole->show();
}

QWidget* RulePipeline::makeCard(const model::RuleRecord& rule, bool leaving, QWidget* parent) {
    auto* card = new RuleCard(parent, [this, id = rule.id] { Q_EMIT ruleChosen(id); });
    card->setAccessibleName(rule.name);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(3);
    auto* name =
        ui::label(rule.name, ui::TextStyle::BodyStrong, rule.enabled ? ui::Tone::Normal : ui::Tone::Muted, card);
    name->setWordWrap(true);
    column->addWidget(name);
    QStringList facts{leaving ? tr("on leaving") : tr("on coming")};
    if (!rule.enabled) facts << tr("switched off");
    column->addWidget(ui::label(facts.join(QStringLiteral(" · ")), ui::TextStyle::Caption, ui::Tone::Muted, card));
    QString words = automation::stepsWords(desk_.speaker(), *entity_, rule.def.steps());
    if (!rule.def.condition().empty())
        words = tr("if %1: %2").arg(automation::conditionWords(desk_.speaker(), *entity_, rule.def.condition()), words);
    if (words.size() > kMostWords) words = words.left(kMostWords - 1) + u'…';
    auto* does = ui::label(words, ui::TextStyle::Caption, ui::Tone::Secondary, card);
    does->setWordWrap(true);
    column->addWidget(does);
    return card;
}

}  // namespace kupets::view
