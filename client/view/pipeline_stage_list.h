// The stages of a pipeline in their order: dragged, or moved by Alt+arrows. Beside each, what its norm is and how the
// records stand in it now.
#pragma once

#include <QListWidget>
#include <vector>

#include "common/base/uuid.h"

namespace kupets::view {

struct StageLine {
    Uuid id;
    QString name;
    QString color;
    QString facts;    // "1–2 дня · 10 % · Менеджер по лидам"
    QString figures;  // "12 · в среднем 4 дня"
    QString late;     // "3 дольше нормы"; empty: none
};

class PipelineStageList : public QListWidget {
    Q_OBJECT
public:
    explicit PipelineStageList(QWidget* parent);
    /// Keeps the current stage.
    void setLines(const std::vector<StageLine>& lines);
    void setMovable(bool movable);
    Uuid current() const;
    void setCurrent(const Uuid& id);
    std::vector<Uuid> order() const;

Q_SIGNALS:
    void chosen(const kupets::Uuid& id);
    void reordered();
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    bool filling_ = false;
    bool movable_ = true;
};

}  // namespace kupets::view
