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
constexpr int kHeading = 32;
constexpr int kHeadingFolded = 13;
constexpr int kPlacesInSection = 100;
constexpr int kSections = 4;
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

NavigationHeading::NavigationHeading(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setAccessibleName(text);
    setCheckable(true);  // checked: open
    setChecked(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavigationHeading::setFolded(bool folded) {
    folded_ = folded;
    setToolTip(folded ? text() : QString());
    setFocusPolicy(folded ? Qt::NoFocus : Qt::TabFocus);
    updateGeometry();
    update();
}

QSize NavigationHeading::sizeHint() const { return {40, folded_ ? kHeadingFolded : kHeading}; }

void NavigationHeading::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    if (folded_) return painter.fillRect(QRect(8, height() / 2, width() - 16, 1), t.hairline);
    painter.setFont(ui::typeface(ui::TextStyle::Caption));
    painter.setPen(underMouse() || hasFocus() ? t.secondary : t.muted);
    painter.drawText(rect().adjusted(10, 8, -28, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (underMouse() || hasFocus() || !isChecked())
        ui::paintIcon(&painter, QRect(width() - 24, 8, 14, height() - 8),
                      isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), t.muted);
}

void NavigationHeading::enterEvent(QEnterEvent*) { update(); }
void NavigationHeading::leaveEvent(QEvent*) { update(); }

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
    quality_ = new NavigationItem(tr("Data quality"), QStringLiteral("shield-check"), this);
    quality_->setCheckable(false);
    column->addWidget(quality_);
    connect(quality_, &QAbstractButton::clicked, this, &Navigation::qualityChosen);
    rules_ = new NavigationItem(tr("Automation"), QStringLiteral("zap"), this);
    rules_->setCheckable(false);
    rules_->hide();
    column->addWidget(rules_);
    connect(rules_, &QAbstractButton::clicked, this, &Navigation::rulesChosen);
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
    sections_.clear();
    std::vector<const schema::Entity*> shown;
    for (const auto& entity : schema.entities())
        if (entity->def().navigation() > 0) shown.push_back(entity.get());
    std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) {
        return std::pair(a->def().navigation(), a->name()) < std::pair(b->def().navigation(), b->name());
    });
    for (const schema::Entity* entity : shown) {
        const int number = std::min(static_cast<int>(entity->def().navigation()) / kPlacesInSection, kSections - 1);
        if (sections_.empty() || sections_.back().number != number) addSection(number);
        auto* item = new NavigationItem(data::say(language, entity->def().plural()), view::iconOf(*entity), this);
        connect(item, &QAbstractButton::clicked, this, [this, item, name = entity->name()] {
            item->setChecked(true);
            Q_EMIT chosen(name);
        });
        list_->addWidget(item);
        sections_.back().items.push_back(item);
        items_.emplace_back(entity->name(), item);
    }
    list_->addStretch(1);
    setFolded(folded_);
    setClosedSections(closed_);
}

void Navigation::showFields(bool shown) {
    fields_->setVisible(shown);
    rules_->setVisible(shown);
}

void Navigation::addSection(int number) {
    const QString names[kSections] = {tr("Work"), tr("Base"), tr("Directories"), tr("Administration")};
    auto* heading = new NavigationHeading(names[number], this);
    connect(heading, &QAbstractButton::toggled, this, [this, number](bool open) {
        for (const Section& section : sections_)
            if (section.number == number) showSection(section);
        closed_.removeAll(number);
        if (!open) closed_ << number;
        Q_EMIT sectionsChanged();
    });
    list_->addWidget(heading);
    sections_.push_back({number, heading, {}});
}

/// Of a closed section only the current place is seen; folded to icons, all of them are.
void Navigation::showSection(const Section& section) {
    for (NavigationItem* item : section.items)
        item->setVisible(folded_ || section.heading->isChecked() || item->isChecked());
}

void Navigation::setClosedSections(const QList<int>& sections) {
    closed_ = sections;
    for (const Section& section : sections_) {
        const QSignalBlocker quiet(section.heading);
        section.heading->setChecked(!closed_.contains(section.number));
        showSection(section);
    }
}

QList<int> Navigation::closedSections() const { return closed_; }

void Navigation::setCompany(const QString& name) {
    const QString shown = name.isEmpty() ? tr("Kupets") : name;
    company_->setText(company_->fontMetrics().elidedText(shown, Qt::ElideRight, ui::metrics::kNavigation - 32));
    company_->setToolTip(shown);
}

void Navigation::setCurrent(const std::string& entity) {
    for (const auto& [name, item] : items_) item->setChecked(name == entity);
    for (const Section& section : sections_) showSection(section);
}

void Navigation::setFolded(bool folded) {
    folded_ = folded;
    setFixedWidth(folded ? ui::metrics::kNavigationFolded : ui::metrics::kNavigation);
    for (const auto& [name, item] : items_) item->setFolded(folded);
    fields_->setFolded(folded);
    quality_->setFolded(folded);
    rules_->setFolded(folded);
    fold_->setText(folded ? tr("Unfold") : tr("Fold"));
    fold_->setAccessibleName(fold_->text());
    fold_->setFolded(folded);
    company_->setVisible(true);
    company_->setStyleSheet(folded ? QStringLiteral("color: transparent;") : QString());
    for (const Section& section : sections_) {
        section.heading->setFolded(folded);
        showSection(section);
    }
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
