#include "client/view/import_matching_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <algorithm>

#include "client/ui/tab_order.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kKeyRole = Qt::UserRole;
constexpr int kLine = 30;

bool canBeKey(const schema::Field& field) {
    switch (field.type()) {
        case v1::TEXT:
        case v1::INTEGER:
        case v1::DATE:
        case v1::PHONES:
        case v1::EMAILS:
        case v1::INN:
        case v1::KPP:
        case v1::OGRN:
        case v1::URL:
        case v1::AUTO_NUMBER:
        case v1::REFERENCE:
            return true;
        default:
            return false;
    }
}

}  // namespace

ImportMatchingPage::ImportMatchingPage(Host& host, model::ImportSession& session)
    : ImportPage(host, session, tr("What is there already"),
                 tr("A row is compared with the base by the first of these that it has filled. Nothing ticked: every "
                    "row is new.")) {
    area_ = new QScrollArea(this);
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    content()->addWidget(area_, 1);
}

void ImportMatchingPage::initializePage() {
    auto* inside = new QWidget(area_);
    inside->setProperty("transparent", true);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(12);
    for (const std::size_t place : session().plan().chosen())
        for (int part = 0; part < static_cast<int>(session().plan().sheets[place].parts.size()); ++part)
            column->addWidget(partOf(place, part));
    column->addStretch(1);
    area_->setWidget(inside);
    ui::tabAsRead(inside);
}

QWidget* ImportMatchingPage::partOf(std::size_t place, int part) {
    const model::ImportSheetPlan& sheet = session().plan().sheets[place];
    auto* frame = new QFrame(area_);
    frame->setProperty("surface", "raised");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    const bool several = session().plan().chosen().size() > 1;
    const QString title = partTitle(session(), sheet, part);
    column->addWidget(ui::label(several ? sheetTitle(session(), sheet) + QStringLiteral(" · ") + title : title,
                                ui::TextStyle::BodyStrong, ui::Tone::Normal, frame));
    auto* row = new QHBoxLayout;
    row->setSpacing(24);
    row->addWidget(keysOf(place, part, frame), 1);
    row->addWidget(choicesOf(place, part, frame), 1);
    column->addLayout(row);
    return frame;
}

QString ImportMatchingPage::words(const schema::Entity& entity, const std::vector<std::string>& key) const {
    QStringList labels;
    for (const std::string& name : key)
        if (const schema::Field* field = entity.field(name)) labels << say(host().context(), field->def.label());
    return labels.join(QStringLiteral(" + "));
}

/// What is chosen, in its order, then what else could be.
std::vector<std::vector<std::string>> ImportMatchingPage::candidates(const model::ImportSheetPlan& sheet,
                                                                     int part) const {
    const model::ImportPartPlan& of = sheet.parts[static_cast<std::size_t>(part)];
    const schema::Entity* entity = session().schema().entity(of.entity);
    std::vector<std::vector<std::string>> out = of.match;
    const auto add = [&out](std::vector<std::string> key) {
        if (std::ranges::find(out, key) == out.end()) out.push_back(std::move(key));
    };
    if (!entity) return out;
    const std::vector<std::string> paths = sheet.pathsOf(part);
    for (auto& key : mapping::proposeKeys(*entity, paths)) add(std::move(key));
    for (const std::string& path : paths)
        if (const schema::Field* field = entity->field(path); field && canBeKey(*field)) add({path});
    return out;
}

QWidget* ImportMatchingPage::keysOf(std::size_t place, int part, QWidget* parent) {
    const model::ImportSheetPlan& sheet = session().plan().sheets[place];
    const model::ImportPartPlan& of = sheet.parts[static_cast<std::size_t>(part)];
    const schema::Entity* entity = session().schema().entity(of.entity);
    auto* whole = new QWidget(parent);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->addWidget(
        ui::label(tr("It is the same when these agree"), ui::TextStyle::Caption, ui::Tone::Secondary, whole), 1);
    auto* up = ui::smallIconButton(QStringLiteral("arrow-up"), tr("Compare earlier"), whole);
    auto* down = ui::smallIconButton(QStringLiteral("arrow-down"), tr("Compare later"), whole);
    head->addWidget(up);
    head->addWidget(down);
    column->addLayout(head);
    auto* list = new QListWidget(whole);
    list->setProperty("popover", true);
    list->setObjectName(QStringLiteral("keys"));
    list->setAccessibleName(tr("It is the same when these agree") + QStringLiteral(": ") +
                            partTitle(session(), sheet, part));
    for (const auto& key : candidates(sheet, part)) {
        QStringList names;
        for (const std::string& name : key) names << toQt(name);
        auto* item = new QListWidgetItem(entity ? words(*entity, key) : names.join(u'+'), list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(std::ranges::find(of.match, key) != of.match.end() ? Qt::Checked : Qt::Unchecked);
        item->setData(kKeyRole, names);
        item->setSizeHint(QSize(0, kLine));
    }
    list->setFixedHeight(std::clamp(list->count(), 2, 5) * kLine + 8);
    list->setCurrentRow(0);
    column->addWidget(list);
    column->addStretch(1);
    if (list->count() == 0)
        column->addWidget(ui::label(tr("None of the columns can tell records apart"), ui::TextStyle::Caption,
                                    ui::Tone::Muted, whole));
    list->setVisible(list->count() > 0);
    connect(list, &QListWidget::itemChanged, this, [this, list, place, part] { writeKeys(list, place, part); });
    const auto move = [this, list, place, part](int by) {
        const int row = list->currentRow();
        if (row < 0 || row + by < 0 || row + by >= list->count()) return;
        QListWidgetItem* item = list->takeItem(row);
        list->insertItem(row + by, item);
        list->setCurrentRow(row + by);
        writeKeys(list, place, part);
    };
    connect(up, &QToolButton::clicked, this, [move] { move(-1); });
    connect(down, &QToolButton::clicked, this, [move] { move(1); });
    return whole;
}

void ImportMatchingPage::writeKeys(QListWidget* list, std::size_t place, int part) {
    model::ImportPartPlan& of = session().plan().sheets[place].parts[static_cast<std::size_t>(part)];
    of.match.clear();
    of.matchTouched = true;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() != Qt::Checked) continue;
        std::vector<std::string> key;
        for (const QString& name : list->item(row)->data(kKeyRole).toStringList()) key.push_back(fromQt(name));
        of.match.push_back(std::move(key));
    }
    session().touch();
}

QWidget* ImportMatchingPage::choicesOf(std::size_t place, int part, QWidget* parent) {
    model::ImportPartPlan& of = session().plan().sheets[place].parts[static_cast<std::size_t>(part)];
    auto* whole = new QWidget(parent);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    const auto change = [this, place, part](auto set) {
        set(session().plan().sheets[place].parts[static_cast<std::size_t>(part)]);
        session().touch();
    };
    column->addWidget(ui::label(tr("When it is there"), ui::TextStyle::Caption, ui::Tone::Secondary, whole));
    auto* found = new QComboBox(whole);
    found->setObjectName(QStringLiteral("found"));
    found->setAccessibleName(tr("When it is there"));
    found->addItem(tr("update it"), v1::ImportPart::UPDATE);
    found->addItem(tr("leave it as it is"), v1::ImportPart::SKIP);
    found->addItem(tr("make one more"), v1::ImportPart::CREATE);
    found->addItem(tr("ask me about each row"), v1::ImportPart::ASK);
    found->setCurrentIndex(found->findData(of.found));
    connect(found, &QComboBox::activated, this, [found, change] {
        change([found](model::ImportPartPlan& plan) {
            plan.found = static_cast<v1::ImportPart::Found>(found->currentData().toInt());
        });
    });
    column->addWidget(found);
    column->addWidget(ui::label(tr("When it is not"), ui::TextStyle::Caption, ui::Tone::Secondary, whole));
    auto* missing = new QComboBox(whole);
    missing->setObjectName(QStringLiteral("missing"));
    missing->setAccessibleName(tr("When it is not"));
    missing->addItem(tr("add it"), v1::ImportPart::ADD);
    missing->addItem(tr("leave the row out"), v1::ImportPart::LEAVE_OUT);
    missing->setCurrentIndex(missing->findData(of.missing));
    connect(missing, &QComboBox::activated, this, [missing, change] {
        change([missing](model::ImportPartPlan& plan) {
            plan.missing = static_cast<v1::ImportPart::Missing>(missing->currentData().toInt());
        });
    });
    column->addWidget(missing);
    auto* make = new QCheckBox(tr("Make what it refers to, when there is none"), whole);
    make->setObjectName(QStringLiteral("makeMissing"));
    make->setChecked(of.createMissing);
    make->setToolTip(tr("A group, a source, a department that is not in the base yet"));
    connect(make, &QCheckBox::toggled, this,
            [change](bool on) { change([on](model::ImportPartPlan& plan) { plan.createMissing = on; }); });
    column->addWidget(make);
    column->addStretch(1);
    return whole;
}

}  // namespace kupets::view
