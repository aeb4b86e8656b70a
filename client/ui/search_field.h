// A line to search by: a magnifier before the text, a cross after it; what is typed is announced after a short rest.
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace kupets::ui {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);
    /// Milliseconds of rest before `searched`; 200 by default.
    void setRest(int milliseconds) { rest_.setInterval(milliseconds); }

Q_SIGNALS:
    void searched(const QString& text);
    /// Down, Up, PageDown, PageUp: for the list that shows the hits.
    void arrowPressed(int key);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTimer rest_;
    QString announced_;
};

}  // namespace kupets::ui
