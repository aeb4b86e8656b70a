#include "client/view/card_figures.h"

#include <QLabel>
#include <algorithm>

#include "client/data/feed.h"
#include "client/data/path.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"

namespace kupets::view {
namespace {
constexpr int kPause = 250;  // milliseconds between a change and the question

std::string condition(const std::string& expression) { return expression.empty() ? expression : "=" + expression; }
}  // namespace

CardFigures::CardFigures(Host& host, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity) {
    auto* flow = new ui::FlowLayout(this, 20, 6);
    for (const v1::HeadFact& fact : entity.def().head()) {
        auto* block = new QWidget(this);
        auto* column = new QVBoxLayout(block);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        const QString name = say(host.context(), fact.label());
        column->addWidget(ui::label(name, ui::TextStyle::Caption, ui::Tone::Muted, block));
        auto* value = ui::label(QStringLiteral("…"), ui::TextStyle::BodyStrong, ui::Tone::Muted, block);
        value->setAccessibleName(name);
        column->addWidget(value);
        flow->addWidget(block);
        block->setVisible(fact.when().empty());  // the others when it is known that they apply
        figures_.push_back({fact.path(), condition(fact.when()), condition(fact.warn()), block, value});
    }
    possible_.assign(static_cast<std::size_t>(entity.def().actions_size()), false);
    hide();  // a record that is not there yet has none
    timer_.setSingleShot(true);
    timer_.setInterval(kPause);
    connect(&timer_, &QTimer::timeout, this, &CardFigures::ask);
    connect(host.context().feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        const bool children = std::ranges::any_of(entity_.reverses(), [&batch](const schema::Reverse& reverse) {
            return batch.touches(reverse.child->name());
        });
        if (!timer_.isActive() && (children || batch.touches(entity_.name()))) timer_.start();
    });
}

void CardFigures::setRecord(const data::RecordKey& key) {
    if (key == key_) return;
    key_ = key;
    setVisible(!figures_.empty());
    ask();
}

bool CardFigures::isPossible(int action) const {
    return action >= 0 && action < static_cast<int>(possible_.size()) && possible_[static_cast<std::size_t>(action)];
}

void CardFigures::ask() {
    if (key_.id.isNil() || (figures_.empty() && possible_.empty())) return;
    v1::GetRequest request;
    request.set_entity(key_.entity);
    request.add_ids(std::string(key_.id.view()));
    for (const Figure& figure : figures_) {
        request.add_columns(figure.path);
        if (!figure.when.empty()) request.add_columns(figure.when);
        if (!figure.warn.empty()) request.add_columns(figure.warn);
    }
    for (const v1::EntityAction& action : entity_.def().actions())
        request.add_columns(action.when().empty() ? "=TRUE" : "=" + action.when());
    call_.cancel();
    call_ = host_.context().connection->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request, this,
                                                           [this](const Result<v1::GetReply>& reply) {
                                                               if (reply) take(*reply);
                                                           });
}

void CardFigures::take(const v1::GetReply& reply) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows || rows->rows() != 1) return;
    std::size_t column = 0;
    const auto next = [&] {
        data::Cell cell{rows->value(0, column), {}};
        const v1::Column::Kind kind = rows->kind(column);
        if (kind == v1::Column::KIND_ID || kind == v1::Column::KIND_IDS) cell.title = rows->companion(0, column);
        ++column;
        return cell;
    };
    const auto holds = [&] {
        const data::Cell cell = next();
        const bool* flag = std::get_if<bool>(&cell.value);
        const auto* number = std::get_if<std::int64_t>(&cell.value);
        return (flag && *flag) || (number && *number != 0);
    };
    for (Figure& figure : figures_) {
        const QString words = shown(next(), figure.path);
        figure.block->setVisible(figure.when.empty() || holds());
        const bool warn = !figure.warn.empty() && holds();
        figure.value->setText(words.isEmpty() ? QStringLiteral("—") : words);
        ui::setTone(figure.value, warn ? ui::Tone::Danger : words.isEmpty() ? ui::Tone::Muted : ui::Tone::Normal);
    }
    for (std::size_t i = 0; i < possible_.size(); ++i) possible_[i] = holds();
    updateGeometry();
    Q_EMIT answered();
}

QString CardFigures::shown(const data::Cell& cell, const std::string& path) const {
    const data::Language language = host_.context().language;
    if (const auto* moment = std::get_if<Timestamp>(&cell.value))
        return data::displayMomentBriefly(*moment, SystemClock().now(), language);
    const schema::Field* field = data::resolve(entity_, path).field();
    return data::display(cell, field && !field->isFormula() ? field : nullptr, language);
}

}  // namespace kupets::view
