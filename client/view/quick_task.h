// Ctrl+T anywhere: a task in one line. "Перезвонить Иванову завтра в 10" becomes a task with its deadline, tied to the
// record that one looks at. The window owns it; it deletes itself.
#pragma once

#include <QDialog>
#include <optional>

#include "client/view/host.h"
#include "common/calendar/working.h"
#include "common/schema/snapshot.h"
#include "common/text/spoken_time.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kupets::ui {
class Chip;
}

namespace kupets::view {

class ReferenceEditor;

/// The moment that somebody named; a day without an hour is the end of its working hours, of a day off six in the
/// evening. Nothing when it is more than ten years away.
std::optional<Timestamp> momentOf(const text::SpokenTime& when, Timestamp now,
                                  const calendar::WorkingCalendar& calendar);

class QuickTask : public QDialog {
    Q_OBJECT
public:
    struct About {
        data::RecordKey key;
        QString title;
    };
    /// Whether there are tasks with what it fills in.
    static bool isPossible(const data::Context& context);
    QuickTask(Host& host, const std::optional<About>& about, QWidget* window);

    QLineEdit* line() const { return line_; }
    QPushButton* go() const { return go_; }
    /// "завтра в 10:00", or that no time is named.
    QString whenWords() const;
    /// The chip with what the task is about; null when it is about nothing.
    ui::Chip* about() const { return about_; }

Q_SIGNALS:
    void saved(const kupets::Uuid& task);

private:
    void build(const std::optional<About>& about);
    QWidget* buildAbout(const std::optional<About>& about);
    void read();
    void save();
    void showTrouble(const QString& words);

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    const schema::Field* aboutField_ = nullptr;  // of the task; null: it is about nothing
    Uuid aboutId_;
    text::SpokenTask task_;
    std::optional<Timestamp> due_;
    QLineEdit* line_ = nullptr;
    QLabel* when_ = nullptr;
    ui::Chip* about_ = nullptr;
    ReferenceEditor* who_ = nullptr;
    QLabel* trouble_ = nullptr;
    QPushButton* go_ = nullptr;
};

}  // namespace kupets::view
