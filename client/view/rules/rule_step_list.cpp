#include "client/view/rules/rule_step_list.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/widgets.h"
#include "client/view/rules/rule_value_row.h"

namespace kupets::view {
namespace {
constexpr int kNumberWidth = 22;
constexpr int kPad = 12;
constexpr int kAddWidth = 200;
constexpr int kLeastKind = 150;
}  // namespace

StepBox::StepBox(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent)
    : QWidget(parent), desk_(desk), entity_(entity) {
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(kPad, 10, kPad, 10);
    across->setSpacing(8);
    number_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Secondary, this);
    number_->setFixedSize(kNumberWidth, ui::metrics::kControl);
    across->addWidget(number_, 0, Qt::AlignTop);
    column_ = new QVBoxLayout;
    column_->setSpacing(8);
    across->addLayout(column_, 1);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    kind_ = ruleBox(tr("What to do"), this);
    for (const auto kind : stepKinds()) kind_->addItem(automation::stepKindWords(kind), static_cast<int>(kind));
    kind_->setCurrentIndex(kind_->findData(static_cast<int>(step.action_case())));
    kind_->setMinimumWidth(kLeastKind);
    head->addWidget(kind_);
    head->addStretch(1);
    later_ = ui::button(tr("later"), ui::ButtonKind::Ghost, QStringLiteral("clock"), this);
    later_->setProperty("fit", "small");
    later_->setToolTip(tr("Not at once, but after some time"));
    up_ = ui::smallIconButton(QStringLiteral("arrow-up"), tr("Earlier"), this);
    down_ = ui::smallIconButton(QStringLiteral("arrow-down"), tr("Later"), this);
    auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove the step"), this);
    head->addWidget(later_);
    for (QToolButton* button : {up_, down_, remove}) head->addWidget(button);
    column_->addLayout(head);
    delay_ = new QWidget(this);
    auto* wait = new QHBoxLayout(delay_);
    wait->setContentsMargins(0, 0, 0, 0);
    wait->setSpacing(6);
    wait->addWidget(ui::label(tr("In"), ui::TextStyle::Body, ui::Tone::Secondary, delay_));
    after_ = new SpanEdit(tr("After how long"), delay_);
    wait->addWidget(after_);
    wait->addStretch(1);
    column_->addWidget(delay_);
    when_ = new ConditionPart(desk, entity, tr("only if…"), this);
    when_->setText(step.when());
    problem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    problem_->setWordWrap(true);
    problem_->hide();
    build(step);
    column_->addWidget(when_);
    column_->addWidget(problem_);
    after_->setSpan(step.after());
    delay_->setVisible(step.after().amount() != 0);
    later_->setVisible(!delay_->isVisibleTo(this));
    connect(later_, &QPushButton::clicked, this, &StepBox::putOff);
    connect(up_, &QToolButton::clicked, this, [this] { Q_EMIT moved(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { Q_EMIT moved(1); });
    connect(remove, &QToolButton::clicked, this, &StepBox::removed);
    connect(after_, &SpanEdit::edited, this, &StepBox::edited);
    connect(when_, &ConditionPart::edited, this, &StepBox::edited);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        build(newStep(static_cast<v1::RuleStep::ActionCase>(kind_->currentData().toInt()), entity_, desk_.schema()));
        clearProblems();
        Q_EMIT edited();
    });
}

void StepBox::putOff() {
    v1::RuleSpan span;
    span.set_amount(1);
    span.set_unit(v1::RuleSpan::HOURS);
    after_->setSpan(span);
    delay_->show();
    later_->hide();
    after_->setFocus();
    Q_EMIT edited();
}

void StepBox::build(const v1::RuleStep& step) {
    if (body_ != nullptr) {
        body_->hide();
        body_->deleteLater();
    }
    body_ = makeStepBody(desk_, entity_, step, this);
    column_->insertWidget(2, body_);
    body_->show();
    connect(body_, &StepBody::edited, this, &StepBox::edited);
}

v1::RuleStep StepBox::step() {
    v1::RuleStep step;
    step.set_when(when_->text());
    if (after_->span().amount() != 0) *step.mutable_after() = after_->span();
    body_->write(step);
    return step;
}

void StepBox::setPlace(int number, bool first, bool last) {
    number_->setText(QStringLiteral("%1.").arg(number));
    up_->setVisible(!first || !last);
    down_->setVisible(!first || !last);
    up_->setEnabled(!first);
    down_->setEnabled(!last);
}

bool StepBox::isGood() { return when_->isGood() && body_->isGood(); }
QString StepBox::problem() const { return problem_->text(); }

void StepBox::showProblem(const std::string& path, const QString& words) {
    if (body_->showProblem(path, words)) return;
    problem_->setText(words);
    problem_->show();
}

void StepBox::clearProblems() {
    problem_->hide();
    problem_->clear();
    body_->clearProblems();
}

void StepBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ui::Tokens& t = ui::tokens();
    painter.setPen(problem_->text().isEmpty() ? t.hairline : t.danger);
    painter.setBrush(t.canvas);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), ui::metrics::kRadius, ui::metrics::kRadius);
}

StepList::StepList(RuleDesk& desk, const schema::Entity& entity, std::string name, const QString& title,
                   QWidget* parent)
    : QWidget(parent), desk_(desk), entity_(entity), name_(std::move(name)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(8);
    if (!title.isEmpty()) whole->addWidget(ui::label(title, ui::TextStyle::BodyStrong, ui::Tone::Secondary, this));
    column_ = new QVBoxLayout;
    column_->setSpacing(8);
    whole->addLayout(column_);
    add_ = ruleBox(tr("Add an action"), this);
    add_->addItem(tr("+ action"));
    for (const auto kind : stepKinds()) add_->addItem(automation::stepKindWords(kind), static_cast<int>(kind));
    add_->setFixedWidth(kAddWidth);
    add_->view()->setMinimumWidth(280);
    whole->addWidget(add_, 0, Qt::AlignLeft);
    connect(add_, &QComboBox::activated, this, [this](int at) {
        add_->setCurrentIndex(0);
        if (at > 0) addKind(static_cast<v1::RuleStep::ActionCase>(add_->itemData(at).toInt()));
    });
}

StepBox* StepList::addKind(v1::RuleStep::ActionCase kind) {
    StepBox* box = add(newStep(kind, entity_, desk_.schema()));
    Q_EMIT edited();
    return box;
}

void StepList::setSteps(const google::protobuf::RepeatedPtrField<v1::RuleStep>& steps) {
    for (StepBox* box : std::exchange(boxes_, {})) {
        box->hide();
        box->deleteLater();
    }
    for (const v1::RuleStep& step : steps) add(step);
}

StepBox* StepList::add(const v1::RuleStep& step) {
    auto* box = new StepBox(desk_, entity_, step, this);
    column_->addWidget(box);
    box->show();
    boxes_.push_back(box);
    connect(box, &StepBox::edited, this, &StepList::edited);
    connect(box, &StepBox::removed, this, [this, box] { drop(box); });
    connect(box, &StepBox::moved, this, [this, box](int by) { move(box, by); });
    number();
    return box;
}

void StepList::drop(StepBox* box) {
    std::erase(boxes_, box);
    column_->removeWidget(box);
    box->hide();
    box->deleteLater();
    number();
    Q_EMIT edited();
}

void StepList::move(StepBox* box, int by) {
    const auto at = std::ranges::find(boxes_, box) - boxes_.begin();
    const auto to = at + by;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(boxes_.size())) return;
    std::swap(boxes_[static_cast<std::size_t>(at)], boxes_[static_cast<std::size_t>(to)]);
    column_->removeWidget(box);
    column_->insertWidget(static_cast<int>(to), box);
    number();
    Q_EMIT edited();
}

void StepList::number() {
    for (std::size_t at = 0; at < boxes_.size(); ++at)
        boxes_[at]->setPlace(static_cast<int>(at) + 1, at == 0, at + 1 == boxes_.size());
}

void StepList::write(google::protobuf::RepeatedPtrField<v1::RuleStep>* steps) {
    for (StepBox* box : boxes_) *steps->Add() = box->step();
}

bool StepList::isGood() {
    return std::ranges::all_of(boxes_, [](StepBox* box) { return box->isGood(); });
}

bool StepList::showProblem(const std::string& path, const QString& words) {
    const auto at = placeIn(path, name_);
    if (!at || *at < 0 || *at >= static_cast<int>(boxes_.size())) return false;
    const std::size_t dot = path.find("].");
    boxes_[static_cast<std::size_t>(*at)]->showProblem(dot == std::string::npos ? std::string() : path.substr(dot + 2),
                                                       words);
    return true;
}

void StepList::clearProblems() {
    for (StepBox* box : boxes_) box->clearProblems();
}

}  // namespace kupets::view
