// The way through the import, at the left of the wizard: what is done, where one is, what comes.
#pragma once

#include <QStringList>
#include <QWidget>

namespace kupets::view {

class ImportSteps : public QWidget {
    Q_OBJECT
public:
    explicit ImportSteps(const QStringList& steps, QWidget* parent = nullptr);
    void setCurrent(int step);
    QSize sizeHint() const override { return {196, 320}; }
    QSize minimumSizeHint() const override { return {196, 280}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList steps_;
    int current_ = 0;
};

}  // namespace kupets::view
