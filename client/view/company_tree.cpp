#include "client/view/company_tree.h"

#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "client/data/feed.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"

namespace kupets::view {
namespace {

constexpr int kPause = 400;               // milliseconds between a change and the question
constexpr std::size_t kMostAtOnce = 200;  // ids in one expression
constexpr int kIdRole = Qt::UserRole + 1;

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width() + 16, ui::metrics::kRow};
    }
};

const schema::Field* parentOf(const schema::Entity& entity) { return entity.field(entity.def().parent_field()); }

std::string textOf(const Uuid& id) { return std::string(id.view()); }

/// Those of a few ids: one expression, whatever their number.
std::string anyOf(const std::string& field, const std::vector<Uuid>& ids) {
    std::string list;
    for (const Uuid& id : ids) list += (list.empty() ? "ID(\"" : ", ID(\"") + id.text() + "\")";
    return field + " IN (" + list + ")";
}

}  // namespace

bool CompanyTree::hasAny(const schema::Entity& entity) {
    return parentOf(entity) || std::ranges::any_of(entity.reverses(), [&entity](const schema::Reverse& reverse) {
               return reverse.child != &entity && parentOf(*reverse.child) && reverse.field->type() == v1::REFERENCE &&
                      std::ranges::find(entity.def().card().related(), reverse.name) !=
                          entity.def().card().related().end() &&
                      !reverse.child->isDirectory();
           });
}

CompanyTree::CompanyTree(Host& host, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), host_(host), snapshot_(host.context().schema->snapshot()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    setMaximumWidth(980);
    if (parentOf(entity)) addTree(entity, nullptr, say(host.context(), entity.def().plural()));
    for (const schema::Reverse& reverse : entity.reverses())
        if (reverse.child != &entity && parentOf(*reverse.child) && reverse.field->type() == v1::REFERENCE &&
            !reverse.child->isDirectory() &&
            std::ranges::find(entity.def().card().related(), reverse.name) != entity.def().card().related().end())
            addTree(*reverse.child, reverse.field, say(host.context(), reverse.child->def().plural()));
    timer_.setSingleShot(true);
    timer_.setInterval(kPause);
    connect(&timer_, &QTimer::timeout, this, &CompanyTree::load);
    connect(host.context().feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        for (const Tree& tree : trees_)
            if (batch.touches(tree.entity->name()) && !timer_.isActive()) timer_.start();
    });
}

void CompanyTree::addTree(const schema::Entity& entity, const schema::Field* belongs, const QString& heading) {
    auto* column = static_cast<QVBoxLayout*>(layout());
    if (!trees_.empty()) column->addSpacing(16);
    column->addWidget(ui::label(heading, ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    Tree tree{.entity = &entity,
              .parent = parentOf(entity),
              .belongs = belongs,
              .second = {},
              .widget = nullptr,
              .empty = nullptr};
    for (const std::string& path : entity.def().table_columns())
        if (const schema::Field* field = entity.field(path);
            tree.second.empty() && field && field->type() == v1::TEXT && field != &entity.titleField())
            tree.second = path;
    tree.widget = new QTreeWidget(this);
    tree.widget->setAccessibleName(heading);
    tree.widget->setItemDelegate(new RowDelegate(tree.widget));
    tree.widget->setHeaderHidden(true);
    tree.widget->setColumnCount(2);
    tree.widget->setFrameShape(QFrame::NoFrame);
    tree.widget->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree.widget->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    tree.widget->header()->setStretchLastSection(true);
    tree.widget->setExpandsOnDoubleClick(false);
    tree.widget->setCursor(Qt::PointingHandCursor);
    column->addWidget(tree.widget);
    auto* empty = ui::label(belongs ? tr("Nobody here yet")
                                    : tr("Neither a part of anything nor has parts: set the field “%1”")
                                          .arg(say(host_.context(), tree.parent->def.label())),
                            ui::TextStyle::Body, ui::Tone::Muted, this);
    empty->setWordWrap(true);
    empty->hide();
    tree.empty = empty;
    column->addWidget(empty);
    const auto open = [this, name = entity.name()](QTreeWidgetItem* item) {
        if (const auto id = Uuid::fromBytes(item->data(0, kIdRole).toByteArray().toStdString()); id && *id != key_.id)
            host_.openRecord({name, *id});
    };
    connect(tree.widget, &QTreeWidget::itemActivated, this, open);
    connect(tree.widget, &QTreeWidget::itemClicked, this, open);
    const auto fit = [widget = tree.widget] {
        int rows = 0;
        for (QTreeWidgetItemIterator at(widget); *at; ++at) {
            bool open_ = true;
            for (const QTreeWidgetItem* up = (*at)->parent(); up; up = up->parent()) open_ = open_ && up->isExpanded();
            rows += open_ ? 1 : 0;
        }
        widget->setFixedHeight(rows * ui::metrics::kRow + 8);
    };
    connect(tree.widget, &QTreeWidget::itemExpanded, tree.widget, fit);
    connect(tree.widget, &QTreeWidget::itemCollapsed, tree.widget, fit);
    trees_.push_back(std::move(tree));
}

std::vector<QTreeWidget*> CompanyTree::widgets() const {
    std::vector<QTreeWidget*> all;
    for (const Tree& tree : trees_) all.push_back(tree.widget);
    return all;
}

void CompanyTree::setRecord(const data::RecordKey& key) {
    if (key == key_) return;
    key_ = key;
    load();
}

void CompanyTree::load() {
    for (std::size_t i = 0; i < trees_.size(); ++i) {
        const int asked = ++trees_[i].asked;
        if (trees_[i].belongs)
            members(i, asked);
        else
            climb(i, key_.id, 0, asked);
    }
}

void CompanyTree::ask(const Tree& tree, const std::string& filter, std::function<void(const v1::RowSet&)> take) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(tree.entity->name());
    request.mutable_set()->set_filter(filter);
    for (const std::string& column : columnsOf(tree)) request.add_columns(column);
    request.set_limit(kMost);
    host_.context().connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                     [take = std::move(take)](const Result<v1::QueryReply>& reply) {
                                                         if (reply) take(reply->rows());
                                                     });
}

std::vector<std::string> CompanyTree::columnsOf(const Tree& tree) {
    std::vector<std::string> columns{tree.entity->titleField().name(), tree.parent->name()};
    if (!tree.second.empty()) columns.push_back(tree.second);
    return columns;
}

/// Up to the topmost; then its whole tree from there.
void CompanyTree::climb(std::size_t at, const Uuid& id, int level, int asked) {
    v1::GetRequest request;
    request.set_entity(trees_[at].entity->name());
    request.add_ids(std::string(id.view()));
    for (const std::string& column : columnsOf(trees_[at])) request.add_columns(column);
    const auto take = [this, at, id, level, asked](const Result<v1::GetReply>& reply) {
        Tree& tree = trees_[at];
        if (asked != tree.asked || !reply) return;
        const auto rows = wire::RowSetView::open(reply->rows());
        const bool seen = rows && rows->rows() == 1;
        const Value parent = seen ? rows->value(0, 1) : Value(Null{});
        const auto* up = std::get_if<Uuid>(&parent);
        if (up && level < kMostLevels) return climb(at, *up, level + 1, asked);
        tree.widget->clear();
        tree.items.clear();
        if (seen)
            put(tree, id, toQt(toText(rows->value(0, 0))),
                rows->columns() > 2 ? toQt(toText(rows->value(0, 2))) : QString(), {});
        descend(at, {id}, 0, asked);
    };
    host_.context().connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this, take);
}

void CompanyTree::descend(std::size_t at, std::vector<Uuid> parents, int level, int asked) {
    if (parents.empty() || level > kMostLevels || trees_[at].items.size() >= static_cast<std::size_t>(kMost))
        return finish(trees_[at]);
    ask(trees_[at], anyOf(trees_[at].parent->name(), parents), [this, at, level, asked](const v1::RowSet& reply) {
        Tree& tree = trees_[at];
        const auto rows = wire::RowSetView::open(reply);
        if (asked != tree.asked || !rows) return;
        std::vector<Uuid> next;
        for (std::size_t row = 0; row < rows->rows(); ++row) {
            const Uuid id = rows->id(row);
            const Value parent = rows->value(row, 1);
            if (tree.items.contains(textOf(id)) || !std::holds_alternative<Uuid>(parent)) continue;
            put(tree, id, toQt(toText(rows->value(row, 0))),
                rows->columns() > 2 ? toQt(toText(rows->value(row, 2))) : QString(), std::get<Uuid>(parent));
            next.push_back(id);
        }
        if (next.size() > kMostAtOnce) next.resize(kMostAtOnce);
        descend(at, std::move(next), level + 1, asked);
    });
}

/// All that belong to the record, each under whom it names.
void CompanyTree::members(std::size_t at, int asked) {
    const std::string filter = pointsTo(trees_[at].belongs->name(), key_.id);
    ask(trees_[at], filter, [this, at, asked](const v1::RowSet& reply) {
        Tree& tree = trees_[at];
        const auto rows = wire::RowSetView::open(reply);
        if (asked != tree.asked || !rows) return;
        tree.widget->clear();
        tree.items.clear();
        for (std::size_t row = 0; row < rows->rows(); ++row)
            put(tree, rows->id(row), toQt(toText(rows->value(row, 0))),
                rows->columns() > 2 ? toQt(toText(rows->value(row, 2))) : QString(), {});
        for (std::size_t row = 0; row < rows->rows(); ++row) {
            const Value parent = rows->value(row, 1);
            const auto* up = std::get_if<Uuid>(&parent);
            const auto above = up ? tree.items.find(textOf(*up)) : tree.items.end();
            QTreeWidgetItem* own = tree.items.at(textOf(rows->id(row)));
            bool circle = false;
            for (const QTreeWidgetItem* each = above == tree.items.end() ? nullptr : above->second; each;
                 each = each->parent())
                circle = circle || each == own;
            if (above == tree.items.end() || circle) continue;
            tree.widget->takeTopLevelItem(tree.widget->indexOfTopLevelItem(own));
            above->second->addChild(own);
        }
        finish(tree);
    });
}

QTreeWidgetItem* CompanyTree::put(Tree& tree, const Uuid& id, const QString& title, const QString& second,
                                  const Uuid& parent) {
    const auto above = parent.isNil() ? tree.items.end() : tree.items.find(textOf(parent));
    auto* item = above == tree.items.end() ? new QTreeWidgetItem(tree.widget) : new QTreeWidgetItem(above->second);
    item->setText(0, title);
    item->setText(1, second);
    item->setIcon(0, ui::icon(iconOf(*tree.entity), ui::IconTone::Muted));
    item->setForeground(1, ui::tokens().secondary);
    item->setData(0, kIdRole, QByteArray::fromStdString(textOf(id)));
    if (id == key_.id) item->setFont(0, ui::typeface(ui::TextStyle::BodyStrong));
    tree.items[textOf(id)] = item;
    return item;
}

void CompanyTree::finish(Tree& tree) {
    tree.widget->expandAll();
    tree.widget->sortItems(0, Qt::AscendingOrder);
    const bool lonely = tree.belongs ? tree.items.empty() : tree.items.size() < 2;
    tree.empty->setVisible(lonely);
    tree.widget->setVisible(!lonely);
    tree.widget->setFixedHeight(static_cast<int>(tree.items.size()) * ui::metrics::kRow + 8);
    if (const auto own = tree.items.find(textOf(key_.id)); own != tree.items.end())
        tree.widget->setCurrentItem(own->second);
}

}  // namespace kupets::view
