// What one can do with pipelines and their stages, by key and from the palette.
#include <QLineEdit>
#include <QPushButton>

#include "client/view/pipeline_page.h"
#include "client/view/pipeline_stage_list.h"

namespace kupets::view {

using command::Listener;
using command::Place;

command::Actions PipelinePage::list(PipelinePage* self) {
    const auto mayChange = [self] { return self->mayChange_; };
    const auto hasLane = [self] { return self->mayChange_ && !self->lane().isNil(); };
    const auto hasStage = [self] { return self->mayChange_ && !self->stages_->current().isNil(); };
    const auto refuse = [self] {
        if (!self->mayChange_) self->host_.toast(ui::ToastHost::Kind::Trouble, tr("Only administrators change them"));
    };
    return {
        {.id = QStringLiteral("pipelines.new"),
         .text = tr("New pipeline with the stages of this one"),
         .iconName = QStringLiteral("plus"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
         .place = Place::Pipelines,
         .enabled = mayChange,
         .run = [self] { self->addLane(); },
         .refuse = refuse},
        {.id = QStringLiteral("pipelines.stage"),
         .text = tr("New stage"),
         .iconName = QStringLiteral("columns-3"),
         .keys = {Qt::Key_Insert},
         .place = Place::Pipelines,
         .enabled = hasLane,
         .run = [self] { self->addStage(); },
         .refuse = refuse},
        {.id = QStringLiteral("pipelines.rename"),
         .text = tr("Rename the pipeline"),
         .iconName = QStringLiteral("pencil"),
         .keys = {Qt::Key_F2},
         .place = Place::Pipelines,
         .enabled = hasLane,
         .run =
             [self] {
                 self->name_->setFocus(Qt::ShortcutFocusReason);
                 self->name_->selectAll();
             },
         .refuse = refuse},
        {.id = QStringLiteral("pipelines.order"),
         .text = tr("Move the stage up, down"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_Up), QKeySequence(Qt::ALT | Qt::Key_Down)},
         .place = Place::Pipelines,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("pipelines.deleteStage"),
         .text = tr("Delete the stage"),
         .iconName = QStringLiteral("trash-2"),
         .keys = {Qt::Key_Delete},
         .place = Place::Pipelines,
         .listener = Listener::Widget,
         .enabled = hasStage,
         .run = [self] { self->removeStage(); }},
        {.id = QStringLiteral("pipelines.delete"),
         .text = tr("Delete the pipeline"),
         .iconName = QStringLiteral("trash-2"),
         .place = Place::Pipelines,
         .enabled = hasLane,
         .run = [self] { self->removeLane(); }},
        {.id = QStringLiteral("pipelines.board"),
         .text = tr("Show as a board"),
         .iconName = QStringLiteral("square-kanban"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)},
         .place = Place::Pipelines,
         .run = [self] { self->board_->click(); }},
        {.id = QStringLiteral("pipelines.refresh"),
         .text = tr("Refresh"),
         .iconName = QStringLiteral("refresh-cw"),
         .keys = {Qt::Key_F5},
         .place = Place::Pipelines,
         .run = [self] { self->model_->refresh(); }},
        {.id = QStringLiteral("pipelines.link"),
         .text = tr("Copy a link to this page"),
         .iconName = QStringLiteral("link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
         .place = Place::Pipelines,
         .run = [self] { self->copyLink(self->host_); }},
    };
}

}  // namespace kupets::view
