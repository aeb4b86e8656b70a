#include "client/view/import_aliases.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/model/clipboard_titles.h"
#include "client/ui/tab_order.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"
#include "common/sheet/cells.h"
#include "common/text/fold.h"

namespace kupets::view {
namespace {

constexpr std::size_t kMostShown = 200;
constexpr std::size_t kMostLookedUp = 500;
constexpr int kHeight = 260;

bool isReference(const schema::Field& field) { return field.type() == v1::REFERENCE || field.type() == v1::USER; }

}  // namespace

ImportAliases::ImportAliases(const model::ImportSession& session, const model::ImportSheetPlan& sheet,
                             const model::ImportUse& use, const schema::Field& field, bool found, QWidget* parent)
    : QWidget(parent), session_(session), field_(field), plain_(found) {
    for (const v1::ImportAlias& alias : use.conversion.aliases()) aliases_[alias.from()] = alias.to();
    const auto& rows = session.source().sheets()[sheet.index].rows;
    if (rows) {
        values_ = rows->distinct(static_cast<std::size_t>(use.column), sheet.headerRow, &complete_);
    } else {
        const auto columns = session.source().columns(sheet.index, sheet.headerRow);
        for (std::string& text :
             mapping::distinctTexts(columns[static_cast<std::size_t>(use.column)].cells, kMostShown))
            values_.push_back({std::move(text), 0});
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    column->addWidget(head_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this));
    head_->setWordWrap(true);
    place_ = column;
    judge();
    if (isReference(field_) && !plain_) lookUp();
}

bool ImportAliases::isKnownChoice(const std::string& value) const {
    const std::string folded = text::fold(text::tidy(value));
    return std::ranges::any_of(field_.def.choices(), [&folded](const v1::ChoiceDef& choice) {
        return folded == text::fold(choice.value()) || folded == text::fold(choice.label().ru()) ||
               folded == text::fold(choice.label().en());
    });
}

void ImportAliases::lookUp() {
    lookup_ = new model::TitleLookup(session_.context(), this);
    for (std::size_t at = 0; at < std::min(values_.size(), kMostLookedUp); ++at)
        lookup_->want(*field_.target, text::tidy(values_[at].text));
    connect(lookup_, &model::TitleLookup::finished, this, &ImportAliases::judge);
    lookup_->start();
}

/// What nobody knows comes first, then what is many.
void ImportAliases::judge() {
    unknown_.clear();
    for (std::size_t at = 0; at < values_.size(); ++at) {
        const std::string& value = values_[at].text;
        bool known = true;
        if (field_.type() == v1::CHOICE && !plain_) known = isKnownChoice(value);
        if (field_.type() == v1::BOOLEAN) known = sheet::parseBoolean(value).has_value();
        if (lookup_ && at < kMostLookedUp) known = lookup_->find(field_.target->name(), text::tidy(value)).has_value();
        if (!known) unknown_.insert(value);
    }
    std::ranges::stable_sort(values_, {}, [this](const model::ImportRows::Distinct& value) {
        return aliases_.contains(value.text) ? 0 : unknown_.contains(value.text) ? 1 : 2;
    });
    rebuild();
}

void ImportAliases::rebuild() {
    const int unknown = static_cast<int>(unknown_.size());
    QString head = tr("%Ln different value(s)", "", static_cast<int>(values_.size()));
    if (!complete_) head = tr("more than %Ln different values", "", static_cast<int>(values_.size()));
    if (unknown > 0) head += QStringLiteral(" · ") + tr("%Ln unknown", "", unknown);
    head_->setText(head);
    delete lines_;
    auto* area = new QScrollArea(this);
    lines_ = area;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* inside = new QWidget(area);
    inside->setProperty("transparent", true);
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [value, count] : values_) {
        if (static_cast<std::size_t>(row) == kMostShown) break;
        auto* label =
            new ui::ElidedLabel(toQt(value) + (count > 1 ? QStringLiteral("  ×%1").arg(count) : QString()), inside);
        if (unknown_.contains(value) && !aliases_.contains(value)) ui::setTone(label, ui::Tone::Warning);
        grid->addWidget(label, row, 0);
        grid->addWidget(editorFor(value, inside), row, 1);
        const bool empty = aliases_.contains(value) && aliases_.at(value).empty();
        auto* drop = ui::smallIconButton(QStringLiteral("ban"), tr("Leave empty: %1").arg(toQt(value)), inside);
        drop->setCheckable(true);
        drop->setChecked(empty);
        connect(drop, &QToolButton::toggled, this, [this, value = value](bool on) {
            if (on)
                aliases_[value].clear();
            else
                aliases_.erase(value);
            Q_EMIT changed();
        });
        grid->addWidget(drop, row++, 2);
    }
    grid->setRowStretch(row, 1);
    area->setWidget(inside);
    area->setFixedHeight(std::min(kHeight, row * 38 + 8));
    place_->addWidget(area);
    ui::tabAsRead(inside);
}

QWidget* ImportAliases::editorFor(const std::string& value, QWidget* parent) {
    const auto known = aliases_.find(value);
    const auto set = [this, value](const std::string& to) {
        if (to.empty())
            aliases_.erase(value);
        else
            aliases_[value] = to;
        Q_EMIT changed();
    };
    const bool choice = !plain_ && (field_.type() == v1::CHOICE || field_.type() == v1::BOOLEAN);
    if (choice) {
        auto* box = new QComboBox(parent);
        box->setAccessibleName(tr("“%1” is").arg(toQt(value)));
        box->addItem(unknown_.contains(value) ? tr("choose…") : tr("as it is"), QString());
        if (field_.type() == v1::BOOLEAN) {
            box->addItem(tr("yes"), QStringLiteral("да"));
            box->addItem(tr("no"), QStringLiteral("нет"));
        }
        for (const v1::ChoiceDef& each : field_.def.choices())
            box->addItem(say(session_.context(), each.label()), toQt(each.value()));
        if (known != aliases_.end()) box->setCurrentIndex(std::max(0, box->findData(toQt(known->second))));
        connect(box, &QComboBox::activated, this, [box, set] { set(fromQt(box->currentData().toString())); });
        return box;
    }
    if (!plain_ && isReference(field_)) {
        FieldEditor* editor = makeEditor(field_, session_.context(), parent);
        if (known != aliases_.end() && !known->second.empty()) editor->setCell({Uuid::make(), known->second});
        connect(editor, &FieldEditor::edited, this,
                [set](const data::Cell& cell) { set(isNull(cell.value) ? std::string() : cell.title); });
        return editor;
    }
    auto* line = new QLineEdit(known == aliases_.end() ? QString() : toQt(known->second), parent);
    line->setPlaceholderText(tr("as it is"));
    line->setAccessibleName(tr("“%1” is").arg(toQt(value)));
    connect(line, &QLineEdit::textEdited, this, [set](const QString& text) { set(fromQt(text.trimmed())); });
    return line;
}

void ImportAliases::setAlias(const std::string& from, const std::string& to) {
    aliases_[from] = to;
    judge();
    Q_EMIT changed();
}

void ImportAliases::write(v1::ImportConversion& conversion) const {
    conversion.clear_aliases();
    for (const auto& [from, to] : aliases_) {
        v1::ImportAlias& alias = *conversion.add_aliases();
        alias.set_from(from);
        alias.set_to(to);
    }
}

}  // namespace kupets::view
