#include "client/view/key_facts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "client/data/reference_colors.h"
#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMost = 6;

bool isTelling(v1::FieldType type) {
    switch (type) {
        case v1::CHOICE:
        case v1::USER:
        case v1::REFERENCE:
        case v1::MONEY:
        case v1::DATE:
        case v1::DATE_TIME:
        case v1::AUTO_NUMBER:
        case v1::PERCENT:
            return true;
        default:
            return false;
    }
}

/// The figures beside these facts say it already.
bool isFigure(const schema::Entity& entity, const std::string& path) {
    return std::ranges::any_of(entity.def().head(),
                               [&](const v1::HeadFact& fact) { return fact.path() == path && fact.when().empty(); });
}

}  // namespace

KeyFacts::KeyFacts(Host& host, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity) {
    flow_ = new ui::FlowLayout(this, 20, 6);
    if (data::ReferenceColors* colors = host.context().colors)
        connect(colors, &data::ReferenceColors::changed, this, &KeyFacts::recolor);
}

void KeyFacts::showDraft(const form::Draft& draft) {
    ui::clearLayout(flow_);
    colored_.clear();
    int shown = 0;
    for (const std::string& path : entity_.def().table_columns()) {
        const schema::Field* field = entity_.field(path);
        if (!field || field->system || field == &entity_.titleField() || !isTelling(field->type()) || shown == kMost ||
            isFigure(entity_, path))
            continue;
        const data::Cell& cell = draft.cell(path);
        if (isNull(cell.value)) continue;
        addFact(*field, cell);
        ++shown;
    }
    recolor();
    setVisible(shown > 0);
    updateGeometry();
}

void KeyFacts::recolor() {
    data::ReferenceColors* colors = host_.context().colors;
    for (const Colored& fact : colored_)
        if (colors && fact.chip) fact.chip->setColor(colors->colorOf(*fact.target, fact.id));
}

void KeyFacts::addFact(const schema::Field& field, const data::Cell& cell) {
    auto* fact = new QWidget(this);
    auto* row = new QHBoxLayout(fact);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const QString name = say(host_.context(), field.def.label());
    const QString text = data::display(cell, &field, host_.context().language);
    if (field.type() == v1::CHOICE) {
        const v1::ChoiceDef* choice = data::choiceOf(&field, cell.value);
        auto* chip = new ui::Chip(text, choice ? toQt(choice->color()) : QString(), fact);
        chip->setToolTip(name);
        row->addWidget(chip);
    } else if (field.type() == v1::USER) {
        row->addWidget(new ui::Avatar(text, 20, fact));
        auto* who = ui::label(text, ui::TextStyle::Body, ui::Tone::Normal, fact);
        who->setToolTip(name);
        row->addWidget(who);
    } else if (field.isReference()) {
        const auto* id = std::get_if<Uuid>(&cell.value);
        const bool column = entity_.def().board().column_field() == field.name();
        if (column || data::hasColors(field.target)) {
            auto* chip = new ui::Chip(text, {}, fact);
            chip->setToolTip(name);
            row->addWidget(chip);
            if (id && field.target) colored_.push_back({chip, field.target, *id});
        } else {
            auto* link = ui::button(text, ui::ButtonKind::Link, field.target ? iconOf(*field.target) : QString(), fact);
            link->setToolTip(name);
            if (id && field.target)
                connect(link, &QPushButton::clicked, this,
                        [this, key = data::RecordKey{field.target->name(), *id}] { host_.openRecord(key); });
            row->addWidget(link);
        }
    } else {
        row->addWidget(ui::label(name, ui::TextStyle::Body, ui::Tone::Muted, fact));
        row->addWidget(ui::label(text, field.type() == v1::MONEY ? ui::TextStyle::BodyStrong : ui::TextStyle::Body,
                                 ui::Tone::Normal, fact));
    }
    fact->setFixedHeight(24);
    flow_->addWidget(fact);
}

}  // namespace kupets::view
