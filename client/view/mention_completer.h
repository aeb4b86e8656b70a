// "@" in a text offers the people of the company; Enter puts the chosen one's name there, which tells him when the text
// is saved. Belongs to the text.
#pragma once

#include <QListView>
#include <QObject>
#include <QPointer>
#include <optional>

#include "client/model/reference_completer.h"

class QPlainTextEdit;

namespace kupets::view {

class MentionCompleter : public QObject {
    Q_OBJECT
public:
    MentionCompleter(QPlainTextEdit& text, const data::Context& context);
    ~MentionCompleter() override;

    bool isOpen() const;
    QListView* list() const { return list_; }
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void open();
    void close();
    void choose(int row);
    /// What is typed behind the "@" that the cursor stands in; no value: it stands in none.
    std::optional<QString> typed() const;

    QPlainTextEdit& text_;
    model::ReferenceCompleter people_;
    QPointer<QListView> list_;  // of the window, once it was open
};

}  // namespace kupets::view
