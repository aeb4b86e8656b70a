#include "client/view/search_popup.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "client/net/connection.h"
#include "client/ui/popover.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/action_keys.h"
#include "client/view/hit_delegate.h"
#include "client/view/recent_records.h"
#include "client/view/words.h"
#include "kupets/v1/personal.pb.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 680;
constexpr int kPage = 8;  // rows of PgUp and PgDn
constexpr int kIconRole = Qt::UserRole + 301;

class Panel final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        ui::paintFloatingPanel(&painter, rect());
    }
};

}  // namespace

SearchPopup::SearchPopup(Host& host, QWidget* window) : QWidget(window), host_(host) {
    hide();
    markAsLayer(this);
    window->installEventFilter(this);
    model_ = new model::SearchModel(host.context(), this);
    items_ = new QStandardItemModel(this);
    build();
    connect(field_, &QLineEdit::textChanged, this, &SearchPopup::type);
    const auto onAnswer = [this] {
        rebuild();
        if (chosenEarly_) choose(currentRow(), *std::exchange(chosenEarly_, std::nullopt));
    };
    connect(model_, &model::SearchModel::answered, this, onAnswer);
    connect(model_, &model::SearchModel::failed, this, onAnswer);
    connect(list_, &QListView::clicked, this,
            [this](const QModelIndex& index) { choose(index.row(), QApplication::keyboardModifiers()); });
}

void SearchPopup::build() {
    panel_ = new Panel(this);
    auto* column = new QVBoxLayout(panel_);
    const int edge = ui::kFloatShadow;
    column->setContentsMargins(edge + 8, edge + 8, edge + 8, edge + 4);
    column->setSpacing(6);
    field_ = new ui::SearchField(tr("Search everything, or type a command"), panel_);
    field_->installEventFilter(this);
    column->addWidget(field_);
    instead_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, panel_);
    instead_->setContentsMargins(8, 2, 8, 0);
    instead_->hide();
    column->addWidget(instead_);
    hint_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, panel_);
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setMinimumHeight(72);
    hint_->hide();
    column->addWidget(hint_);
    list_ = new QListView(panel_);
    list_->setProperty("popover", true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setAccessibleName(tr("Hits"));
    list_->setItemDelegate(
        new HitDelegate(true, [](const QModelIndex& index) { return index.data(kIconRole).toString(); }, list_));
    list_->setModel(items_);
    column->addWidget(list_, 1);
    column->addWidget(ui::horizontalLine(panel_));
    keys_ = ui::label(tr("↑ ↓ choose   Enter opens   Ctrl+Enter in a new tab   > only commands   Esc closes"),
                      ui::TextStyle::Caption, ui::Tone::Muted, panel_);
    keys_->setContentsMargins(8, 0, 8, 4);
    column->addWidget(keys_);
}

void SearchPopup::setActions(const command::Actions& actions) {
    actions_.clear();
    for (const command::Action& action : actions)
        if (action.isForPalette() && action.isEnabled()) actions_.push_back(action);
}

void SearchPopup::open() {
    if (!isVisible()) before_ = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    field_->clear();
    type({});
    askFavourites();
    show();
    raise();
    field_->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::close() {
    chosenEarly_.reset();
    hide();
    if (before_) before_->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::askFavourites() {
    const auto done = [this](Result<v1::FavouritesReply> reply) {
        if (!reply) return;  // then they are not among the rows
        favourites_.clear();
        for (const v1::Favourite& one : reply->favourites())
            if (const auto id = Uuid::fromBytes(one.id()))
                favourites_.push_back({{one.entity(), *id}, toQt(one.title()), {}, {}});
        if (isVisible()) rebuild();
    };
    favouritesCall_.cancel();
    favouritesCall_ = host_.context().connection->call<v1::FavouritesReply>(v1::METHOD_PERSONAL_FAVOURITES,
                                                                            v1::FavouritesRequest(), this, done);
}

/// Commands and what is known here follow each letter at once, hits of the server when they come.
void SearchPopup::type(const QString& text) {
    walked_ = false;
    chosenEarly_.reset();
    model_->setText(asksForCommandsOnly(text) ? QString() : wantedOf(text));
    rebuild();
}

QString SearchPopup::insteadText() const { return instead_->isHidden() ? QString() : instead_->text(); }

void SearchPopup::rebuild() {
    const data::Context& context = host_.context();
    PaletteSource source;
    source.typed = field_->text();
    source.favourites = favourites_;
    source.actions = &actions_;
    source.words = {tr("Recent"), tr("Favourites"), tr("Commands")};
    source.iconOf = [&context](const std::string& entity) {
        const schema::Entity* definition = context.schema->entity(entity);
        return definition ? view::iconOf(*definition) : QString();
    };
    source.nameOf = [&context](const std::string& entity) {
        const schema::Entity* definition = context.schema->entity(entity);
        return definition ? say(context, definition->def().label()) : QString();
    };
    if (memory_) {
        for (const RecentRecords::Entry& entry : memory_->records())
            if (context.schema->entity(entry.key.entity)) source.recent.push_back({entry.key, entry.title, {}, {}});
        source.usedActions = memory_->commands();
    }
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex at = model_->index(row);
        source.hits.push_back({model_->keyAt(row), at.data().toString(), at.data(model::SubtitleRole).toString(),
                               at.data(model::SearchModel::SectionRole).toString()});
    }
    const int before = currentRow();
    const PaletteRow chosen = walked_ && before >= 0 && before < static_cast<int>(rows_.size())
                                  ? rows_[static_cast<std::size_t>(before)]
                                  : PaletteRow();
    rows_ = paletteRows(source);
    fill();
    int row = 0;
    for (std::size_t i = 0; walked_ && i < rows_.size(); ++i)
        if (rows_[i].key == chosen.key && rows_[i].action == chosen.action) row = static_cast<int>(i);
    select(row);
    place();
}

void SearchPopup::fill() {
    items_->clear();
    const QString wanted = wantedOf(field_->text());
    const QString instead = wanted.isEmpty() ? QString() : model_->instead();
    for (const PaletteRow& row : rows_) {
        auto* item = new QStandardItem(row.title);
        item->setEditable(false);
        item->setData(row.subtitle, model::SubtitleRole);
        item->setData(row.section, model::SearchModel::SectionRole);
        item->setData(row.trailing, HitDelegate::kTrailingRole);
        item->setData(row.icon, kIconRole);
        item->setData(row.key.entity.empty() || instead.isEmpty() ? wanted : instead, HitDelegate::kMarkedRole);
        items_->appendRow(item);
    }
    instead_->setText(tr("Shown for “%1”").arg(instead));
    instead_->setVisible(!instead.isEmpty() && model_->rowCount() > 0);
    hint_->setText(wanted.isEmpty() ? tr("Type a name, a phone, an INN or what you want to do.")
                                    : tr("Nothing found for “%1”. Fewer letters find more.").arg(wanted));
    hint_->setVisible(rows_.empty() && !model_->isLoading());
}

void SearchPopup::place() {
    const int most = std::max(160, height() * 6 / 10);
    int wanted = 0;
    for (int row = 0; row < items_->rowCount() && wanted < most; ++row) wanted += list_->sizeHintForRow(row);
    list_->setFixedHeight(std::min(wanted + 2, most));
    list_->setVisible(items_->rowCount() > 0);
    panel_->layout()->activate();
    const int width = std::min(kWidth, this->width() - 32) + 2 * ui::kFloatShadow;
    panel_->resize(width, panel_->layout()->sizeHint().height());
    panel_->move((this->width() - width) / 2, std::max(8, this->height() / 8) - ui::kFloatShadow);
}

void SearchPopup::select(int row) {
    if (row < 0 || row >= items_->rowCount()) return;
    const QModelIndex index = items_->index(row, 0);
    list_->setCurrentIndex(index);
    list_->scrollTo(index);
    if (!QAccessible::isActive() || !isVisible()) return;
    // The focus stays in the line; who listens hears which row Enter would take.
    field_->setAccessibleDescription(index.data().toString());
    QAccessibleEvent told(field_, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

void SearchPopup::step(int by) {
    const int rows = items_->rowCount();
    if (rows == 0) return;
    walked_ = true;
    select(std::clamp(currentRow() + by, 0, rows - 1));
}

void SearchPopup::stepSection(int by) {
    walked_ = true;
    const int rows = static_cast<int>(rows_.size());
    int row = currentRow();
    // Back: first to the head of one's own section, as lists with headings do.
    for (int at = row + by; at >= 0 && at < rows; at += by)
        if (!rows_[static_cast<std::size_t>(at)].section.isEmpty()) {
            row = at;
            break;
        }
    select(row);
}

void SearchPopup::choose(int row, Qt::KeyboardModifiers modifiers) {
    if (row < 0 || row >= static_cast<int>(rows_.size())) return;
    const PaletteRow chosen = rows_[static_cast<std::size_t>(row)];
    close();
    if (chosen.action.isEmpty()) {
        if (modifiers & Qt::ControlModifier)
            host_.openRecordIn(chosen.key, Host::Place::Tab);
        else
            host_.openRecord(chosen.key);
        return;
    }
    if (memory_) memory_->used(chosen.action);
    // What is run may make this list anew, or end the window: hence the copy.
    const command::Action* action = command::findAction(actions_, chosen.action);
    const std::function<void()> run = action ? action->run : std::function<void()>();
    if (run) run();
}

bool SearchPopup::handleKey(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_PageDown:
            step(kPage);
            return true;
        case Qt::Key_PageUp:
            step(-kPage);
            return true;
        case Qt::Key_Tab:
            stepSection(1);
            return true;
        case Qt::Key_Backtab:
            stepSection(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            // Faster than the line: the first hit of what is typed, not of what was typed before.
            if (model_->isLoading() && !walked_)
                chosenEarly_ = event->modifiers();
            else
                choose(currentRow(), event->modifiers());
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            return false;
    }
}

void SearchPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(10, 14, 24, ui::tokens().dark ? 150 : 70));
}

void SearchPopup::mousePressEvent(QMouseEvent* event) {
    if (!panel_->geometry().contains(event->position().toPoint())) close();
}

void SearchPopup::keyPressEvent(QKeyEvent* event) {
    if (!handleKey(event)) QWidget::keyPressEvent(event);
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress) return handleKey(static_cast<QKeyEvent*>(event));
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        place();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
