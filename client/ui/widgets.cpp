#include "client/ui/widgets.h"

#include <QPainter>
#include <QStyle>

namespace kupets::ui {
namespace {

const char* variantOf(ButtonKind kind) {
    switch (kind) {
        case ButtonKind::Normal:
            return "";
        case ButtonKind::Primary:
            return "primary";
        case ButtonKind::Ghost:
            return "ghost";
        case ButtonKind::Danger:
            return "danger";
        case ButtonKind::Link:
            return "link";
    }
    return "";
}

QToolButton* toolButton(const QString& iconName, const QString& name, QWidget* parent, const char* size, int side) {
    auto* made = new QToolButton(parent);
    made->setProperty("variant", "ghost");
    made->setProperty("fit", size);
    made->setIcon(icon(iconName));
    made->setIconSize(QSize(metrics::kIcon, metrics::kIcon));
    made->setFixedSize(side, side);
    made->setToolTip(name);
    made->setAccessibleName(name);
    made->setCursor(Qt::PointingHandCursor);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

}  // namespace

QPushButton* button(const QString& text, ButtonKind kind, const QString& iconName, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setProperty("variant", variantOf(kind));
    made->setCursor(Qt::PointingHandCursor);
    made->setAccessibleName(text);
    made->setAutoDefault(false);
    if (!iconName.isEmpty()) {
        const IconTone tone = kind == ButtonKind::Primary  ? IconTone::OnAccent
                              : kind == ButtonKind::Danger ? IconTone::Danger
                              : kind == ButtonKind::Link   ? IconTone::Accent
                                                           : IconTone::Normal;
        made->setIcon(icon(iconName, tone));
    }
    return made;
}

QToolButton* iconButton(const QString& iconName, const QString& name, QWidget* parent, const QString& shortcut) {
    QToolButton* made = toolButton(iconName, name, parent, "icon", metrics::kControl);
    if (!shortcut.isEmpty()) made->setToolTip(QStringLiteral("%1  %2").arg(name, shortcut));
    return made;
}

QToolButton* smallIconButton(const QString& iconName, const QString& name, QWidget* parent) {
    return toolButton(iconName, name, parent, "icon-small", 26);
}

QLabel* label(const QString& text, TextStyle style, Tone tone, QWidget* parent) {
    auto* made = new QLabel(text, parent);
    made->setTextFormat(Qt::PlainText);
    made->setFont(typeface(style));
    setTone(made, tone);
    return made;
}

void setTone(QLabel* target, Tone tone) {
    static constexpr const char* names[] = {"", "secondary", "muted", "danger", "success", "warning"};
    restyle(target, "tone", QString::fromLatin1(names[static_cast<int>(tone)]));
}

void restyle(QWidget* widget, const char* property, const QVariant& value) {
    if (widget->property(property) == value) return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QFrame* horizontalLine(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setProperty("line", true);
    line->setFixedHeight(1);
    return line;
}

QFrame* verticalLine(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setProperty("line", true);
    line->setFixedWidth(1);
    return line;
}

Banner::Banner(const QString& kind, QWidget* parent) : QFrame(parent), kind_(kind) {
    setProperty("banner", kind);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    icon_ = new QLabel(this);
    text_ = label({}, TextStyle::Body,
                  kind == QLatin1String("danger")    ? Tone::Danger
                  : kind == QLatin1String("warning") ? Tone::Warning
                  : kind == QLatin1String("success") ? Tone::Success
                                                     : Tone::Normal);
    text_->setWordWrap(true);
    const bool alarming = kind == QLatin1String("danger") || kind == QLatin1String("warning");
    const IconTone tone = kind == QLatin1String("danger")    ? IconTone::Danger
                          : kind == QLatin1String("warning") ? IconTone::Warning
                          : kind == QLatin1String("success") ? IconTone::Success
                                                             : IconTone::Accent;
    icon_->setPixmap(icon(alarming ? QStringLiteral("triangle-alert") : QStringLiteral("info"), tone).pixmap(16, 16));
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addWidget(text_, 1);
    text_->setContentsMargins(0, 0, 4, 0);
}

void Banner::setText(const QString& text) {
    text_->setText(text);
    setAccessibleName(text);
}

QPushButton* Banner::addAction(const QString& text) {
    auto* made = ui::button(text, ButtonKind::Normal, {}, this);
    made->setProperty("fit", "small");
    layout()->addWidget(made);
    return made;
}

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFullText(text);
}

void ElidedLabel::setFullText(const QString& text) {
    full_ = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 4, fontMetrics().height()}; }
QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(full_) + 2, fontMetrics().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(full_, Qt::ElideRight, contentsRect().width());
    const QString tip = shown == full_ ? QString() : full_;
    if (toolTip() != tip) setToolTip(tip);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shown,
                          foregroundRole());
}

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        if (QLayout* inner = item->layout()) clearLayout(inner);
        delete item;
    }
}

}  // namespace kupets::ui
