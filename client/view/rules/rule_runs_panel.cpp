#include "client/view/rules/rule_runs_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTreeWidget>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/rules/rule_list.h"
#include "client/view/rules/rule_value_row.h"
#include "client/view/rules/why_dialog.h"
#include "client/view/words.h"
#include "common/wire/errors.h"

namespace kupets::view {
namespace {

using Line = v1::RuleRunLine;
constexpr std::uint32_t kPage = 100;
enum Column { kWhen, kWhat, kOutcome, kReason, kColumns };
constexpr int kWidths[] = {150, 230, 130};

QColor toneOf(Line::Outcome outcome) {
    switch (outcome) {
        case Line::DONE:
            return ui::tokens().successText;
        case Line::WAITS:
            return ui::tokens().accentText;
        case Line::FAILED:
        case Line::STOPPED:
            return ui::tokens().dangerText;
        default:
            return ui::tokens().secondary;
    }
}

}  // namespace

QString outcomeWords(Line::Outcome outcome) {
    switch (outcome) {
        case Line::WAITS:
            return RuleRunsPanel::tr("Waits");
        case Line::DONE:
            return RuleRunsPanel::tr("Done");
        case Line::NOT_SO:
            return RuleRunsPanel::tr("Did not apply");
        case Line::FAILED:
            return RuleRunsPanel::tr("Failed");
        default:
            return RuleRunsPanel::tr("Stopped");
    }
}

QString runReason(const RuleDesk& desk, const v1::RuleDef* def, const Line& line) {
    const schema::Entity* entity = desk.entity(line.entity());
    if (line.outcome() == Line::WAITS) return RuleRunsPanel::tr("before step %1").arg(line.step() + 1);
    if (line.outcome() == Line::DONE) return {};
    if (line.outcome() == Line::NOT_SO) {
        const std::string& part = line.error().field_path();
        if (def == nullptr || entity == nullptr) return RuleRunsPanel::tr("the condition did not hold");
        if (part == "was")
            return RuleRunsPanel::tr("before the change it was not so: %1")
                .arg(automation::conditionWords(desk.speaker(), *entity, def->was()));
        if (const auto at = placeIn(part, "triggers"); at && *at < def->triggers_size())
            return RuleRunsPanel::tr("it was no longer so: %1")
                .arg(automation::triggerWords(desk.speaker(), *entity, def->triggers(*at)));
        return RuleRunsPanel::tr("the condition did not hold: %1")
            .arg(automation::conditionWords(desk.speaker(), *entity, def->condition()));
    }
    return RuleRunsPanel::tr("step %1: %2")
        .arg(line.step() + 1)
        .arg(wordsOf(desk.context(), wire::fromProto(line.error()), line.entity()));
}

RuleRunsPanel::RuleRunsPanel(Host& host, const model::Rules& rules, RuleDesk& desk, QWidget* parent)
    : QWidget(parent), host_(host), rules_(rules), desk_(desk) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    outcomes_ = ruleBox(tr("Which runs"), this);
    outcomes_->addItem(tr("All runs"), -1);
    for (const Line::Outcome each : {Line::DONE, Line::NOT_SO, Line::FAILED, Line::STOPPED, Line::WAITS})
        outcomes_->addItem(outcomeWords(each), static_cast<int>(each));
    outcomes_->setMinimumWidth(200);
    head->addWidget(outcomes_);
    head->addStretch(1);
    auto* refresh = ui::iconButton(QStringLiteral("refresh-cw"), tr("Ask anew"), this);
    head->addWidget(refresh);
    column->addLayout(head);
    stack_ = new QStackedWidget(this);
    list_ = new QTreeWidget(stack_);
    list_->setAccessibleName(tr("Runs"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setColumnCount(kColumns);
    list_->setHeaderLabels({tr("When"), tr("For what"), tr("Outcome"), tr("Why")});
    tidyHeader(*list_);
    list_->header()->setStretchLastSection(true);
    for (int at = 0; at < kReason; ++at) list_->header()->resizeSection(at, kWidths[at]);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    stack_->addWidget(list_);
    empty_ = new ui::EmptyState(stack_);
    stack_->addWidget(empty_);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, stack_));
    column->addWidget(stack_, 1);
    connect(outcomes_, &QComboBox::currentIndexChanged, this, &RuleRunsPanel::refresh);
    connect(refresh, &QToolButton::clicked, this, &RuleRunsPanel::refresh);
    connect(list_, &QTreeWidget::itemActivated, this, &RuleRunsPanel::open);
    connect(list_, &QTreeWidget::customContextMenuRequested, this, &RuleRunsPanel::openMenu);
    connect(list_->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int at) {
        if (more_ && !call_.isOpen() && at >= list_->verticalScrollBar()->maximum() - 4) ask(true);
    });
    connect(empty_, &ui::EmptyState::acted, this, &RuleRunsPanel::refresh);
}

void RuleRunsPanel::showRule(const Uuid& rule) {
    rule_ = rule;
    record_.reset();
    list_->setHeaderLabels({tr("When"), tr("For what"), tr("Outcome"), tr("Why")});
    refresh();
}

void RuleRunsPanel::showRecord(const data::RecordKey& record) {
    rule_ = {};
    record_ = record;
    list_->setHeaderLabels({tr("When"), tr("Rule"), tr("Outcome"), tr("Why")});
    refresh();
}

void RuleRunsPanel::refresh() {
    if (lines_.empty()) stack_->setCurrentIndex(2);
    answered_ = false;
    ask(false);
}

void RuleRunsPanel::ask(bool more) {
    v1::RuleRunsRequest request;
    if (!rule_.isNil()) request.set_rule(std::string(rule_.view()));
    if (record_) {
        request.set_entity(record_->entity);
        request.set_record(std::string(record_->id.view()));
    }
    if (const int outcome = outcomes_->currentData().toInt(); outcome >= 0)
        request.add_outcomes(static_cast<Line::Outcome>(outcome));
    if (more && !lines_.empty()) request.set_after(lines_.back().id());
    request.set_limit(kPage);
    call_.cancel();
    call_ = host_.context().connection->call<v1::RuleRunsReply>(
        v1::METHOD_RULES_RUNS, request, this, [this, more](Result<v1::RuleRunsReply> reply) {
            answered_ = true;
            if (reply) return take(*reply, more);
            empty_->setContent(QStringLiteral("circle-alert"), tr("Could not load the runs"),
                               wordsOf(host_.context(), reply.error(), "rule"), tr("Try again"));
            stack_->setCurrentWidget(empty_);
        });
}

void RuleRunsPanel::take(const v1::RuleRunsReply& reply, bool more) {
    if (!more) {
        list_->clear();
        lines_.clear();
    }
    for (const Line& line : reply.lines()) addLine(line);
    more_ = reply.more();
    if (lines_.empty())
        empty_->setContent(QStringLiteral("history"),
                           record_ ? tr("No rule has looked at this record") : tr("It has not run yet"),
                           tr("Each time when it is set off stands here: for what, when, what it did and why not."));
    stack_->setCurrentIndex(lines_.empty() ? 1 : 0);
}

void RuleRunsPanel::addLine(const Line& line) {
    lines_.push_back(line);
    auto* item = new QTreeWidgetItem(list_);
    item->setText(kWhen, agoWords(line.begun_at(), host_.context().language));
    item->setToolTip(kWhen, data::displayMoment({line.begun_at()}, host_.context().language));
    QString what = toQt(record_ ? line.rule_name() : line.title());
    if (what.isEmpty()) what = record_ ? tr("(deleted rule)") : tr("(deleted)");
    item->setText(kWhat, what);
    item->setToolTip(kWhat, what);
    item->setText(kOutcome, outcomeWords(line.outcome()));
    item->setForeground(kOutcome, toneOf(line.outcome()));
    const QString reason = reasonOf(line);
    item->setText(kReason, reason);
    item->setToolTip(kReason, reason);
    item->setForeground(kReason, ui::tokens().secondary);
    item->setSizeHint(0, QSize(0, ui::metrics::kRow));
}

QString RuleRunsPanel::reasonOf(const Line& line) const {
    const model::RuleRecord* rule = rules_.find(Uuid::fromBytes(line.rule()).value_or(Uuid()));
    return runReason(desk_, rule == nullptr ? nullptr : &rule->def, line);
}

void RuleRunsPanel::open(const QTreeWidgetItem* item) {
    const int at = list_->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item));
    if (at < 0) return;
    const Line& line = lines_[static_cast<std::size_t>(at)];
    const auto id = Uuid::fromBytes(record_ ? line.rule() : line.record());
    if (!id) return;
    const data::RecordKey key{record_ ? std::string("rule") : line.entity(), *id};
    Host& host = host_;
    Q_EMIT left();
    host.openRecord(key);
}

void RuleRunsPanel::openMenu(const QPoint& at) {
    const QTreeWidgetItem* item = list_->itemAt(at);
    const int row = item == nullptr ? -1 : list_->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item));
    if (row < 0) return;
    const Line& line = lines_[static_cast<std::size_t>(row)];
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(ui::icon(QStringLiteral("external-link")), record_ ? tr("Open the rule") : tr("Open the record"),
                    this, [this, item] { open(item); });
    const auto set = Uuid::fromBytes(line.change_set().empty() ? line.cause_set() : line.change_set());
    QAction* why = menu->addAction(ui::icon(QStringLiteral("git-branch")), tr("Why?"), this, [this, set] {
        if (set) WhyDialog::openChange(host_, *set, window());
    });
    why->setEnabled(set.has_value() && !set->isNil());
    menu->popup(list_->viewport()->mapToGlobal(at));
}

}  // namespace kupets::view
