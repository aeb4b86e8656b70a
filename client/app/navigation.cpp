#include "client/app/navigation.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::app {
namespace {
constexpr int kItem = 34;
constexpr std::uint32_t kFirstDirectory = 10;  // places from here on are lists that are set up once
}  // namespace

NavigationItem::NavigationItem(const QString& text, const QString& iconName, QWidget* parent)
    : QAbstractButton(parent), iconName_(iconName) {
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(kItem);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavigationItem::setFolded(bool folded) {
    folded_ = folded;
    setToolTip(folded ? text() : QString());
    update();
}

QSize NavigationItem::sizeHint() const { return {folded_ ? 40 : 200, kItem}; }

void NavigationItem::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(rect()).adjusted(0, 1, 0, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? t.selected : isDown() ? t.pressed : t.hover);
        painter.drawRoundedRect(ground, ui::metrics::kRadius, ui::metrics::kRadius);
    }
    const QRect picture = folded_ ? QRect((width() - 18) / 2, 0, 18, height()) : QRect(10, 0, 18, height());
    ui::paintIcon(&painter, picture, iconName_, isChecked() ? t.accentText : t.secondary);
    if (folded_) return;
    QFont face = ui::typeface(ui::TextStyle::Body);
    face.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(face);
    painter.setPen(isChecked() ? t.accentText : t.text);
    const QRect words = rect().adjusted(38, 0, -8, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(face).elidedText(text(), Qt::ElideRight, words.width()));
}

void NavigationItem::enterEvent(QEnterEvent*) { update(); }
void NavigationItem::leaveEvent(QEvent*) { update(); }

void NavigationItem::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Down:
            focusNextChild();
            return;
        case Qt::Key_Up:
            focusPreviousChild();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            click();
            return;
        default:
            QAbstractButton::keyPressEvent(event);
    }
}

Navigation::Navigation(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Navigation"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 9, 8);
    column->setSpacing(0);
    company_ = ui::label(QStringLiteral("Kupets"), ui::TextStyle::Heading, ui::Tone::Normal, this);
    company_->setFixedHeight(ui::metrics::kTopBar);
    company_->setContentsMargins(10, 0, 4, 0);
    column->addWidget(company_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget(scroll);
    inner->setProperty("transparent", true);
    list_ = new QVBoxLayout(inner);
    list_->setContentsMargins(0, 4, 0, 8);
    list_->setSpacing(2);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
    fields_ = new NavigationItem(tr("Fields and cards"), QStringLiteral("sliders-horizontal"), this);
    fields_->setCheckable(false);
    fields_->hide();
    column->addWidget(fields_);
    connect(fields_, &QAbstractButton::clicked, this, &Navigation::fieldsChosen);
    fold_ = new NavigationItem(tr("Fold"), QStringLiteral("panel-left"), this);
    fold_->setCheckable(false);
    column->addWidget(fold_);
    connect(fold_, &QAbstractButton::clicked, this, &Navigation::toggleFolded);
    setFolded(false);
}

void Navigation::setSchema(const schema::Snapshot& schema, data::Language language) {
    ui::clearLayout(list_);
    items_.clear();
    heading_ = nullptr;
    std::vector<const schema::Entity*> shown;
    for (const auto& entity : schema.entities())
        if (entity->def().navigation() > 0) shown.push_back(entity.get());
    std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) {
        return std::pair(a->def().navigation(), a->name()) < std::pair(b->def().navigation(), b->name());
    });
    for (const schema::Entity* entity : shown) {
        if (entity->def().navigation() >= kFirstDirectory && !heading_) {
            heading_ = ui::label(tr("Directories"), ui::TextStyle::Caption, ui::Tone::Muted, this);
            heading_->setContentsMargins(10, 16, 0, 4);
            list_->addWidget(heading_);
        }
        auto* item = new NavigationItem(data::say(language, entity->def().plural()), view::iconOf(*entity), this);
        connect(item, &QAbstractButton::clicked, this, [this, item, name = entity->name()] {
            item->setChecked(true);
            Q_EMIT chosen(name);
        });
        list_->addWidget(item);
        items_.emplace_back(entity->name(), item);
    }
    list_->addStretch(1);
    setFolded(folded_);
}

void Navigation::showFields(bool shown) { fields_->setVisible(shown); }

void Navigation::setCompany(const QString& name) {
    const QString shown = name.isEmpty() ? tr("Kupets") : name;
    company_->setText(company_->fontMetrics().elidedText(shown, Qt::ElideRight, ui::metrics::kNavigation - 32));
    company_->setToolTip(shown);
}

void Navigation::setCurrent(const std::string& entity) {
    for (const auto& [name, item] : items_) item->setChecked(name == entity);
}

void Navigation::setFolded(bool folded) {
    folded_ = folded;
    setFixedWidth(folded ? ui::metrics::kNavigationFolded : ui::metrics::kNavigation);
    for (const auto& [name, item] : items_) item->setFolded(folded);
    fields_->setFolded(folded);
    fold_->setText(folded ? tr("Unfold") : tr("Fold"));
    fold_->setAccessibleName(fold_->text());
    fold_->setFolded(folded);
    company_->setVisible(true);
    company_->setStyleSheet(folded ? QStringLiteral("color: transparent;") : QString());
    if (heading_) heading_->setStyleSheet(folded ? QStringLiteral("color: transparent;") : QString());
}

void Navigation::toggleFolded() {
    setFolded(!folded_);
    Q_EMIT foldedChanged(folded_);
}

void Navigation::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::tokens().side);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), ui::tokens().hairline);
}

}  // namespace kupets::app
