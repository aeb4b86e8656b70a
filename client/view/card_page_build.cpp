// The widgets of a card; what they do stands in card_page.cpp.
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/action_keys.h"
#include "client/view/card_action_row.h"
#include "client/view/card_figures.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/card_page.h"
#include "client/view/chronology_panel.h"
#include "client/view/company_tree.h"
#include "client/view/conflict_panel.h"
#include "client/view/draft_keeper.h"
#include "client/view/duplicate_hint.h"
#include "client/view/key_facts.h"
#include "client/view/presence_marks.h"
#include "client/view/related_lists.h"
#include "client/view/rules/rule_buttons.h"
#include "client/view/schema_page.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMostFormWidth = 980;

/// The entity's icon on a soft square.
class IconTile final : public QWidget {
public:
    IconTile(QString iconName, QWidget* parent) : QWidget(parent), iconName_(std::move(iconName)) {
        setFixedSize(40, 40);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ui::tokens().accentSoft);
        painter.drawRoundedRect(rect(), 10, 10);
        ui::paintIcon(&painter, rect().adjusted(10, 10, -10, -10), iconName_, ui::tokens().accentText);
    }

private:
    QString iconName_;
};

}  // namespace

void CardPage::build() {
    setProperty("surface", "canvas");
    snapshot_ = host_.context().schema->snapshot();
    entity_ = snapshot_->entity(key_.entity);
    setAcceptDrops(true);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across_ = across;
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    left_ = column;
    column->addWidget(buildHeader());
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(12, 0, 12, 0);
    tabBar_ = new QTabBar(left);
    tabRow->addWidget(tabBar_, 1);
    column->addLayout(tabRow);
    column->addWidget(ui::horizontalLine(left));
    stack_ = new QStackedWidget(left);
    column->addWidget(stack_, 1);
    saveBar_ = buildSaveBar();
    column->addWidget(saveBar_);
    across->addWidget(left, 1);
    across->addWidget(ui::verticalLine(this));
    chronology_ = new ChronologyPanel(host_, this);
    chronology_->setFixedWidth(kChronologyWidth);
    chronology_->setObjectName(QStringLiteral("side"));  // a part of the window of its own: F6
    across->addWidget(chronology_);

    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::Form, stack_));
    scroll_ = new QScrollArea(stack_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget(scroll_);
    inner->setProperty("transparent", true);
    auto* body = new QVBoxLayout(inner);
    body->setContentsMargins(20, 16, 20, 24);
    body->setSpacing(0);
    content_ = new QWidget(inner);
    content_->setMaximumWidth(kMostFormWidth);
    auto* sections = new QVBoxLayout(content_);
    sections->setContentsMargins(0, 0, 0, 0);
    sections->setSpacing(12);
    goneBanner_ = new ui::Banner(QStringLiteral("warning"), content_);
    trouble_ = new ui::Banner(QStringLiteral("danger"), content_);
    conflicts_ = new ConflictPanel(host_, content_);
    restored_ = new ui::Banner(QStringLiteral("info"), content_);
    connect(restored_->addAction(tr("Throw away")), &QPushButton::clicked, this, &CardPage::discardRestored);
    sending_ = new ui::Banner(QStringLiteral("info"), content_);
    duplicates_ = new DuplicateHint(host_, *entity_, content_);
    const v1::Layout& layout = layoutOf(*entity_, host_.context().connection->session().role);
    form_ = new CardForm(host_, *entity_, layout, content_);
    for (QWidget* part :
         std::initializer_list<QWidget*>{goneBanner_, restored_, sending_, trouble_, conflicts_, duplicates_, form_})
        sections->addWidget(part);
    restored_->hide();
    sending_->hide();
    goneBanner_->hide();
    trouble_->hide();
    body->addWidget(content_);
    body->addSpacing(24);
    related_ = new RelatedLists(host_, *entity_, layout, inner);
    body->addWidget(related_);
    body->addStretch(1);
    scroll_->setWidget(inner);
    stack_->addWidget(scroll_);
    empty_ = new ui::EmptyState(stack_);
    stack_->addWidget(empty_);
    buildTabs();
    buildKeeping();
    connect(empty_, &ui::EmptyState::acted, this, [this] { host_.goBack(); });
    connect(form_, &CardForm::edited, this, &CardPage::onEdited);
    connect(form_, &CardForm::busyChanged, this, &CardPage::onBusyChanged);
    connect(conflicts_, &ConflictPanel::resolved, this, [this](const std::string& field, form::Draft::Choice choice) {
        draft_->resolve(field, choice);
        form_->showField(*draft_, field);
        refresh();
    });
}

QWidget* CardPage::buildHeader() {
    auto* header = new QWidget(this);
    auto* whole = new QVBoxLayout(header);
    whole->setContentsMargins(20, 14, 16, 10);
    whole->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    whole->addLayout(row);
    row->addWidget(new IconTile(iconOf(*entity_), header), 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    title_ = new ui::ElidedLabel({}, header);
    title_->setFont(ui::typeface(ui::TextStyle::Title));
    subtitle_ =
        ui::label(say(host_.context(), entity_->def().label()), ui::TextStyle::Caption, ui::Tone::Secondary, header);
    column->addWidget(title_);
    column->addWidget(subtitle_);
    facts_ = new KeyFacts(host_, *entity_, header);
    column->addSpacing(6);
    column->addWidget(facts_);
    figures_ = new CardFigures(host_, *entity_, header);
    whole->addWidget(figures_);
    const auto shown = [this] { return draft_ && !draft_->isNew() && !gone_ ? std::optional(key_) : std::nullopt; };
    whole->addWidget(new RuleButtons(host_, entity_->name(), shown, header));
    auto* possible = new CardActionRow(host_, *entity_, *figures_, header);
    whole->addWidget(possible);
    connect(possible, &CardActionRow::chosen, this, &CardPage::act);
    row->addLayout(column, 1);
    marks_ = new PresenceMarks(header);
    row->addWidget(marks_, 0, Qt::AlignTop);
    before_ =
        ui::iconButton(QStringLiteral("chevron-up"), tr("Previous in the list"), header, QStringLiteral("Alt+PgUp"));
    after_ =
        ui::iconButton(QStringLiteral("chevron-down"), tr("Next in the list"), header, QStringLiteral("Alt+PgDown"));
    star_ = ui::iconButton(QStringLiteral("star"), tr("Add to favourites"), header, QStringLiteral("Ctrl+D"));
    star_->setCheckable(true);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(0);
    for (QToolButton* tool : {before_, after_, star_}) tools->addWidget(tool, 0, Qt::AlignTop);
    row->addLayout(tools);
    connect(before_, &QToolButton::clicked, this, [this] { walk(-1); });
    connect(after_, &QToolButton::clicked, this, [this] { walk(1); });
    connect(star_, &QToolButton::clicked, this, &CardPage::toggleFavourite);
    auto* more = ui::iconButton(QStringLiteral("ellipsis"), tr("More actions"), header);
    row->addWidget(more, 0, Qt::AlignTop);
    connect(more, &QToolButton::clicked, this, [this, more] { openMenu(more); });
    return header;
}

QWidget* CardPage::buildSaveBar() {
    auto* whole = new QWidget(this);
    whole->setProperty("surface", "side");
    whole->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(ui::horizontalLine(whole));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(20, 10, 16, 10);
    row->setSpacing(8);
    saveHint_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, whole);
    row->addWidget(saveHint_, 1);
    auto* cancel = ui::button(tr("Cancel"), ui::ButtonKind::Normal, {}, whole);
    cancel->setToolTip(QStringLiteral("Esc"));
    saveButton_ = ui::button(tr("Save"), ui::ButtonKind::Primary, QStringLiteral("check"), whole);
    saveButton_->setToolTip(QStringLiteral("Ctrl+S"));
    row->addWidget(cancel);
    row->addWidget(saveButton_);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &CardPage::revert);
    connect(saveButton_, &QPushButton::clicked, this, &CardPage::save);
    whole->hide();
    return whole;
}

void CardPage::openMenu(QWidget* anchor) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const command::Actions all = actions();
    addToMenu(menu, all, QStringLiteral("card.link"));
    addToMenu(menu, all, QStringLiteral("card.refresh"));
    addToMenu(menu, all, QStringLiteral("card.attach"));
    addToMenu(menu, all, QStringLiteral("card.past"));
    addToMenu(menu, all, QStringLiteral("card.merge"));
    addToMenu(menu, all, QStringLiteral("card.split"));
    addToMenu(menu, all, QStringLiteral("card.why"));
    addToMenu(menu, all, QStringLiteral("card.automation"));
    if (SchemaPage::mayOpen(host_.context())) {
        menu->addAction(ui::icon(QStringLiteral("sliders-horizontal")), tr("Add a field…"), this,
                        [this] { host_.openFields(key_.entity); });
    }
    menu->addSeparator();
    for (const v1::EntityAction& action : entity_->def().actions())
        addToMenu(menu, all, QStringLiteral("card.do.") + toQt(action.name()));
    for (const command::Action& action : all)
        if (action.id.startsWith(QLatin1String("card.press."))) addToMenu(menu, all, action.id);
    menu->addSeparator();
    addToMenu(menu, all, QStringLiteral("card.delete"));
    menu->popup(anchor->mapToGlobal(QPoint(anchor->width() - menu->sizeHint().width(), anchor->height() + 4)));
}

}  // namespace kupets::view
