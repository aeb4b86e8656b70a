// One import from the first look at the file to its undo: what the pages of the wizard share. No widgets; GUI thread.
#pragma once

#include <QObject>
#include <map>
#include <tuple>

#include "client/data/context.h"
#include "client/model/import_plan.h"
#include "client/model/import_run.h"
#include "client/model/import_source.h"
#include "client/model/import_templates.h"

namespace kupets::model {

class ImportSession : public QObject {
    Q_OBJECT

public:
    /// `wanted`: the entity that the person began with; may be empty.
    ImportSession(const data::Context& context, QSettings& settings, const std::string& wanted,
                  QObject* parent = nullptr);

    const data::Context& context() const { return context_; }
    ImportSource& source() { return source_; }
    const ImportSource& source() const { return source_; }
    ImportRun& run() { return run_; }
    ImportTemplates& templates() { return templates_; }
    ImportPlan& plan() { return plan_; }
    const ImportPlan& plan() const { return plan_; }
    const schema::Snapshot& schema() const { return *snapshot_; }
    /// For who holds on to fields: keeps them alive when the schema changes.
    const schema::SnapshotPtr& snapshot() const { return snapshot_; }

    /// Another file, everything anew.
    void open(const QString& path, const sheet::BookOptions& options = {});
    /// A plan of all sheets is there.
    bool isPlanned() const { return planned_; }
    /// The names of columns stand in another row.
    void setHeader(std::size_t place, std::uint64_t row);
    void move(std::size_t place, int by);
    /// What a row of this sheet is; the mapping is proposed anew.
    void setEntities(std::size_t place, const std::vector<std::string>& entities);
    /// Lays a template over the plan; false when nothing of it fits.
    bool use(const v1::ImportRequest& definition);
    /// The plan as it is sent and kept as a template.
    v1::ImportRequest definition() const;
    /// With the file's format, what was mended and what was decided.
    v1::ImportRequest request() const;
    /// Where the proposal came from: a template's name, "" when it was guessed.
    QString origin() const { return origin_; }
    bool isRemembered() const { return remembered_; }

    /// Tells that pages changed the plan; what was rehearsed is of another one then.
    void touch();
    bool isRehearsed() const { return rehearsed_; }
    void setRehearsed(bool yes) { rehearsed_ = yes; }

    using CellKey = std::tuple<std::string, std::uint64_t, std::string>;      // sheet, row, header
    using DecisionKey = std::tuple<std::string, std::uint64_t, std::string>;  // sheet, row, part
    const std::map<CellKey, std::string>& fixes() const { return fixes_; }
    const std::map<DecisionKey, v1::ImportDecision>& decisions() const { return decisions_; }
    void fix(const CellKey& cell, const std::string& text);
    void decide(v1::ImportDecision decision);
    void takeBack(const DecisionKey& decision);
    /// How many of them the last rehearsal does not know.
    int unchecked() const { return unchecked_; }

Q_SIGNALS:
    /// The plan was made or proposed anew.
    void planned();
    void touched();
    /// There is another schema: pointers into the old one are of the past.
    void schemaChanged();
    /// Fixes or decisions are others.
    void mended();

private:
    void plan(std::size_t sheet);
    void propose();

    data::Context context_;
    std::string wanted_;
    schema::SnapshotPtr snapshot_;
    ImportSource source_;
    ImportRun run_;
    ImportTemplates templates_;
    ImportPlan plan_;
    bool planned_ = false;
    bool rehearsed_ = false;
    bool remembered_ = false;
    QString origin_;
    std::map<CellKey, std::string> fixes_;
    std::map<DecisionKey, v1::ImportDecision> decisions_;
    int unchecked_ = 0;
};

}  // namespace kupets::model
