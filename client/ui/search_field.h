// A line to search by: a magnifier before the text, a cross after it; what is typed is announced at once,
// and then at most every moment.
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace kupets::ui {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);
    /// The least time between two `searched`, in milliseconds; 100 by default.
    void setPause(int milliseconds) { pause_.setInterval(milliseconds); }

Q_SIGNALS:
    void searched(const QString& text);
    /// Down, Up, PageDown, PageUp: for the list that shows the hits.
    void arrowPressed(int key);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTimer pause_;
    QString announced_;
};

}  // namespace kupets::ui
