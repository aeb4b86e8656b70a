// What a board shows, in a popover: the facts on a tile and their order, by which choice records stand in columns, and
// how the columns that end the way stand.
#pragma once

#include <string>
#include <vector>

#include "client/data/context.h"
#include "client/ui/popover.h"
#include "common/schema/snapshot.h"

namespace kupets::view {

enum class ClosedColumns { Beside, Narrow, Hidden };

struct BoardChoices {
    std::vector<std::string> tileFields;
    std::string columnField;
    ClosedColumns closed = ClosedColumns::Narrow;
};

class BoardOptions : public ui::Popover {
    Q_OBJECT
public:
    /// `lanes`: what its boards are called ("Pipelines"); empty: there are none to look at.
    BoardOptions(const schema::Entity& entity, const data::Context& context, const BoardChoices& now,
                 const QString& lanes, QWidget* anchor);

Q_SIGNALS:
    /// Empty: as the board says.
    void tileFieldsChosen(const std::vector<std::string>& paths);
    void columnFieldChosen(const std::string& field);
    void closedChosen(kupets::view::ClosedColumns closed);
    void lanesRequested();
    /// What rules do on its stages.
    void rulesRequested();

private:
    void addColumns(const schema::Entity& entity, const data::Context& context, const BoardChoices& now);
    void addTiles(const schema::Entity& entity, const data::Context& context, const BoardChoices& now);
};

}  // namespace kupets::view
