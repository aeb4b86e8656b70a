// Which columns a table shows, and in what order: a popover with check marks and drag and drop.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/data/context.h"
#include "client/ui/popover.h"
#include "common/schema/snapshot.h"

namespace kupets::view {

/// Opens it beside `anchor`. `chosen` runs at each change with the paths to show, in order; with none of them to go
/// back to the entity's own columns. Fields of other records are offered too ("Компания · Город"), found by typing.
/// `labels`: what columns are called otherwise.
ui::Popover* openColumnChooser(QWidget* anchor, const schema::Entity& entity, const std::vector<std::string>& shown,
                               const data::Context& context, std::function<void(std::vector<std::string>)> chosen,
                               const std::map<std::string, QString>& labels = {});
/// The columns that the entity's definition names.
std::vector<std::string> ownColumns(const schema::Entity& entity);

}  // namespace kupets::view
