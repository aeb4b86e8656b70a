// Where one writes into a chronology: a note, a call, a meeting, a task, whatever the schema's timelines have forms
// for. A line that opens to a text, whose first line becomes the title, and the few fields that its kind asks for. What
// was written stays when it is folded; it is given up only by Cancel.
#pragma once

#include <QWidget>
#include <map>
#include <optional>
#include <vector>

#include "client/data/writer.h"
#include "client/form/draft.h"
#include "client/view/host.h"

class QButtonGroup;
class QFrame;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace kupets::view {

class FieldEditor;

/// The first line of what was written, cut to `most` letters at a word, and what goes into the text.
struct Written {
    QString title;
    QString text;
};
Written splitWritten(const QString& words, int most);

class ChronologyComposer : public QWidget {
    Q_OBJECT
public:
    ChronologyComposer(Host& host, QWidget* parent);

    /// Offers what can be written about this record; hidden when that is nothing.
    void setRecord(const data::RecordKey& key, const QString& title);
    /// Something has been written and not saved.
    bool hasWords() const;
    /// Opens for the kind of this place in the list, e.g. 0: a note.
    void open(int kind);
    void fold();
    void discard();
    void save();

    struct Kind {
        const schema::Entity* entity;
        std::string code;   // of the kind field; empty where there is none
        std::string about;  // the field that points to the record
        const v1::TimelineForm* form;
        QString label;
        QString icon;
        QString color;
    };
    const std::vector<Kind>& kinds() const { return kinds_; }
    QPlainTextEdit* text() const { return text_; }
    QPushButton* saveButton() const { return save_; }
    FieldEditor* editor(const std::string& field) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFolded();
    void buildOpen();
    void findKinds();
    void offerKinds();
    void choose(int kind);
    void buildFields();
    void refresh();
    void fitText();
    void showProblem(const QString& words);
    bool isBusy() const;
    void onBusyChanged(bool busy, bool ok);
    void onSaved(const Result<data::Saved>& saved);

    Host& host_;
    data::RecordKey key_;
    QString title_;
    schema::SnapshotPtr snapshot_;
    std::vector<Kind> kinds_;
    int kind_ = 0;
    std::optional<form::Draft> draft_;
    bool saving_ = false;
    bool saveWhenReady_ = false;  // a file is on its way

    QFrame* folded_ = nullptr;
    QPushButton* begin_ = nullptr;
    QHBoxLayout* shortcuts_ = nullptr;
    QFrame* open_ = nullptr;
    QHBoxLayout* kindRow_ = nullptr;
    QButtonGroup* kindButtons_ = nullptr;
    QLabel* kindName_ = nullptr;
    QPlainTextEdit* text_ = nullptr;
    QVBoxLayout* fieldsPlace_ = nullptr;
    QWidget* fields_ = nullptr;
    std::vector<FieldEditor*> editors_;
    std::map<std::string, Error> refused_;  // fields whose text is not a value
    QLabel* problem_ = nullptr;
    QPushButton* cancel_ = nullptr;
    QPushButton* save_ = nullptr;
};

}  // namespace kupets::view
