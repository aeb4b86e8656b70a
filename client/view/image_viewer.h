// A picture of a record in a window of its own, fitted into it: what was dropped or pasted is looked at without another
// program. The wheel and + and - change the size, Escape closes. Pictures that Qt can not read, or that would take more
// memory than it allows, are not taken.
#pragma once

#include <QPixmap>
#include <QWidget>

class QLabel;
class QScrollArea;

namespace kupets::view {

class ImageViewer : public QWidget {
    Q_OBJECT
public:
    /// False when the file is no picture: whoever asked opens it otherwise. The window belongs to `over`'s and deletes
    /// itself.
    static bool show(const QString& path, const QString& name, QWidget* over);
    /// A picture here, anything else in the program that the system has for it.
    static void open(const QString& path, QWidget* over);
    double scale() const { return scale_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ImageViewer(const QString& path, const QString& name, QPixmap picture, QWidget* over);
    void setScale(double scale);
    double fitting() const;

    QPixmap picture_;
    QScrollArea* area_;
    QLabel* label_;
    double scale_ = 0;
    bool fitted_ = true;
};

}  // namespace kupets::view
