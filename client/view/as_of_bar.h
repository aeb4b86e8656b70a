// The strip above a page of the past: which moment is shown, how to go to another (a date, a slider over the changes or
// the days, steps), and the way back to today. Holds no data.
#pragma once

#include <QFrame>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/model/as_of_record.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace kupets::ui {
class ElidedLabel;
}

namespace kupets::view {

class FieldEditor;

class AsOfBar : public QFrame {
    Q_OBJECT
public:
    explicit AsOfBar(const data::Context& context, QWidget* parent);

    /// The slider walks these, oldest first.
    void setMoments(std::vector<model::PastMoment> moments);
    /// Evenings of the last days, for lists; `days` of them.
    void setDays(int days);
    void setMoment(std::int64_t at);
    std::int64_t moment() const { return moment_; }
    /// Beside "Back to today".
    QPushButton* addAction(const QString& text, const QString& iconName);
    void setCaption(const QString& text);
    /// What the slider stands on, in words; for a page that has more room for it than the bar.
    QString place() const { return place_; }
    void focusSlider();

Q_SIGNALS:
    void momentChosen(qint64 at);
    void backRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(std::int64_t at);
    void step(int by);
    void refresh();
    /// The place of the newest moment that is not after `at`.
    int placeOf(std::int64_t at) const;

    data::Context context_;
    std::vector<model::PastMoment> moments_;
    std::int64_t moment_ = 0;
    bool days_ = false;
    QString place_;
    FieldEditor* date_;
    QSlider* slider_;
    QToolButton* earlier_;
    QToolButton* later_;
    ui::ElidedLabel* caption_;
    QHBoxLayout* actions_;
};

}  // namespace kupets::view
