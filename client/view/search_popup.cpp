#include "client/view/search_popup.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "client/ui/popover.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/action_keys.h"
#include "client/view/hit_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 640;
constexpr int kMostHeight = 420;
constexpr int kCommandRole = Qt::UserRole + 300;
constexpr int kIconRole = Qt::UserRole + 301;
constexpr std::size_t kFirstCommands = 12;

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
    panel_ = new Panel(this);
    auto* column = new QVBoxLayout(panel_);
    const int edge = ui::kFloatShadow;
    column->setContentsMargins(edge + 8, edge + 8, edge + 8, edge + 8);
    column->setSpacing(6);
    field_ = new ui::SearchField(tr("Search everything, or type a command"), panel_);
    field_->setRest(30);
    column->addWidget(field_);
    hint_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Muted, panel_);
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setMinimumHeight(56);
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
    connect(field_, &ui::SearchField::searched, model_, &model::SearchModel::setText);
    connect(field_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) rebuild();
    });
    connect(field_, &ui::SearchField::arrowPressed, this, &SearchPopup::step);
    connect(field_, &QLineEdit::returnPressed, this, [this] { choose(list_->currentIndex()); });
    connect(model_, &model::SearchModel::answered, this, &SearchPopup::rebuild);
    connect(model_, &model::SearchModel::failed, this, &SearchPopup::rebuild);
    connect(list_, &QListView::clicked, this, &SearchPopup::choose);
}

void SearchPopup::setActions(const command::Actions& actions) {
    commands_.clear();
    for (const command::Action& action : actions)
        if (action.isForPalette() && action.isEnabled()) commands_.push_back(action);
}

void SearchPopup::open() {
    before_ = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    field_->clear();
    model_->setText({});
    rebuild();
    show();
    raise();
    field_->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::close() {
    hide();
    if (before_) before_->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::rebuild() {
    items_->clear();
    if (!field_->text().trimmed().isEmpty()) addHits();
    addCommands();
    hint_->setText(tr("Nothing found"));
    hint_->setVisible(items_->rowCount() == 0 && !model_->isLoading());
    if (items_->rowCount() > 0) list_->setCurrentIndex(items_->index(0, 0));
    place();
}

void SearchPopup::addHits() {
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex from = model_->index(row, 0);
        auto* item = new QStandardItem(from.data().toString());
        item->setEditable(false);
        const QString entity = from.data(model::EntityRole).toString();
        for (int role : {int(model::SubtitleRole), int(model::EntityRole), int(model::RecordIdRole),
                         int(model::SearchModel::SectionRole)})
            item->setData(from.data(role), role);
        const schema::Entity* definition = host_.context().schema->entity(fromQt(entity));
        item->setData(definition ? iconOf(*definition) : QString(), kIconRole);
        items_->appendRow(item);
    }
}

void SearchPopup::addCommands() {
    const QString wanted = field_->text().trimmed();
    bool first = true;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < commands_.size(); ++i) {
        const command::Action& command = commands_[i];
        if (wanted.isEmpty() ? shown >= kFirstCommands : !command.text.contains(wanted, Qt::CaseInsensitive)) continue;
        auto* item = new QStandardItem(command.text);
        item->setData(command::keyText(command), HitDelegate::kTrailingRole);
        item->setEditable(false);
        item->setData(static_cast<int>(i), kCommandRole);
        item->setData(command.iconName, kIconRole);
        if (first) item->setData(tr("Commands"), model::SearchModel::SectionRole);
        first = false;
        ++shown;
        items_->appendRow(item);
    }
}

void SearchPopup::place() {
    int height = 0;
    for (int row = 0; row < items_->rowCount() && height < kMostHeight; ++row) height += list_->sizeHintForRow(row);
    list_->setFixedHeight(std::min(height + 2, kMostHeight));
    list_->setVisible(items_->rowCount() > 0);
    panel_->layout()->activate();
    const int width = std::min(kWidth, this->width() - 32) + 2 * ui::kFloatShadow;
    panel_->resize(width, panel_->layout()->sizeHint().height());
    panel_->move((this->width() - width) / 2, std::max(8, this->height() / 8) - ui::kFloatShadow);
}

void SearchPopup::step(int key) {
    const int rows = items_->rowCount();
    if (rows == 0) return;
    const int by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 8 : -8;
    list_->setCurrentIndex(items_->index(std::clamp(list_->currentIndex().row() + by, 0, rows - 1), 0));
}

void SearchPopup::choose(const QModelIndex& index) {
    if (!index.isValid()) return;
    const QVariant command = index.data(kCommandRole);
    const data::RecordKey key{fromQt(index.data(model::EntityRole).toString()),
                              index.data(model::RecordIdRole).value<Uuid>()};
    // What is run may make this list anew, or end the window.
    const auto run =
        command.isValid() ? commands_[static_cast<std::size_t>(command.toInt())].run : std::function<void()>();
    close();
    if (run)
        run();
    else
        host_.openRecord(key);
}

void SearchPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(10, 14, 24, ui::tokens().dark ? 150 : 70));
}

void SearchPopup::mousePressEvent(QMouseEvent* event) {
    if (!panel_->geometry().contains(event->position().toPoint())) close();
}

void SearchPopup::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        place();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
