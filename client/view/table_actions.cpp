#include "client/view/table_actions.h"

#include "client/data/schema_mirror.h"
#include "client/model/query_text.h"
#include "client/model/record_table_rows.h"
#include "client/view/export_dialog.h"
#include "client/view/merge_dialog.h"
#include "client/view/record_table.h"
#include "client/view/table_bulk_dialog.h"
#include "client/view/table_edits.h"
#include "client/view/table_replace_dialog.h"
#include "client/view/words.h"
#include "common/expr/ast.h"
#include "common/expr/print.h"

namespace kupets::view {

TableActions::TableActions(Host& host, RecordTable& table) : QObject(&table), host_(host), table_(table) {
    connect(&table, &RecordTable::bulkRequested, this, &TableActions::changeMany);
    connect(&table, &RecordTable::replaceRequested, this, &TableActions::replace);
    connect(&table, &RecordTable::mergeRequested, this, &TableActions::merge);
}

MergeDialog* TableActions::merge() {
    if (table_.records().query().asOf) return nullptr;
    std::vector<Uuid> ids = table_.selectedRecords();
    if (ids.size() < 2 || ids.size() > MergeDialog::kMost) return nullptr;
    auto* dialog = new MergeDialog(host_, table_.records().query().entity, std::move(ids), table_.window());
    dialog->open();
    return dialog;
}

std::string TableActions::currentField() const {
    const schema::Field* field = table_.records().fieldAt(table_.currentIndex().column());
    return field && table_.records().pathAt(table_.currentIndex().column()) == field->name() ? field->name()
                                                                                             : std::string();
}

BulkDialog* TableActions::changeMany() {
    if (table_.records().query().asOf) return nullptr;  // the past is read only
    BulkScope scope;
    scope.entity = table_.records().query().entity;
    scope.selected = table_.selected().rows();
    scope.total = table_.records().recordCount();
    auto* dialog = new BulkDialog(host_, scope, currentField(), table_.window());
    connect(dialog, &BulkDialog::decided, this, &TableActions::run);
    connect(dialog, &BulkDialog::asked, this,
            [this, dialog = QPointer<BulkDialog>(dialog)](const v1::BulkRequest& request, bool all) {
                withRecords(request, all, [dialog](const v1::BulkRequest& whole) {
                    if (dialog) dialog->forecast(whole);
                });
            });
    dialog->open();
    return dialog;
}

ReplaceDialog* TableActions::replace() {
    const schema::Entity* entity = host_.context().schema->entity(table_.records().query().entity);
    if (!entity || table_.records().query().asOf) return nullptr;
    const RecordTable::Selected chosen = table_.selected();
    const int cells = chosen.rows() * static_cast<int>(chosen.columns.size());
    auto* dialog =
        new ReplaceDialog(host_, *entity, cells, table_.records().recordCount(), currentField(), table_.window());
    connect(dialog, &ReplaceDialog::inSelection, this, [this](const QString& what, const QString& with, bool whole) {
        table_.edits().replaceText(what, with, whole);
    });
    connect(dialog, &ReplaceDialog::inField, this, &TableActions::replaceInField);
    dialog->open();
    return dialog;
}

ExportDialog* TableActions::exportList() {
    if (!host_.context().schema->entity(table_.records().query().entity)) return nullptr;
    auto* dialog = new ExportDialog(host_, table_.records(), table_.window());
    connect(dialog, &ExportDialog::ended, this, &TableActions::ended);
    dialog->open();
    return dialog;
}

void TableActions::replaceInField(const QString& field, const QString& what, const QString& with, bool wholeCells) {
    const std::string name = fromQt(field);
    const schema::Entity* entity = host_.context().schema->entity(table_.records().query().entity);
    const schema::Field* target = entity ? entity->field(name) : nullptr;
    if (!target) return;
    const expr::Ast column = expr::field(name);
    const expr::Ast hits =
        wholeCells ? expr::equals(column, expr::text(fromQt(what))) : expr::contains(column, fromQt(what));
    v1::BulkRequest request;
    *request.mutable_set() = table_.records().recordSet();
    request.mutable_set()->set_filter(model::filterAnd(request.set().filter(), expr::print(hits)));
    v1::BulkAssignment* assignment = request.add_assignments();
    assignment->set_field(name);
    assignment->set_expression(expr::print(
        wholeCells
            ? expr::text(fromQt(with))
            : expr::call(expr::Function::Substitute, {column, expr::text(fromQt(what)), expr::text(fromQt(with))})));
    start(request, tr("Replacement: %1").arg(say(host_.context(), target->def.label())));
}

void TableActions::run(v1::BulkRequest request, bool all, const QString& what) {
    withRecords(std::move(request), all, [this, what](const v1::BulkRequest& whole) { start(whole, what); });
}

/// All that the list holds, or those selected, which may have to be fetched first.
void TableActions::withRecords(v1::BulkRequest request, bool all, std::function<void(const v1::BulkRequest&)> then) {
    if (all) {
        *request.mutable_set() = table_.records().recordSet();
        return then(request);
    }
    const RecordTable::Selected chosen = table_.selected();
    model::RowFetch::start(table_.records(), host_.context(), chosen.top, chosen.bottom, this,
                           [this, request, then](Result<std::vector<model::TableRow>> rows) mutable {
                               if (!rows)
                                   return host_.toast(ui::ToastHost::Kind::Trouble,
                                                      wordsOf(host_.context(), rows.error()));
                               request.mutable_ids()->set_entity(table_.records().query().entity);
                               for (const model::TableRow& row : *rows)
                                   request.mutable_ids()->add_ids(std::string(row.id.view()));
                               then(request);
                           });
}

void TableActions::start(const v1::BulkRequest& request, const QString& what) {
    auto* run = new BulkRun(host_, request, what, table_.window());
    connect(run, &BulkRun::ended, this, &TableActions::ended);
    run->open();
    run->start();
}

}  // namespace kupets::view
