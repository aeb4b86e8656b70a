// What one answers to a task or to what is to be approved: accepted, done with a result, declined, returned; approved,
// refused. One save that can be undone; where words belong to it, a small dialog asks for them first.
#pragma once

#include <QDialog>
#include <functional>
#include <string>
#include <vector>

#include "client/data/record.h"
#include "client/view/host.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace kupets::view {

/// What can be answered to a record of this entity, by name; empty when nothing can.
std::vector<std::string> answersTo(const std::string& entity);
/// Asks for the words, when some belong to it, saves, and says so with Undo. `title` names the record; `done` follows
/// when it is saved, unless `context` dies first.
void answer(Host& host, const data::RecordKey& key, const QString& title, const std::string& name, QWidget* context,
            std::function<void()> done);

/// Asks for the words of an answer. Belongs to the window; deletes itself.
class AnswerDialog : public QDialog {
    Q_OBJECT
public:
    struct Words {
        QString title;  // "Task done"
        QString about;  // what the record is called
        QString label;  // "Result"
        QString go;     // on the button
        bool needed = false;
    };
    AnswerDialog(const Words& words, QWidget* window);

    QPlainTextEdit* text() const { return text_; }
    QPushButton* go() const { return go_; }
    QString words() const;

private:
    QPlainTextEdit* text_;
    QPushButton* go_;
};

}  // namespace kupets::view
