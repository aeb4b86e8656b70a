#include "client/ui/empty_state.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/widgets.h"

namespace kupets::ui {
namespace {
constexpr int kPicture = 56;
}

EmptyState::EmptyState(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addSpacing(kPicture + 8);
    title_ = label({}, TextStyle::Heading, Tone::Normal, this);
    hint_ = label({}, TextStyle::Body, Tone::Secondary, this);
    for (QLabel* text : {title_, hint_}) {
        text->setAlignment(Qt::AlignCenter);
        text->setWordWrap(true);
        column->addWidget(text);
    }
    action_ = button({}, ButtonKind::Primary, {}, this);
    action_->hide();
    column->addSpacing(8);
    column->addWidget(action_, 0, Qt::AlignHCenter);
    second_ = button({}, ButtonKind::Link, {}, this);
    second_->hide();
    column->addWidget(second_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(second_, &QPushButton::clicked, this, &EmptyState::actedSecond);
    connect(action_, &QPushButton::clicked, this, &EmptyState::acted);
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& hint, const QString& action) {
    iconName_ = iconName;
    title_->setText(title);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    action_->setText(action);
    action_->setAccessibleName(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setSecond({});
    update();
}

void EmptyState::setSecond(const QString& action) {
    second_->setText(action);
    second_->setVisible(!action.isEmpty());
}

QString EmptyState::title() const { return title_->text(); }

void EmptyState::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect circle((width() - kPicture) / 2, title_->y() - kPicture - 16, kPicture, kPicture);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens().sunken);
    painter.drawEllipse(circle);
    paintIcon(&painter, circle.adjusted(16, 16, -16, -16), iconName_, tokens().muted);
}

void paintSkeletonBar(QPainter* painter, const QRect& area, unsigned seed, Qt::Alignment alignment) {
    const unsigned mixed = (seed + 7u) * 2654435761u;
    const int share = 40 + static_cast<int>((mixed >> 16) % 45);
    const int width = std::max(16, std::min(area.width(), 240) * share / 100);
    const int height = std::min(10, area.height());
    const int x = alignment & Qt::AlignRight ? area.right() + 1 - width : area.x();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokens().pressed);
    painter->drawRoundedRect(QRect(x, area.y() + (area.height() - height) / 2, width, height), 4, 4);
    painter->restore();
}

Skeleton::Skeleton(Shape shape, QWidget* parent) : QWidget(parent), shape_(shape) { setAccessibleName(tr("Loading")); }

void Skeleton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    unsigned seed = 1;
    if (shape_ == Shape::List) {
        for (int y = 12; y < height() - 20; y += metrics::kRow)
            paintSkeletonBar(&painter, QRect(16, y, width() - 32, 20), seed++);
        return;
    }
    const int column = (width() - 48) / 2;
    for (int y = 16; y < height() - 40; y += 60)
        for (int x : {16, 32 + column}) {
            paintSkeletonBar(&painter, QRect(x, y, std::min(column, 120), 14), seed++);
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokens().sunken);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawRoundedRect(QRect(x, y + 20, column, metrics::kControl), metrics::kRadius, metrics::kRadius);
        }
}

}  // namespace kupets::ui
