#include "client/view/rules/rules_page.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/chronology_panel.h"
#include "client/view/rules/rule_editor.h"
#include "client/view/rules/rule_list.h"
#include "client/view/rules/rule_pipeline.h"
#include "client/view/rules/rule_rehearsal.h"
#include "client/view/rules/rule_runs_panel.h"
#include "client/view/rules/rule_templates.h"
#include "client/view/words.h"

namespace kupets::view {

const QString RulesPage::kAddress = QStringLiteral("rules");

namespace {

constexpr int kListWidth = 320;
constexpr int kSmallList = 204;
constexpr int kRoomy = 1000;
constexpr const char* kRule = "rule";

}  // namespace

bool RulesPage::mayChange(const data::Context& context) {
    return context.connection != nullptr && context.connection->session().role == QLatin1String("administrator");
}

RulesPage::RulesPage(Host& host, const QString& address, const Uuid& rule, QWidget* parent)
    : Page(parent),
      host_(host),
      address_(address),
      mayChange_(mayChange(host.context())),
      desk_(new RuleDesk(host, this)),
      model_(new model::Rules(host.context(), this)),
      wanted_(rule) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(column);
    column->addWidget(ui::horizontalLine(this));
    stack_ = new QStackedWidget(this);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, stack_));
    auto* parts = parts_ = new QWidget(stack_);
    auto* row = new QHBoxLayout(parts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    list_ = new RuleList(*desk_, mayChange_, parts);
    row->addWidget(list_);
    row->addWidget(ui::verticalLine(parts));
    right_ = new QStackedWidget(parts);
    none_ = new ui::EmptyState(right_);
    none_->setContent(QStringLiteral("zap"), tr("Choose a rule"), tr("What it does is shown here as one sentence."));
    right_->addWidget(none_);
    right_->addWidget(buildRule());
    row->addWidget(right_, 1);
    stack_->addWidget(parts);
    empty_ = new ui::EmptyState(stack_);
    stack_->addWidget(empty_);
    pipeline_ = new RulePipeline(*desk_, *model_, mayChange_, stack_);
    stack_->addWidget(pipeline_);
    column->addWidget(stack_, 1);
    connect(pipeline_, &RulePipeline::ruleChosen, this, [this](const Uuid& id) {
        setPipeline(false);
        choose(id);
    });
    connect(pipeline_, &RulePipeline::ruleWanted, this, [this](const v1::RuleDef& def) {
        setPipeline(false);
        begin({}, {}, def);
    });
    if (address.startsWith(kAddress + u'/')) {
        pipeline_->showEntity(fromQt(address.section(u'/', 1, 1)));
        setPipeline(true);
    }

    connect(list_, &RuleList::chosen, this, &RulesPage::choose);
    connect(list_, &RuleList::toggled, this, &RulesPage::switchRule);
    connect(model_, &model::Rules::changed, this, &RulesPage::fill);
    connect(model_, &model::Rules::figuresChanged, this, &RulesPage::fill);
    connect(model_, &model::Rules::failed, this, [this](const Error& error) {
        if (model_->isLoaded()) return;
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not load the rules"),
                           wordsOf(host_.context(), error, kRule), tr("Try again"));
        stack_->setCurrentWidget(empty_);
    });
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        if (model_->isLoaded()) return static_cast<void>(openTemplates());
        stack_->setCurrentIndex(0);
        model_->refresh();
    });
}

QString RulesPage::title() const { return tr("Rules of automation"); }
/// In a small window the rule needs the room.
void RulesPage::resizeEvent(QResizeEvent* event) {
    list_->setFixedWidth(width() < kRoomy ? kSmallList : kListWidth);
    Page::resizeEvent(event);
}

void RulesPage::shown() { asPipeline_->isChecked() ? pipeline_->setFocus() : list_->setFocus(); }

void RulesPage::buildHead(QVBoxLayout* column) {
    auto* head = new QWidget(this);
    head->setFixedHeight(56);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(8);
    row->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, head));
    if (!mayChange_)
        row->addWidget(
            ui::label(tr("Only administrators change rules"), ui::TextStyle::Caption, ui::Tone::Muted, head));
    row->addSpacing(12);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    const auto addSegment = [&](const QString& words, const char* edge) {
        auto* part = new QPushButton(words, head);
        part->setCheckable(true);
        part->setAutoExclusive(true);
        part->setProperty("variant", "segment");
        part->setProperty("edge", QString::fromLatin1(edge));
        segments->addWidget(part);
        return part;
    };
    asList_ = addSegment(tr("List"), "first");
    asPipeline_ = addSegment(tr("Pipeline"), "last");
    asList_->setChecked(true);
    connect(asList_, &QPushButton::clicked, this, [this] { setPipeline(false); });
    connect(asPipeline_, &QPushButton::clicked, this, [this] { setPipeline(true); });
    row->addLayout(segments);
    row->addStretch(1);
    new_ = ui::button(tr("New rule"), ui::ButtonKind::Primary, QStringLiteral("plus"), head);
    new_->setVisible(mayChange_);
    connect(new_, &QPushButton::clicked, this, [this] { openTemplates(); });
    row->addWidget(new_);
    column->addWidget(head);
}

QWidget* RulesPage::buildRule() {
    auto* whole = new QWidget(right_);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(24, 4, 12, 0);
    tabs_ = new QTabBar(whole);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    for (const QString& name : {tr("Rule"), tr("Trial on the past"), tr("Runs"), tr("Versions")}) tabs_->addTab(name);
    top->addWidget(tabs_);
    top->addStretch(1);
    remove_ = ui::iconButton(QStringLiteral("trash-2"), tr("Delete the rule"), whole);
    remove_->setVisible(mayChange_);
    connect(remove_, &QToolButton::clicked, this, &RulesPage::remove);
    top->addWidget(remove_);
    column->addLayout(top);
    column->addWidget(ui::horizontalLine(whole));
    tabStack_ = new QStackedWidget(whole);
    auto* scroll = new QScrollArea(tabStack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    editor_ = new RuleEditor(*desk_, mayChange_, scroll);
    editor_->setProperty("transparent", true);
    scroll->setWidget(editor_);
    tabStack_->addWidget(scroll);
    rehearsal_ = new RuleRehearsal(*desk_, tabStack_);
    tabStack_->addWidget(rehearsal_);
    runs_ = new RuleRunsPanel(host_, *model_, *desk_, tabStack_);
    tabStack_->addWidget(runs_);
    versions_ = new ChronologyPanel(host_, tabStack_);
    tabStack_->addWidget(versions_);
    column->addWidget(tabStack_, 1);
    column->addWidget(buildFoot());
    connect(tabs_, &QTabBar::currentChanged, this, &RulesPage::showTab);
    connect(editor_, &RuleEditor::edited, this, [this] {
        if (editor_->isNew()) list_->showTyped(editor_->rule());
        refreshFoot();
    });
    connect(editor_, &RuleEditor::toggled, this, [this](bool on) { switchRule(editor_->id(), on); });
    return whole;
}

QWidget* RulesPage::buildFoot() {
    foot_ = new QWidget(right_);
    auto* column = new QVBoxLayout(foot_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(ui::horizontalLine(foot_));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(24, 10, 24, 10);
    row->setSpacing(8);
    row->addWidget(ui::label(tr("Not saved yet"), ui::TextStyle::Body, ui::Tone::Secondary, foot_), 1);
    revert_ = ui::button(tr("Cancel"), ui::ButtonKind::Normal, {}, foot_);
    save_ = ui::button(tr("Save"), ui::ButtonKind::Primary, QStringLiteral("check"), foot_);
    save_->setToolTip(QStringLiteral("Ctrl+S"));
    row->addWidget(revert_);
    row->addWidget(save_);
    column->addLayout(row);
    connect(revert_, &QPushButton::clicked, this, &RulesPage::revert);
    connect(save_, &QPushButton::clicked, this, &RulesPage::save);
    foot_->hide();
    return foot_;
}

void RulesPage::setPipeline(bool on) {
    (on ? asPipeline_ : asList_)->setChecked(true);
    if (on) return stack_->setCurrentWidget(pipeline_);
    stack_->setCurrentWidget(model_->isLoaded() ? parts_ : stack_->widget(0));
    fill();
}

void RulesPage::fill() {
    if (!model_->isLoaded()) return;
    std::vector<RuleDesk::Named> names;
    std::vector<RuleList::Line> lines;
    for (const Uuid& id : fresh_) {
        const bool shown = editor_->id() == id;
        lines.push_back({shown ? editor_->rule() : drafts_[id], true, {}});
    }
    for (const model::RuleRecord& rule : model_->rules()) {
        if (std::ranges::find(fresh_, rule.id) != fresh_.end()) continue;
        names.push_back({rule.id, rule.name});
        lines.push_back({rule, drafts_.contains(rule.id), model_->figuresOf(rule.id)});
    }
    desk_->setRules(std::move(names));
    list_->setLines(std::move(lines));
    if (model_->rules().empty() && fresh_.empty()) {
        empty_->setContent(QStringLiteral("zap"), tr("There is no rule yet"),
                           tr("Teach the program what your company does each time: “If a deal goes to the stage "
                              "“Delivery”, then send an SMS to the client”."),
                           mayChange_ ? tr("New rule") : QString());
        if (!asPipeline_->isChecked()) stack_->setCurrentWidget(empty_);
        return;
    }
    if (!asPipeline_->isChecked()) stack_->setCurrentWidget(parts_);
    const model::RuleRecord* now = model_->find(editor_->id());
    if (now != nullptr && !saving_) editor_->setSaved(*now);
    const bool gone = now == nullptr && !editor_->id().isNil() && !editor_->isNew() && !saving_;
    if (gone) right_->setCurrentIndex(0);
    list_->setCurrent(editor_->id());
    if (!wanted_.isNil() && model_->find(wanted_) != nullptr) choose(std::exchange(wanted_, {}));
    refreshFoot();
}

/// What is typed of the rule in hand, before another one is shown.
void RulesPage::keepDraft() {
    if (editor_->id().isNil()) return;
    if (editor_->isDirty())
        drafts_[editor_->id()] = editor_->rule();
    else
        drafts_.erase(editor_->id());
}

void RulesPage::choose(const Uuid& id) {
    if (id == editor_->id() && right_->currentIndex() == 1) return;
    keepDraft();
    showRule(id);
    fill();
}

void RulesPage::showRule(const Uuid& id) {
    const auto draft = drafts_.find(id);
    const model::RuleRecord* known = model_->find(id);
    if (known != nullptr)
        editor_->setRule(*known, false, draft == drafts_.end() ? nullptr : &draft->second);
    else if (draft != drafts_.end())
        editor_->setRule(draft->second, true);
    else
        return;
    drafts_.erase(id);
    right_->setCurrentIndex(1);
    list_->setCurrent(id);
    for (const int tab : {kRuns, kVersions}) tabs_->setTabEnabled(tab, !editor_->isNew());
    if (editor_->isNew() && tabs_->currentIndex() > kTrial) tabs_->setCurrentIndex(kWhat);
    showTab();
    refreshFoot();
}

void RulesPage::showTab() {
    tabStack_->setCurrentIndex(tabs_->currentIndex());
    if (tabs_->currentIndex() == kTrial) rehearsal_->setRule(editor_->rule().def);
    if (tabs_->currentIndex() == kRuns) runs_->showRule(editor_->id());
    if (tabs_->currentIndex() == kVersions) versions_->setRecord({kRule, editor_->id()}, editor_->rule().name);
    refreshFoot();
}

void RulesPage::refreshFoot() {
    foot_->setVisible(right_->currentIndex() == 1 && editor_->isDirty());
    save_->setEnabled(!saving_);
}

RuleTemplates* RulesPage::openTemplates() {
    if (!mayChange_) return nullptr;
    auto* dialog = new RuleTemplates(*desk_, window());
    connect(dialog, &RuleTemplates::chosen, this, &RulesPage::begin);
    dialog->open();
    return dialog;
}

void RulesPage::begin(const QString& name, const QString& note, const v1::RuleDef& def) {
    model::RuleRecord rule;
    rule.id = Uuid::make();
    rule.name = name;
    rule.note = note;
    rule.enabled = true;
    const net::SessionInfo& session = host_.context().connection->session();
    rule.owner = {Value(session.userId), fromQt(session.name)};
    rule.def = def;
    if (rule.def.entity().empty() || desk_->entity(rule.def.entity()) == nullptr)
        rule.def.set_entity(ruleEntities(desk_->schema()).front()->name());
    if (rule.def.triggers().empty()) rule.def.add_triggers()->set_kind(v1::RuleTrigger::CREATED);
    keepDraft();
    fresh_.insert(fresh_.begin(), rule.id);
    drafts_[rule.id] = rule;
    showRule(rule.id);
    fill();
    editor_->focusName();
}

bool RulesPage::isDirty() const { return !drafts_.empty() || editor_->isDirty(); }

void RulesPage::save() {
    if (saving_ || !editor_->isDirty()) return;
    tabs_->setCurrentIndex(kWhat);
    if (!editor_->check()) return;
    const model::RuleRecord rule = editor_->rule();
    const bool made = editor_->isNew();
    send(model::saveOf(made ? nullptr : &*editor_->saved(), rule), rule,
         made ? tr("Created: %1").arg(rule.name) : tr("Saved: %1").arg(rule.name), true);
}

/// `whole`: the rule as it stands in the drop-downs; else its switch alone.
void RulesPage::send(data::Operation operation, const model::RuleRecord& rule, const QString& words, bool whole) {
    if (operation.changes.empty()) return;
    saving_ = whole;
    refreshFoot();
    host_.context().writer->save(std::move(operation), this, [this, rule, words, whole](Result<data::Saved> saved) {
        saving_ = false;
        if (!saved) {
            if (editor_->id() == rule.id) editor_->showRefusal(saved.error());
            host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), saved.error(), kRule));
            if (!whole) editor_->setEnabledShown(editor_->saved() && editor_->saved()->enabled);
            fill();
            return;
        }
        if (whole) {
            model::RuleRecord now = rule;
            if (!saved->records.empty()) now.version = saved->records.front().version();
            std::erase(fresh_, rule.id);
            drafts_.erase(rule.id);
            if (editor_->id() == rule.id) editor_->takeSaved(now);
            for (const int tab : {kRuns, kVersions}) tabs_->setTabEnabled(tab, true);
        }
        host_.done(words, saved->changeSet);
        model_->refresh();
        refreshFoot();
    });
}

void RulesPage::switchRule(const Uuid& id, bool on) {
    const model::RuleRecord* known = model_->find(id);
    if (known == nullptr) return;
    model::RuleRecord after = *known;
    after.enabled = on;
    send(model::saveOf(known, after), after, (on ? tr("Switched on: %1") : tr("Switched off: %1")).arg(known->name),
         false);
}

void RulesPage::revert() {
    const Uuid id = editor_->id();
    if (editor_->isNew()) {
        std::erase(fresh_, id);
        editor_->setRule({}, false);
        right_->setCurrentIndex(0);
    } else if (const model::RuleRecord* known = model_->find(id)) {
        editor_->setRule(*known, false);
    }
    fill();
}

void RulesPage::remove() {
    const model::RuleRecord* known = model_->find(editor_->id());
    if (known == nullptr) return revert();
    const QString words = tr("Deleted: %1").arg(known->name);
    host_.context().writer->save(model::removalOf(*known), this, [this, words](Result<data::Saved> saved) {
        if (!saved) return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), saved.error(), kRule));
        editor_->setRule({}, false);
        right_->setCurrentIndex(0);
        host_.done(words, saved->changeSet);
        model_->refresh();
    });
}

QByteArray RulesPage::kept() const {
    QJsonArray all;
    const auto keep = [&](const model::RuleRecord& rule) {
        const bool fresh = std::ranges::find(fresh_, rule.id) != fresh_.end();
        all.append(QJsonObject{{QStringLiteral("id"), toQt(rule.id.text())},
                               {QStringLiteral("name"), rule.name},
                               {QStringLiteral("note"), rule.note},
                               {QStringLiteral("enabled"), rule.enabled},
                               {QStringLiteral("new"), fresh},
                               {QStringLiteral("definition"), toQt(model::writeRule(rule.def))}});
    };
    for (const auto& [id, rule] : drafts_) keep(rule);
    if (editor_->isDirty()) keep(editor_->rule());
    return all.isEmpty() ? QByteArray() : QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void RulesPage::restore(const QByteArray& kept) {
    if (!mayChange_) return;
    for (const QJsonValue& each : QJsonDocument::fromJson(kept).array()) {
        model::RuleRecord rule;
        const auto id = Uuid::parse(fromQt(each[QStringLiteral("id")].toString()));
        const auto def = model::readRule(fromQt(each[QStringLiteral("definition")].toString()));
        if (!id || !def) continue;
        rule.id = *id;
        rule.name = each[QStringLiteral("name")].toString();
        rule.note = each[QStringLiteral("note")].toString();
        rule.enabled = each[QStringLiteral("enabled")].toBool();
        rule.def = *def;
        const net::SessionInfo& session = host_.context().connection->session();
        rule.owner = {Value(session.userId), fromQt(session.name)};
        if (each[QStringLiteral("new")].toBool()) fresh_.push_back(rule.id);
        drafts_[rule.id] = rule;
    }
    fill();
}

command::Actions RulesPage::list(RulesPage* self) {
    using command::Place;
    return {{.id = QStringLiteral("rules.new"),
             .text = tr("New rule of automation"),
             .iconName = QStringLiteral("plus"),
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
             .place = Place::Rules,
             .enabled = [self] { return self->mayChange_; },
             .run = [self] { self->openTemplates(); }},
            {.id = QStringLiteral("rules.save"),
             .text = tr("Save the rule"),
             .iconName = QStringLiteral("check"),
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_S)},
             .place = Place::Rules,
             .enabled = [self] { return self->editor_->isDirty(); },
             .run = [self] { self->save(); }},
            {.id = QStringLiteral("rules.revert"),
             .text = tr("Give up the changes of the rule"),
             .iconName = QStringLiteral("undo-2"),
             .place = Place::Rules,
             .enabled = [self] { return self->editor_->isDirty(); },
             .run = [self] { self->revert(); }},
            {.id = QStringLiteral("rules.delete"),
             .text = tr("Delete the rule"),
             .iconName = QStringLiteral("trash-2"),
             .place = Place::Rules,
             .enabled = [self] { return self->mayChange_ && self->model_->find(self->editor_->id()) != nullptr; },
             .run = [self] { self->remove(); }},
            {.id = QStringLiteral("rules.refresh"),
             .text = tr("Load the rules anew"),
             .iconName = QStringLiteral("refresh-cw"),
             .keys = {QKeySequence(Qt::Key_F5)},
             .place = Place::Rules,
             .run = [self] {
                 self->model_->refresh();
                 self->model_->refreshFigures();
             }}};
}

}  // namespace kupets::view
