#include "client/view/mention_completer.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <algorithm>

#include "client/ui/tokens.h"
#include "client/view/hit_delegate.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 260;
constexpr int kMostRows = 6;
constexpr int kMostLetters = 40;

}  // namespace

MentionCompleter::MentionCompleter(QPlainTextEdit& text, const data::Context& context)
    : QObject(&text), text_(text), people_(context, "user", "COALESCE(active, TRUE)"), list_(new QListView(&text)) {
    list_->setModel(&people_);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setAccessibleName(tr("Whom to mention"));
    list_->setProperty("surface", "raised");
    list_->setItemDelegate(new HitDelegate(false, {}, list_));
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->hide();
    text_.installEventFilter(this);
    connect(&text_, &QPlainTextEdit::textChanged, this, &MentionCompleter::follow);
    connect(&text_, &QPlainTextEdit::cursorPositionChanged, this, &MentionCompleter::follow);
    connect(&people_, &QAbstractItemModel::modelReset, this, [this] {
        if (typed() && people_.rowCount() > 0)
            open();
        else
            close();
    });
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
}

MentionCompleter::~MentionCompleter() { delete list_; }

bool MentionCompleter::isOpen() const { return list_ && list_->isVisible(); }

std::optional<QString> MentionCompleter::typed() const {
    const QTextCursor cursor = text_.textCursor();
    if (cursor.hasSelection()) return std::nullopt;
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype sign = before.lastIndexOf(QLatin1Char('@'));
    if (sign < 0 || (sign > 0 && before[sign - 1].isLetterOrNumber())) return std::nullopt;  // an address
    const QString word = before.mid(sign + 1);
    const bool letters = std::ranges::all_of(
        word, [](QChar c) { return c.isLetter() || c == QLatin1Char(' ') || c == QLatin1Char('-'); });
    if (!letters || word.size() > kMostLetters || word.count(QLatin1Char(' ')) > 2 ||
        word.endsWith(QLatin1String("  ")))
        return std::nullopt;
    return word;
}

void MentionCompleter::follow() {
    const auto word = typed();
    if (!word || !text_.hasFocus() || (word->endsWith(QLatin1Char(' ')) && !isOpen())) return close();
    people_.setText(*word);
    if (people_.rowCount() > 0 && isOpen()) open();
}

void MentionCompleter::open() {
    QWidget* window = text_.window();
    if (list_->parentWidget() != window) list_->setParent(window);
    const int row = std::max(ui::metrics::kControlSmall, list_->sizeHintForRow(0));
    list_->resize(kWidth, std::min(kMostRows, people_.rowCount()) * row + 8);
    const QRect cursor = text_.cursorRect();
    QPoint at = text_.viewport()->mapTo(window, QPoint(cursor.left(), cursor.bottom() + 4));
    at.setX(std::clamp(at.x(), 4, std::max(4, window->width() - kWidth - 4)));
    if (at.y() + list_->height() > window->height())
        at.setY(text_.viewport()->mapTo(window, cursor.topLeft()).y() - list_->height() - 4);
    list_->move(at);
    list_->setCurrentIndex(people_.index(0, 0));
    list_->show();
    list_->raise();
}

void MentionCompleter::close() {
    if (list_) list_->hide();
}

void MentionCompleter::choose(int row) {
    const QString name = people_.titleAt(row);
    const auto word = typed();
    if (!name.isEmpty() && word) {
        QTextCursor cursor = text_.textCursor();
        cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(word->size()));
        cursor.insertText(name + QLatin1Char(' '));
    }
    close();
    text_.setFocus();
}

bool MentionCompleter::eventFilter(QObject* watched, QEvent* event) {
    if (watched != &text_ || !isOpen()) return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) close();
    if (event->type() != QEvent::KeyPress) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const int row = list_->currentIndex().row();
    switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up: {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            list_->setCurrentIndex(people_.index(std::clamp(row + step, 0, people_.rowCount() - 1), 0));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            if (key->modifiers() & Qt::ControlModifier) return false;
            choose(row);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            return false;
    }
}

}  // namespace kupets::view
