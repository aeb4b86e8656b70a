#include "client/view/table_formula_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextBlock>

#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/expr/functions.h"

namespace kupets::view {
namespace {

constexpr int kDepth = 2;  // references deep that fields are offered
constexpr int kWordRole = Qt::UserRole + 1;

/// Where in the text a mistake stands: the last argument of the errors that have a place; -1.
int positionOf(const Error& error) {
    switch (error.code) {
        case ErrorCode::Syntax:
            return error.args.empty() ? -1 : QString::fromStdString(error.args.front()).toInt();
        case ErrorCode::UnknownField:
        case ErrorCode::UnknownFunction:
        case ErrorCode::WrongType:
        case ErrorCode::WrongArgumentCount:
        case ErrorCode::InvalidValue: {
            bool number = false;
            const int at = error.args.empty() ? -1 : QString::fromStdString(error.args.back()).toInt(&number);
            return number ? at : -1;
        }
        default:
            return -1;
    }
}

bool continuesWord(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'.'; }

}  // namespace

FormulaEdit::FormulaEdit(const data::Context& context, const schema::Entity& entity, QWidget* parent,
                         std::optional<schema::ValueType> wanted)
    : QWidget(parent), context_(context), entity_(entity), wanted_(wanted) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    edit_ = new QPlainTextEdit(this);
    edit_->setAccessibleName(tr("Formula"));
    edit_->setTabChangesFocus(true);
    edit_->setFixedHeight(58);
    edit_->installEventFilter(this);
    setFocusProxy(edit_);
    column->addWidget(edit_);
    problem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    problem_->setWordWrap(true);
    problem_->hide();
    column->addWidget(problem_);

    words_ = new QStandardItemModel(this);
    fill(entity, {}, {}, 0);
    for (const expr::FunctionInfo& function : expr::functions()) {
        const bool russian = context.language == data::Language::Russian;
        const QString own = toQt(russian ? function.russian : function.english);
        const QString other = toQt(russian ? function.english : function.russian);
        auto* item = new QStandardItem(own + QStringLiteral("(…)  ") + other);
        item->setData(own + u'(', kWordRole);
        words_->appendRow(item);
    }
    completer_ = new QCompleter(words_, this);
    completer_->setWidget(edit_);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setFilterMode(Qt::MatchContains);
    completer_->setMaxVisibleItems(9);
    connect(completer_, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { take(index.data(kWordRole).toString()); });
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        check();
        Q_EMIT changed();
    });
}

void FormulaEdit::fill(const schema::Entity& entity, const QString& prefix, const QString& labels, int depth) {
    for (const auto& field : entity.fields()) {
        const QString path = prefix + toQt(field->name());
        const QString label = labels + say(context_, field->def.label());
        auto* item = new QStandardItem(path + QStringLiteral("  ") + label);
        item->setData(path, kWordRole);
        words_->appendRow(item);
        if (field->isReference() && depth + 1 < kDepth && field->target != &entity_)
            fill(*field->target, path + u'.', label + QStringLiteral(" · "), depth + 1);
    }
}

void FormulaEdit::setText(const QString& text) { edit_->setPlainText(text); }
QString FormulaEdit::text() const { return edit_->toPlainText(); }
void FormulaEdit::setPlaceholder(const QString& text) { edit_->setPlaceholderText(text); }
QString FormulaEdit::problem() const { return problem_->text(); }

void FormulaEdit::check() {
    const std::string typed = fromQt(text());
    good_ = true;
    QString problem;
    edit_->setExtraSelections({});
    if (!text().trimmed().isEmpty()) {
        const auto verdict = wanted_ ? expr::compile(typed, entity_, *wanted_) : expr::compile(typed, entity_);
        if (!verdict) {
            good_ = false;
            problem = wordsOf(context_, verdict.error(), entity_.name());
            if (const int at = positionOf(verdict.error()); at >= 0) underline(at, 0);
        }
    }
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
}

/// The word that begins at a place, counted in characters; the last one when the place is the end.
void FormulaEdit::underline(int position, int) {
    const QString all = text();
    int at = 0;
    for (int seen = 0; seen < position && at < all.size(); ++seen) at += all[at].isHighSurrogate() ? 2 : 1;
    at = std::min(at, static_cast<int>(all.size()) - 1);
    int end = at + 1;
    while (end < all.size() && continuesWord(all[end]) && continuesWord(all[at])) ++end;
    QTextEdit::ExtraSelection mark;
    mark.cursor = edit_->textCursor();
    mark.cursor.setPosition(at);
    mark.cursor.setPosition(end, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(ui::tokens().danger);
    edit_->setExtraSelections({mark});
}

QString FormulaEdit::wordBefore() const {
    const QString all = text();
    const int end = edit_->textCursor().position();
    int from = end;
    while (from > 0 && continuesWord(all[from - 1])) --from;
    return all.mid(from, end - from);
}

void FormulaEdit::offer() {
    const QString word = wordBefore();
    const int quotes = static_cast<int>(text().left(edit_->textCursor().position()).count(u'"'));
    if (word.isEmpty() || word.at(0).isDigit() || quotes % 2 == 1) return completer_->popup()->hide();
    completer_->setCompletionPrefix(word);
    if (completer_->completionCount() == 0) return completer_->popup()->hide();
    QRect at = edit_->cursorRect();
    at.setWidth(380);
    completer_->complete(at);
    completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
}

void FormulaEdit::take(const QString& word) {
    QTextCursor cursor = edit_->textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBefore().size()));
    cursor.insertText(word);
    edit_->setTextCursor(cursor);
    completer_->popup()->hide();
}

bool FormulaEdit::eventFilter(QObject* watched, QEvent* event) {
    if (watched != edit_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (completer_->popup()->isVisible()) {
        if (enter || key->key() == Qt::Key_Tab) {
            take(completer_->popup()->currentIndex().data(kWordRole).toString());
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            completer_->popup()->hide();
            return true;
        }
    } else if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
        Q_EMIT entered();
        return true;
    } else if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
        offer();
        return true;
    }
    const bool types = !key->text().isEmpty() && !(key->modifiers() & Qt::ControlModifier);
    if (types) QTimer::singleShot(0, this, &FormulaEdit::offer);  // when the letter is there
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
