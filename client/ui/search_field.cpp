#include "client/ui/search_field.h"

#include <QAction>
#include <QKeyEvent>

#include "client/ui/icon.h"

namespace kupets::ui {

SearchField::SearchField(const QString& placeholder, QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    addAction(icon(QStringLiteral("search"), IconTone::Muted), QLineEdit::LeadingPosition);
    QAction* clear = addAction(icon(QStringLiteral("x"), IconTone::Muted), QLineEdit::TrailingPosition);
    clear->setText(tr("Clear"));
    clear->setVisible(false);
    pause_.setSingleShot(true);
    pause_.setInterval(50);
    const auto announce = [this] {
        pause_.start();
        if (announced_ == text()) return;
        announced_ = text();
        Q_EMIT searched(announced_);
    };
    // The first letter goes at once, those that follow it closely together.
    connect(&pause_, &QTimer::timeout, this, [this, announce] {
        if (announced_ != text()) announce();
    });
    connect(clear, &QAction::triggered, this, [this, announce] {
        QLineEdit::clear();
        announce();
    });
    connect(this, &QLineEdit::textChanged, this, [this, clear, announce](const QString& now) {
        clear->setVisible(!now.isEmpty());
        if (!pause_.isActive()) announce();
    });
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up:
        case Qt::Key_PageDown:
        case Qt::Key_PageUp:
            Q_EMIT arrowPressed(event->key());
            return;
        case Qt::Key_Escape:
            if (!text().isEmpty()) {
                clear();
                return;
            }
            break;
        default:
            break;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace kupets::ui
