// Fields of a form in as many columns as there is room for, up to a limit; wide ones take a whole line. Owns its items.
#pragma once

#include <QLayout>
#include <vector>

namespace kupets::ui {

class FormGrid : public QLayout {
    Q_OBJECT
public:
    /// `leastWidth`: a column is never narrower than this while there are two or more.
    FormGrid(int mostColumns, int leastWidth, QWidget* parent = nullptr);
    ~FormGrid() override;

    void addField(QWidget* field, bool wide);
    void addItem(QLayoutItem* item) override { items_.push_back({item, false}); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize minimumSize() const override;
    QSize sizeHint() const override { return {mostColumns_ * leastWidth_, heightForWidth(mostColumns_ * leastWidth_)}; }
    void setGeometry(const QRect& rect) override;

private:
    struct Item {
        QLayoutItem* item;
        bool wide;
    };
    int arrange(const QRect& rect, bool apply) const;

    std::vector<Item> items_;
    int mostColumns_;
    int leastWidth_;
};

}  // namespace kupets::ui
