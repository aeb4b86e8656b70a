#include "client/view/table_totals.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "client/data/feed.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "client/ui/cell_painter.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"
#include "client/view/record_table.h"
#include "client/view/table_gutter.h"
#include "common/expr/check.h"
#include "common/wire/values.h"

namespace kupets::view {

using Aggregate = v1::Aggregate;

TableTotals::TableTotals(Host& host, RecordTable& table, ViewState& state, QWidget* parent)
    : QWidget(parent), host_(host), table_(table), state_(state) {
    setFixedHeight(ui::metrics::kRow);
    setAccessibleName(tr("Totals"));
    setCursor(Qt::PointingHandCursor);
    rest_.setSingleShot(true);
    rest_.setInterval(400);
    connect(&rest_, &QTimer::timeout, this, &TableTotals::ask);
    connect(&table.records(), &model::RecordTableModel::queryShown, this, &TableTotals::ask);
    connect(&state, &ViewState::changed, this, &TableTotals::ask);
    connect(host.context().feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.touches(table_.records().query().entity) && !rest_.isActive()) {
            asked_.clear();
            rest_.start();
        }
    });
    const auto repaint = [this] { update(); };
    connect(table.horizontalScrollBar(), &QScrollBar::valueChanged, this, repaint);
    connect(&table.header(), &QHeaderView::sectionResized, this, repaint);
    connect(&table.header(), &QHeaderView::sectionMoved, this, repaint);
    hide();
}

QString TableTotals::nameOf(Aggregate::Function function) {
    switch (function) {
        case Aggregate::FUNCTION_SUM:
            return tr("Sum");
        case Aggregate::FUNCTION_AVERAGE:
            return tr("Average");
        case Aggregate::FUNCTION_LEAST:
            return tr("Least");
        case Aggregate::FUNCTION_GREATEST:
            return tr("Greatest");
        default:
            return tr("None");
    }
}

std::vector<Aggregate::Function> TableTotals::functionsFor(const data::Context&, const schema::Entity& entity,
                                                           const std::string& path) {
    const auto typed = expr::compile(path.starts_with('=') ? std::string_view(path).substr(1) : path, entity);
    if (!typed) return {};
    switch ((*typed)->type()) {
        case schema::ValueType::Integer:
        case schema::ValueType::Decimal:
        case schema::ValueType::Money:
        case schema::ValueType::Duration:
            return {Aggregate::FUNCTION_SUM, Aggregate::FUNCTION_AVERAGE, Aggregate::FUNCTION_LEAST,
                    Aggregate::FUNCTION_GREATEST};
        case schema::ValueType::Date:
        case schema::ValueType::Timestamp:
            return {Aggregate::FUNCTION_LEAST, Aggregate::FUNCTION_GREATEST};
        default:
            return {};
    }
}

void TableTotals::ask() {
    v1::GroupRequest request;
    *request.mutable_set() = table_.records().recordSet();
    std::vector<std::string> paths;
    for (const v1::ViewColumn& column : state_.shown().columns()) {
        if (column.total() == Aggregate::FUNCTION_UNSPECIFIED) continue;
        Aggregate* out = request.add_aggregates();
        out->set_function(column.total());
        out->set_path(column.path());
        paths.push_back(column.path());
    }
    setVisible(!paths.empty());
    update();
    const std::string question = request.SerializeAsString();
    if (paths.empty() || question == asked_) return;
    asked_ = question;
    values_.clear();
    call_.cancel();
    call_ = host_.context().connection->call<v1::GroupReply>(
        v1::METHOD_RECORDS_GROUP, request, this, [this, paths](Result<v1::GroupReply> reply) {
            if (!reply) return asked_.clear();
            for (int at = 0; reply->groups_size() > 0 && at < reply->groups(0).aggregates_size(); ++at)
                if (auto value = wire::fromProto(reply->groups(0).aggregates(at)))
                    values_[paths[static_cast<std::size_t>(at)]] = std::move(*value);
            update();
        });
}

QString TableTotals::textOf(const std::string& path) const {
    const auto found = values_.find(path);
    if (found == values_.end()) return {};
    const schema::Entity* entity = host_.context().schema->entity(table_.records().query().entity);
    const schema::Field* field = entity ? data::resolve(*entity, path).field() : nullptr;
    return data::display({found->second, {}}, field, host_.context().language);
}

int TableTotals::columnAt(int x) const { return table_.header().sectionAt(x - table_.gutter().width()); }

void TableTotals::mousePressEvent(QMouseEvent* event) {
    if (const int column = columnAt(event->position().toPoint().x()); column >= 0)
        Q_EMIT clicked(column, event->globalPosition().toPoint());
}

void TableTotals::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.sunken);
    painter.fillRect(QRect(0, 0, width(), 1), t.hairline);
    const int left = table_.gutter().width();
    const ui::LineFace& face = ui::lineFace(ui::LineStyle::BodyStrongTabular);
    const ui::LineFace& quiet = ui::lineFace(ui::LineStyle::Caption);
    const auto paint = [&](const v1::ViewColumn& column, int section) {
        const QRect cell(left + table_.header().seenPosition(section), 1, table_.header().sectionSize(section),
                         height() - 1);
        painter.fillRect(cell, t.sunken);
        if (column.total() == Aggregate::FUNCTION_UNSPECIFIED) return;
        const QRect inner = cell.adjusted(ui::kCellPadding, 0, -ui::kCellPadding, 0);
        const QString words = nameOf(column.total());
        const QString value = textOf(column.path());
        const int room = inner.width() - face.width(value) - 6;
        if (room > 24)
            quiet.paint(&painter, inner.adjusted(0, 0, room - inner.width(), 0), Qt::AlignRight, words, t.secondary);
        face.paint(&painter, inner.adjusted(std::max(room + 6, 0), 0, 0, 0), Qt::AlignRight, value, t.text);
    };
    // Those that stay come last, over what has scrolled below them.
    for (const bool frozen : {false, true})
        for (int section = 0; section < table_.records().columnCount(); ++section)
            for (const v1::ViewColumn& column : state_.shown().columns())
                if (column.path() == table_.records().pathAt(section) && table_.header().isFrozen(section) == frozen)
                    paint(column, section);
}

}  // namespace kupets::view
