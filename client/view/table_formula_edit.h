// Where an expression is typed: checked while one types, with the place of the mistake underlined and said in words
// below, and with names of fields and functions offered, in either language. Judges by the same checker as the server.
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>

#include "client/data/context.h"
#include "common/expr/check.h"

class QCompleter;
class QLabel;
class QPlainTextEdit;
class QStandardItemModel;

namespace kupets::view {

class FormulaEdit : public QWidget {
    Q_OBJECT
public:
    /// The entity outlives it. Without `wanted` any type will do.
    FormulaEdit(const data::Context& context, const schema::Entity& entity, QWidget* parent,
                std::optional<schema::ValueType> wanted = {});

    void setText(const QString& text);
    QString text() const;
    void setPlaceholder(const QString& text);
    /// Empty, or right.
    bool isGood() const { return good_; }
    QString problem() const;
    QPlainTextEdit* line() const { return edit_; }

Q_SIGNALS:
    void changed();
    /// Enter without Shift.
    void entered();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void check();
    void underline(int from, int length);
    void offer();
    void take(const QString& word);
    void fill(const schema::Entity& entity, const QString& prefix, const QString& labels, int depth);
    QString wordBefore() const;

    data::Context context_;
    const schema::Entity& entity_;
    std::optional<schema::ValueType> wanted_;
    QPlainTextEdit* edit_;
    QLabel* problem_;
    QCompleter* completer_;
    QStandardItemModel* words_;
    bool good_ = true;
};

}  // namespace kupets::view
