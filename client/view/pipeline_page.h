// Pipelines and their stages as one edits them: the pipelines at the left, the stages of one in their order, and the
// stage in hand. Every change is saved at once and can be undone; who may not change anything reads. Stands in the
// place of the table of pipelines; written for whatever has a board with stages.
#pragma once

#include "client/model/board_pipelines.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QToolButton;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class PipelineStageList;
class StageForm;

class PipelinePage : public Page {
    Q_OBJECT
public:
    /// `lane`: the entity of the pipelines; model::recordsOfLane must know it.
    PipelinePage(Host& host, const std::string& lane, QWidget* parent = nullptr);

    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    bool isDirty() const override;
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(PipelinePage* self);

    model::BoardPipelines& pipelines() { return *model_; }
    QListWidget* laneList() const { return lanes_; }
    PipelineStageList* stageList() const { return stages_; }
    StageForm* form() const { return form_; }
    QPushButton* newStageButton() const { return newStage_; }
    QPushButton* newLaneButton() const { return newLane_; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void buildHeader(QVBoxLayout* column);
    QWidget* buildLanes();
    QWidget* buildStages();
    void fillLanes();
    void fillStages();
    void showStage();
    void save(data::Operation operation, const QString& words = {});
    void addLane();
    void addStage();
    void rename();
    void removeLane();
    void removeStage();
    Uuid lane() const;
    QString factsOf(const data::Record& stage) const;

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* laneEntity_;
    model::BoardPipelines* model_;
    bool mayChange_;
    Uuid wantedLane_;  // chosen as soon as it is there
    Uuid wantedStage_;
    QStackedLayout* stack_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
    QListWidget* lanes_ = nullptr;
    QLineEdit* name_ = nullptr;
    PipelineStageList* stages_ = nullptr;
    StageForm* form_ = nullptr;
    QScrollArea* formArea_ = nullptr;
    QPushButton* newLane_ = nullptr;
    QPushButton* newStage_ = nullptr;
    QToolButton* removeLane_ = nullptr;
    QToolButton* removeStage_ = nullptr;
    QPushButton* board_ = nullptr;
};

}  // namespace kupets::view
