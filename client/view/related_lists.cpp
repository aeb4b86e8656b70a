#include "client/view/related_lists.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/column_chooser.h"
#include "client/view/record_table.h"
#include "client/view/related_add.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kLeastRows = 5;
constexpr int kMostRows = 10;
constexpr int kHeadAndBar = 48;
constexpr int kAddLine = 44;
constexpr int kAfterCard = 30;  // milliseconds: the card is painted first
}  // namespace

RelatedLists::RelatedLists(Host& host, const schema::Entity& entity, const v1::Layout& layout, QWidget* parent)
    : QWidget(parent), host_(host) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    bar_ = new QTabBar(this);
    bar_->setDrawBase(false);
    bar_->setExpanding(false);
    bar_->setUsesScrollButtons(true);
    bar_->setElideMode(Qt::ElideNone);
    bar_->setAccessibleName(tr("Related lists"));
    bar_->setCursor(Qt::PointingHandCursor);
    head->addWidget(bar_, 1);
    auto* add = ui::button(tr("Add"), ui::ButtonKind::Ghost, QStringLiteral("plus"), this);
    add->setProperty("fit", "small");
    head->addWidget(add);
    column->addLayout(head);
    column->addWidget(ui::horizontalLine(this));
    pages_ = new QStackedWidget(this);
    fitHeight(0);
    column->addWidget(pages_);
    for (const std::string& name : layout.related()) {
        const schema::Reverse* reverse = entity.reverse(name);
        if (!reverse) continue;
        tabs_.push_back({reverse, nullptr, nullptr, nullptr});
        bar_->addTab(labelOf(*reverse));
    }
    connect(bar_, &QTabBar::currentChanged, this, &RelatedLists::openTab);
    connect(add, &QPushButton::clicked, this, &RelatedLists::createChild);
    setVisible(!tabs_.empty());
}

void RelatedLists::fitHeight(int rows) {
    pages_->setFixedHeight(std::clamp(rows, kLeastRows, kMostRows) * ui::metrics::kRow + kHeadAndBar + kAddLine);
}

QString RelatedLists::labelOf(const schema::Reverse& reverse) const {
    const QString own = say(host_.context(), reverse.field->def.reverse_label());
    return own.isEmpty() ? say(host_.context(), reverse.child->def().plural()) : own;
}

void RelatedLists::setRecord(const data::RecordKey& key, const QString& title) {
    title_ = title;
    if (key == key_) return;
    key_ = key;
    if (!tabs_.empty()) QTimer::singleShot(kAfterCard, this, &RelatedLists::fill);
}

void RelatedLists::fill() { openTab(std::max(0, bar_->currentIndex())); }

void RelatedLists::openTab(int index) {
    if (index < 0 || index >= static_cast<int>(tabs_.size()) || key_.id.isNil()) return;
    Tab& tab = tabs_[static_cast<std::size_t>(index)];
    if (!tab.page) {
        tab.page = new QWidget(pages_);
        auto* whole = new QVBoxLayout(tab.page);
        whole->setContentsMargins(0, 0, 0, 0);
        whole->setSpacing(0);
        auto* stack = new QStackedLayout;
        whole->addLayout(stack, 1);
        tab.add = new RelatedAdd(host_, *tab.reverse, tab.page);
        tab.add->setRecord(key_, title_);
        whole->addWidget(tab.add);
        tab.table = new RecordTable(host_, tab.page);
        tab.table->setMemory(QStringLiteral("related/%1").arg(toQt(tab.reverse->child->name())));
        tab.table->setAccessibleName(labelOf(*tab.reverse));
        stack->addWidget(tab.table);
        auto* empty = new ui::EmptyState(tab.page);
        empty->setContent(iconOf(*tab.reverse->child), tr("Nothing here yet"), {},
                          tr("New: %1").arg(say(host_.context(), tab.reverse->child->def().label())));
        connect(empty, &ui::EmptyState::acted, this, &RelatedLists::createChild);
        stack->addWidget(empty);
        model::TableQuery query;
        query.entity = tab.reverse->child->name();
        query.filter = pointsTo(tab.reverse->field->name(), key_.id);
        for (const std::string& path : ownColumns(*tab.reverse->child))
            if (path != tab.reverse->field->name()) query.columns.push_back(path);
        connect(tab.table, &RecordTable::newRequested, this, &RelatedLists::createChild);
        connect(&tab.table->records(), &model::RecordTableModel::totalChanged, this,
                [this, index, stack, table = tab.table](int rows, bool exact) {
                    stack->setCurrentIndex(rows == 0 && exact ? 1 : 0);
                    const QString label = labelOf(*tabs_[static_cast<std::size_t>(index)].reverse);
                    bar_->setTabText(index,
                                     rows > 0 ? QStringLiteral("%1  %2").arg(label, QLocale().toString(rows)) : label);
                    table->fitColumns();
                    if (pages_->currentIndex() >= 0 && bar_->currentIndex() == index) fitHeight(rows);
                });
        pages_->addWidget(tab.page);
        tab.table->records().setQuery(std::move(query));
        tab.table->fitColumns();
    }
    pages_->setCurrentWidget(tab.page);
    fitHeight(tab.table->records().rowCount());
}

void RelatedLists::createChild() {
    const int index = std::max(0, bar_->currentIndex());
    if (index >= static_cast<int>(tabs_.size())) return;
    const schema::Reverse& reverse = *tabs_[static_cast<std::size_t>(index)].reverse;
    host_.openNew(reverse.child->name(), {{reverse.field->name(), data::Cell{Value(key_.id), fromQt(title_)}}});
}

}  // namespace kupets::view
