#include "client/view/import_parts_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <algorithm>

#include "client/ui/tab_order.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

const std::vector<std::vector<std::string>>& presets() {
    static const std::vector<std::vector<std::string>> lists{
        {"company", "contact"}, {"company", "contact", "deal"}, {"company", "deal"}, {"contact", "deal"}};
    return lists;
}
constexpr std::size_t kMostParts = 8;

}  // namespace

ImportPartsPage::ImportPartsPage(Host& host, model::ImportSession& session)
    : ImportPage(host, session, tr("What a row is"),
                 tr("One row may become several records that belong together, each with columns of its own.")) {
    area_ = new QScrollArea(this);
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    content()->addWidget(area_, 1);
}

void ImportPartsPage::initializePage() { rebuild(); }

/// Those of the navigation, as they stand there; then the rest that people may write.
std::vector<const schema::Entity*> ImportPartsPage::entities() const {
    std::vector<const schema::Entity*> out;
    for (const auto& entity : session().schema().entities())
        if (entity->name() != "view" && entity->name() != "import_template") out.push_back(entity.get());
    std::ranges::stable_sort(out, {}, [](const schema::Entity* entity) {
        return entity->def().navigation() > 0 ? entity->def().navigation() : 10'000U;
    });
    return out;
}

/// «Компания и контакт»
QString ImportPartsPage::words(const std::vector<std::string>& names) const {
    QStringList labels;
    for (const std::string& name : names)
        if (const schema::Entity* entity = session().schema().entity(name)) {
            const QString label = say(host().context(), entity->def().label());
            labels << (labels.isEmpty() ? label : label.toLower());
        }
    if (labels.size() < 2) return labels.value(0);
    const QString last = labels.takeLast();
    return tr("%1 and %2").arg(labels.join(QStringLiteral(", ")), last);
}

void ImportPartsPage::rebuild() {
    auto* inside = new QWidget(area_);
    inside->setProperty("transparent", true);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(12);
    for (const std::size_t place : session().plan().chosen()) column->addWidget(sheetPart(place));
    column->addStretch(1);
    area_->setWidget(inside);
    ui::tabAsRead(inside);
    Q_EMIT completeChanged();
}

QWidget* ImportPartsPage::sheetPart(std::size_t place) {
    const model::ImportSheetPlan& sheet = session().plan().sheets[place];
    auto* frame = new QFrame(area_);
    frame->setProperty("surface", "raised");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(ui::label(sheetTitle(session(), sheet), ui::TextStyle::BodyStrong, ui::Tone::Normal, frame));
    column->addWidget(presetLine(place, frame));
    for (int part = 0; part < static_cast<int>(sheet.parts.size()); ++part)
        if (sheet.parts.size() > 1) column->addWidget(partLine(place, part, frame));
    return frame;
}

QWidget* ImportPartsPage::presetLine(std::size_t place, QWidget* parent) {
    const model::ImportSheetPlan& sheet = session().plan().sheets[place];
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(ui::label(tr("Each row is"), ui::TextStyle::Body, ui::Tone::Secondary, row));
    auto* box = new QComboBox(row);
    box->setMinimumWidth(280);
    box->setMaxVisibleItems(16);
    box->setAccessibleName(tr("What a row of “%1” is").arg(sheetTitle(session(), sheet)));
    const auto add = [&](const std::vector<std::string>& list, const QString& icon) {
        QStringList data;
        for (const std::string& name : list) data << toQt(name);
        box->addItem(ui::icon(icon), words(list), data);
    };
    for (const schema::Entity* entity : entities()) add({entity->name()}, iconOf(*entity));
    box->insertSeparator(box->count());
    for (const auto& list : presets())
        if (std::ranges::all_of(list,
                                [this](const std::string& name) { return session().schema().entity(name) != nullptr; }))
            add(list, QStringLiteral("layers"));
    QStringList now;
    for (const std::string& name : sheet.entities()) now << toQt(name);
    int at = -1;
    for (int i = 0; i < box->count(); ++i)
        if (box->itemData(i).toStringList() == now) at = i;
    if (at < 0) {
        add(sheet.entities(), QStringLiteral("layers"));
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
    connect(box, &QComboBox::activated, this, [this, place, box] {
        std::vector<std::string> list;
        for (const QString& name : box->currentData().toStringList()) list.push_back(fromQt(name));
        if (list.empty() || list == session().plan().sheets[place].entities()) return;
        // Not from within the box's own signal: it is made anew.
        QMetaObject::invokeMethod(this, [this, place, list] { choose(place, list); }, Qt::QueuedConnection);
    });
    line->addWidget(box);
    auto* more = ui::button(tr("One more record of the row…"), ui::ButtonKind::Link, QStringLiteral("plus"), row);
    more->setEnabled(sheet.parts.size() < kMostParts);
    connect(more, &QPushButton::clicked, this, [this, more, place] { addPartMenu(more, place); });
    line->addWidget(more);
    line->addStretch(1);
    return row;
}

void ImportPartsPage::addPartMenu(QWidget* button, std::size_t place) {
    auto* menu = new QMenu(button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const schema::Entity* entity : entities())
        menu->addAction(ui::icon(iconOf(*entity)), say(host().context(), entity->def().label()), this,
                        [this, place, name = entity->name()] {
                            std::vector<std::string> list = session().plan().sheets[place].entities();
                            list.push_back(name);
                            QMetaObject::invokeMethod(
                                this, [this, place, list] { choose(place, list); }, Qt::QueuedConnection);
                        });
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

/// «Контакт   ☑ Компания: из этой строки   ×»
QWidget* ImportPartsPage::partLine(std::size_t place, int part, QWidget* parent) {
    model::ImportSheetPlan& sheet = session().plan().sheets[place];
    const model::ImportPartPlan& of = sheet.parts[static_cast<std::size_t>(part)];
    const schema::Entity* entity = session().schema().entity(of.entity);
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* sign = new QLabel(row);
    sign->setPixmap(
        ui::iconPixmap(entity ? iconOf(*entity) : QString(), ui::tokens().secondary, 16, devicePixelRatioF()));
    line->addWidget(sign);
    QLabel* title = ui::label(partTitle(session(), sheet, part), ui::TextStyle::Body, ui::Tone::Normal, row);
    title->setMinimumWidth(110);
    line->addWidget(title);
    const std::vector<mapping::Part> usual = mapping::partsOf(session().schema(), sheet.entities());
    if (static_cast<std::size_t>(part) < usual.size())
        for (const mapping::Part::Link& link : usual[static_cast<std::size_t>(part)].links) {
            const schema::Field* field = entity ? entity->field(link.field) : nullptr;
            if (!field) continue;
            auto* check =
                new QCheckBox(tr("%1: the one of this row").arg(say(host().context(), field->def.label())), row);
            const auto linked = [link](const mapping::Part::Link& each) { return each.field == link.field; };
            check->setChecked(std::ranges::any_of(of.links, linked));
            connect(check, &QCheckBox::toggled, this, [this, place, part, link, linked](bool on) {
                auto& links = session().plan().sheets[place].parts[static_cast<std::size_t>(part)].links;
                std::erase_if(links, linked);
                if (on) links.push_back(link);
                session().touch();
            });
            line->addWidget(check);
        }
    line->addStretch(1);
    auto* drop = ui::smallIconButton(QStringLiteral("x"), tr("Not from this row: %1").arg(title->text()), row);
    connect(drop, &QToolButton::clicked, this, [this, place, part] {
        std::vector<std::string> list = session().plan().sheets[place].entities();
        list.erase(list.begin() + part);
        QMetaObject::invokeMethod(this, [this, place, list] { choose(place, list); }, Qt::QueuedConnection);
    });
    line->addWidget(drop);
    return row;
}

void ImportPartsPage::choose(std::size_t place, const std::vector<std::string>& list) {
    session().setEntities(place, list);
    rebuild();
}

bool ImportPartsPage::isComplete() const {
    const auto chosen = session().plan().chosen();
    return !chosen.empty() &&
           std::ranges::all_of(chosen, [this](std::size_t at) { return !session().plan().sheets[at].parts.empty(); });
}

}  // namespace kupets::view
