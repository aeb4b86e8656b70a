#include "client/view/rules/rule_step_body.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/widgets.h"
#include "client/view/filter_bar.h"
#include "client/view/rules/rule_step_flow.h"
#include "client/view/rules/rule_value_row.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLabelWidth = 92;
constexpr const char* kTask = "task";

class SetBody : public StepBody {
public:
    SetBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleSet& set, QWidget* parent)
        : StepBody(desk, entity, parent), rows_(new ValueRows(desk, entity, this)) {
        rows_->setValues(entity, set.values());
        addWide(rows_);
        connect(rows_, &ValueRows::edited, this, &StepBody::edited);
    }
    void write(v1::RuleStep& step) override { rows_->write(step.mutable_set()->mutable_values()); }
    bool showProblem(const std::string& path, const QString&) override {
        rows_->markWrong(path.substr(std::min(path.size(), path.find('.') + 1)));
        return false;
    }
    void clearProblems() override { rows_->clearMarks(); }

private:
    ValueRows* rows_;
};

class CreateBody : public StepBody {
public:
    CreateBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleCreate& create, QWidget* parent)
        : StepBody(desk, entity, parent),
          what_(ruleBox(StepBody::tr("What to create"), this)),
          rows_(new ValueRows(desk, entity, this)) {
        for (const schema::Entity* each : ruleEntities(desk.schema()))
            what_->addItem(say(desk.context(), each->def().label()), toQt(each->name()));
        choose(what_, toQt(create.entity()));
        addLine(StepBody::tr("What"), what_);
        if (const schema::Entity* target = desk.entity(create.entity())) rows_->setValues(*target, create.values());
        addWide(rows_);
        connect(rows_, &ValueRows::edited, this, &StepBody::edited);
        connect(what_, &QComboBox::currentIndexChanged, this, [this] {
            if (const schema::Entity* target = desk_.entity(fromQt(what_->currentData().toString())))
                rows_->setValues(*target, {});
            Q_EMIT edited();
        });
    }
    void write(v1::RuleStep& step) override {
        step.mutable_create()->set_entity(fromQt(what_->currentData().toString()));
        rows_->write(step.mutable_create()->mutable_values());
    }
    bool showProblem(const std::string& path, const QString&) override {
        rows_->markWrong(path.substr(std::min(path.size(), path.find('.') + 1)));
        return false;
    }
    void clearProblems() override { rows_->clearMarks(); }

private:
    QComboBox* what_;
    ValueRows* rows_;
};

class NotifyBody : public StepBody {
public:
    NotifyBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleNotify& notify, QWidget* parent)
        : StepBody(desk, entity, parent),
          whom_(new PeopleEdit(desk, &entity, this)),
          text_(new WordsEdit(desk, entity, StepBody::tr("What to say"), 2, this)),
          kind_(notify.kind()) {
        whom_->setPeople(notify.whom(), notify.users());
        text_->setWords(notify.text());
        addLine(StepBody::tr("Whom"), whom_);
        addLine(StepBody::tr("Text"), text_);
        connect(whom_, &ChipsEdit::edited, this, &StepBody::edited);
        connect(text_, &WordsEdit::edited, this, &StepBody::edited);
    }
    void write(v1::RuleStep& step) override {
        whom_->write(step.mutable_notify()->mutable_whom(), step.mutable_notify()->mutable_users());
        step.mutable_notify()->set_text(text_->words());
        step.mutable_notify()->set_kind(kind_);
    }
    bool showProblem(const std::string& path, const QString&) override {
        text_->setInvalid(path.find("text") != std::string::npos);
        return false;
    }
    void clearProblems() override { text_->setInvalid(false); }

private:
    PeopleEdit* whom_;
    WordsEdit* text_;
    std::string kind_;
};

class AssignBody : public StepBody {
public:
    AssignBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleAssign& assign, QWidget* parent)
        : StepBody(desk, entity, parent),
          field_(ruleBox(StepBody::tr("Which field"), this)),
          way_(ruleBox(StepBody::tr("How to choose"), this)),
          people_(new PeopleEdit(desk, nullptr, this)) {
        for (const auto& field : entity.fields())
            if (field->type() == v1::USER && field->isStored() && !field->system)
                field_->addItem(say(desk.context(), field->def.label()), toQt(field->name()));
        choose(field_, toQt(assign.field().empty() ? "owner" : assign.field()));
        way_->addItem(automation::wayWords(v1::RuleAssign::IN_TURN), v1::RuleAssign::IN_TURN);
        way_->addItem(automation::wayWords(v1::RuleAssign::LEAST_LOADED), v1::RuleAssign::LEAST_LOADED);
        way_->setCurrentIndex(way_->findData(static_cast<int>(assign.way())));
        people_->setPeople({}, assign.users());
        addLine(StepBody::tr("Field"), field_);
        addLine(StepBody::tr("Of whom"), people_);
        const schema::Entity* user = desk.entity("user");
        if (user != nullptr) {
            pool_ = new ConditionPart(desk, *user, StepBody::tr("or by department, role…"), this);
            pool_->setText(assign.pool());
            addLine({}, pool_);
            connect(pool_, &ConditionPart::edited, this, [this] {
                refresh();
                Q_EMIT edited();
            });
        }
        addLine(StepBody::tr("How"), way_);
        load_ = new ConditionPart(desk, entity, StepBody::tr("what counts as load (else: what is not closed)"), this);
        load_->setText(assign.load());
        addLine({}, load_);
        connect(load_, &ConditionPart::edited, this, &StepBody::edited);
        connect(people_, &ChipsEdit::edited, this, [this] {
            refresh();
            Q_EMIT edited();
        });
        connect(field_, &QComboBox::currentIndexChanged, this, &StepBody::edited);
        connect(way_, &QComboBox::currentIndexChanged, this, [this] {
            refresh();
            Q_EMIT edited();
        });
        refresh();
    }
    void write(v1::RuleStep& step) override {
        v1::RuleAssign& assign = *step.mutable_assign();
        assign.set_field(fromQt(field_->currentData().toString()));
        google::protobuf::RepeatedPtrField<std::string> none;
        people_->write(&none, assign.mutable_users());
        if (pool_ != nullptr) assign.set_pool(pool_->text());
        assign.set_way(static_cast<v1::RuleAssign::Way>(way_->currentData().toInt()));
        if (assign.way() == v1::RuleAssign::LEAST_LOADED) assign.set_load(load_->text());
    }
    bool isGood() override { return (pool_ == nullptr || pool_->isGood()) && load_->isGood(); }

private:
    /// Of one person there is nothing to choose.
    void refresh() {
        const bool one = people_->keys().size() == 1 && (pool_ == nullptr || pool_->bar()->text().empty());
        way_->setEnabled(!one);
        load_->setVisible(!one && way_->currentData().toInt() == v1::RuleAssign::LEAST_LOADED);
    }

    QComboBox* field_;
    QComboBox* way_;
    PeopleEdit* people_;
    ConditionPart* pool_ = nullptr;
    ConditionPart* load_ = nullptr;
};

class SendBody : public StepBody {
public:
    SendBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleSend& send, QWidget* parent)
        : StepBody(desk, entity, parent),
          channel_(ruleBox(StepBody::tr("By what"), this)),
          to_(new ChipsEdit(StepBody::tr("+ where to…"), this)),
          address_(new WordsEdit(desk, entity, StepBody::tr("Always to"), 1, this)),
          subject_(new WordsEdit(desk, entity, StepBody::tr("Subject"), 1, this)),
          text_(new WordsEdit(desk, entity, StepBody::tr("What to write"), 3, this)) {
        for (const char* channel : {"sms", "email", "messenger", "webhook", "document"})
            channel_->addItem(automation::channelWords(channel), QString::fromLatin1(channel));
        choose(channel_, toQt(send.channel()));
        QStringList keys;
        for (const std::string& path : send.to()) keys << toQt(path);
        to_->setKeys(keys);
        address_->setWords(send.address());
        subject_->setWords(send.subject());
        text_->setWords(send.text());
        addLine(StepBody::tr("By"), channel_);
        addLine(StepBody::tr("To"), to_);
        addLine(StepBody::tr("Or to"), address_);
        addLine(StepBody::tr("Subject"), subject_);
        addLine(StepBody::tr("Text"), text_);
        connect(to_, &ChipsEdit::edited, this, &StepBody::edited);
        for (WordsEdit* words : {address_, subject_, text_})
            connect(words, &WordsEdit::edited, this, &StepBody::edited);
        connect(channel_, &QComboBox::currentIndexChanged, this, [this] {
            offer();
            Q_EMIT edited();
        });
        offer();
    }
    void write(v1::RuleStep& step) override {
        v1::RuleSend& send = *step.mutable_send();
        send.set_channel(fromQt(channel_->currentData().toString()));
        for (const QString& path : to_->keys()) send.add_to(fromQt(path));
        send.set_address(address_->words());
        send.set_subject(subject_->words());
        send.set_text(text_->words());
    }
    bool showProblem(const std::string& path, const QString&) override {
        address_->setInvalid(path.find("address") != std::string::npos);
        subject_->setInvalid(path.find("subject") != std::string::npos);
        text_->setInvalid(path.find("text") != std::string::npos);
        return false;
    }
    void clearProblems() override {
        for (WordsEdit* words : {address_, subject_, text_}) words->setInvalid(false);
    }

private:
    /// Phones for what goes to phones, addresses for letters.
    void offer() {
        const std::string channel = fromQt(channel_->currentData().toString());
        const bool phones = channel == "sms" || channel == "messenger";
        const bool mails = channel == "email" || channel == "document" || channel == "messenger";
        std::vector<ChipsEdit::Offer> offers;
        QComboBox paths;
        addPaths(&paths, entity_, desk_.context(), [&](const schema::Field& field) {
            return (phones && field.type() == v1::PHONES) || (mails && field.type() == v1::EMAILS) ||
                   (channel == "webhook" && field.type() == v1::URL);
        });
        for (int at = 0; at < paths.count(); ++at)
            offers.push_back({paths.itemData(at).toString(), paths.itemText(at)});
        for (const QString& key : to_->keys())
            if (std::ranges::find(offers, key, &ChipsEdit::Offer::key) == offers.end())
                offers.push_back({key, data::pathLabel(entity_, fromQt(key), desk_.context().language)});
        to_->setOffers(std::move(offers));
    }

    QComboBox* channel_;
    ChipsEdit* to_;
    WordsEdit* address_;
    WordsEdit* subject_;
    WordsEdit* text_;
};

class StartBody : public StepBody {
public:
    StartBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStart& start, QWidget* parent)
        : StepBody(desk, entity, parent),
          rule_(ruleBox(StepBody::tr("Which rule"), this)),
          record_(ruleBox(StepBody::tr("For what"), this)) {
        for (const RuleDesk::Named& rule : desk.rules()) rule_->addItem(rule.name, toQt(rule.id.text()));
        choose(rule_, toQt(start.rule()), StepBody::tr("(deleted)"));
        rule_->setPlaceholderText(StepBody::tr("Choose a rule"));
        record_->addItem(StepBody::tr("this record"), QString());
        addPaths(record_, entity, desk.context(), [](const schema::Field& field) { return field.isReference(); });
        choose(record_, toQt(start.record()));
        addLine(StepBody::tr("Rule"), rule_);
        addLine(StepBody::tr("For what"), record_);
        connect(rule_, &QComboBox::currentIndexChanged, this, &StepBody::edited);
        connect(record_, &QComboBox::currentIndexChanged, this, &StepBody::edited);
    }
    void write(v1::RuleStep& step) override {
        step.mutable_start()->set_rule(fromQt(rule_->currentData().toString()));
        step.mutable_start()->set_record(fromQt(record_->currentData().toString()));
    }

private:
    QComboBox* rule_;
    QComboBox* record_;
};

/// What of a task says that it is about a record of this entity.
std::string fieldAbout(const schema::Entity& target, const schema::Entity& entity) {
    for (const auto& field : target.fields())
        if (field->isReference() && field->target == &entity && field->isStored() && !field->system)
            return field->name();
    return {};
}

v1::RuleCreate newTask(const schema::Entity& entity, const schema::Snapshot& schema) {
    v1::RuleCreate create;
    const schema::Entity* task = schema.entity(kTask);
    if (task == nullptr) return create;
    create.set_entity(kTask);
    v1::RuleValue* name = create.add_values();
    name->set_field(task->def().title_field());
    name->set_text("");
    if (task->field("due") != nullptr) {
        v1::RuleValue* due = create.add_values();
        due->set_field("due");
        due->mutable_moment()->set_amount(1);
        due->mutable_moment()->set_unit(v1::RuleSpan::WORKING_DAYS);
    }
    if (task->field("owner") != nullptr && entity.field("owner") != nullptr) {
        v1::RuleValue* owner = create.add_values();
        owner->set_field("owner");
        owner->set_expression("owner");
    }
    if (const std::string about = fieldAbout(*task, entity); !about.empty()) {
        v1::RuleValue* link = create.add_values();
        link->set_field(about);
        link->set_expression("id");
    }
    return create;
}

}  // namespace

StepBody::StepBody(RuleDesk& desk, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), desk_(desk), entity_(entity), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(6);
    grid_->setColumnStretch(1, 1);
}

void StepBody::addLine(const QString& label, QWidget* part) {
    const int row = grid_->rowCount();
    const bool box = qobject_cast<QComboBox*>(part) != nullptr;
    if (!label.isEmpty()) {
        auto* words = ui::label(label, ui::TextStyle::Body, ui::Tone::Secondary, this);
        words->setFixedWidth(kLabelWidth);
        words->setFixedHeight(ui::metrics::kControl);
        grid_->addWidget(words, row, 0, Qt::AlignTop);
    }
    grid_->addWidget(part, row, 1, box ? Qt::AlignLeft | Qt::AlignTop : Qt::Alignment());
}

void StepBody::addWide(QWidget* part) { grid_->addWidget(part, grid_->rowCount(), 0, 1, 2); }

const std::vector<v1::RuleStep::ActionCase>& stepKinds() {
    static const std::vector<v1::RuleStep::ActionCase> kinds{
        v1::RuleStep::kCreate, v1::RuleStep::kSet,  v1::RuleStep::kNotify, v1::RuleStep::kSend, v1::RuleStep::kAssign,
        v1::RuleStep::kBranch, v1::RuleStep::kWait, v1::RuleStep::kAsk,    v1::RuleStep::kStart};
    return kinds;
}

v1::RuleStep newStep(v1::RuleStep::ActionCase kind, const schema::Entity& entity, const schema::Snapshot& schema) {
    v1::RuleStep step;
    const bool owned = entity.field("owner") != nullptr;
    switch (kind) {
        case v1::RuleStep::kSet:
            step.mutable_set();
            break;
        case v1::RuleStep::kCreate:
            *step.mutable_create() = newTask(entity, schema);
            break;
        case v1::RuleStep::kNotify:
            step.mutable_notify();
            if (owned) step.mutable_notify()->add_whom("owner");
            break;
        case v1::RuleStep::kAssign:
            step.mutable_assign()->set_field("owner");
            break;
        case v1::RuleStep::kSend: {
            step.mutable_send()->set_channel("sms");
            for (const char* path : {"contact.phones", "company.phones", "phones"})
                if (data::resolve(entity, path).field() != nullptr) step.mutable_send()->add_to(path);
            break;
        }
        case v1::RuleStep::kStart:
            step.mutable_start();
            break;
        case v1::RuleStep::kWait:
            step.mutable_wait()->add_events()->set_kind(v1::RuleTrigger::CHANGED);
            break;
        case v1::RuleStep::kAsk:
            step.mutable_ask();
            if (owned && data::resolve(entity, "owner.manager").field() != nullptr)
                step.mutable_ask()->add_whom("owner.manager");
            break;
        default:
            step.mutable_branch();
    }
    return step;
}

StepBody* makeStepBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent) {
    switch (step.action_case()) {
        case v1::RuleStep::kSet:
            return new SetBody(desk, entity, step.set(), parent);
        case v1::RuleStep::kCreate:
            return new CreateBody(desk, entity, step.create(), parent);
        case v1::RuleStep::kNotify:
            return new NotifyBody(desk, entity, step.notify(), parent);
        case v1::RuleStep::kAssign:
            return new AssignBody(desk, entity, step.assign(), parent);
        case v1::RuleStep::kSend:
            return new SendBody(desk, entity, step.send(), parent);
        case v1::RuleStep::kStart:
            return new StartBody(desk, entity, step.start(), parent);
        default:
            return makeFlowBody(desk, entity, step, parent);
    }
}

}  // namespace kupets::view
