// A raised panel inside the window, beside the control that opened it; a click elsewhere, Escape or the window losing
// the focus closes it. Deletes itself after closing unless told to stay.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QVBoxLayout>

namespace kupets::ui {

class Popover : public QWidget {
    Q_OBJECT
public:
    /// `anchor` is what it points at; the popover belongs to the anchor's window.
    explicit Popover(QWidget* anchor);
    ~Popover() override;

    QVBoxLayout* content() const { return content_; }
    void setContentWidth(int width);
    /// Below the anchor (above when there is no room), its left or right edge in line with it.
    void open(Qt::Alignment edge = Qt::AlignLeft);
    void close();
    bool isOpen() const { return isVisible(); }
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void place();

    QPointer<QWidget> anchor_;
    QPointer<QWidget> before_;
    QVBoxLayout* content_;
    Qt::Alignment edge_ = Qt::AlignLeft;
    int width_ = 0;
};

/// A low dialog may grow while a list or a calendar stands open in it: so that `bottom` of what is open is seen, and
/// back.
void setGrowsForLists(QWidget* dialog);
void growFor(QWidget* window, int bottom);
void shrinkAfter(QWidget* window);

/// Paints the soft shadow and the raised ground of a floating panel whose content begins `kFloatShadow` inside `rect`.
inline constexpr int kFloatShadow = 14;
void paintFloatingPanel(QPainter* painter, const QRect& rect);

}  // namespace kupets::ui
