#include "client/model/import_session.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/net/qt.h"

namespace kupets::model {

ImportSession::ImportSession(const data::Context& context, QSettings& settings, const std::string& wanted,
                             QObject* parent)
    : QObject(parent),
      context_(context),
      wanted_(wanted),
      snapshot_(context.schema->snapshot()),
      source_(this),
      run_(context, this),
      templates_(context, settings, this) {
    connect(&source_, &ImportSource::previewed, this, [this] {
        if (std::ranges::all_of(source_.sheets(), &ImportSheetFacts::read)) propose();
    });
    connect(&templates_, &ImportTemplates::changed, this, [this] {
        // The list came after the file was read, and nothing has been changed by hand yet.
        if (planned_ && !rehearsed_ && origin_.isEmpty() && !remembered_)
            if (const ImportTemplate* known = templates_.matching(plan_.signature()); known && use(known->definition)) {
                origin_ = known->name;
                Q_EMIT planned();
            }
    });
    connect(context.schema, &data::SchemaMirror::changed, this, [this] {
        snapshot_ = context_.schema->snapshot();
        Q_EMIT schemaChanged();
    });
    connect(&run_, &ImportRun::rehearsed, this, [this] {
        rehearsed_ = true;
        unchecked_ = 0;
    });
    templates_.ask();
}

void ImportSession::open(const QString& path, const sheet::BookOptions& options) {
    planned_ = false;
    rehearsed_ = false;
    plan_ = {};
    fixes_.clear();
    decisions_.clear();
    unchecked_ = 0;
    run_.setFile(path);
    source_.open(path, options);
}

void ImportSession::plan(std::size_t sheet) {
    const ImportSheetFacts& facts = source_.sheets()[sheet];
    ImportSheetPlan made;
    made.index = sheet;
    made.name = fromQt(facts.name);
    made.on = !facts.hidden && facts.preview.size() > 1 && !facts.error;
    made.headerRow = facts.headerRow > 0 ? facts.headerRow : facts.preview.empty() ? 1 : facts.preview.front().number;
    made.headers = source_.headers(sheet, made.headerRow);
    const auto columns = source_.columns(sheet, made.headerRow);
    // A book with one sheet is what the person came for; of several each is judged by itself.
    const std::string name = source_.sheets().size() == 1 ? fromQt(source_.fileName().section(u'.', 0, -2)) : made.name;
    model::setEntities(made, *snapshot_, mapping::proposeEntities(*snapshot_, columns, name, wanted_), columns);
    plan_.sheets.push_back(std::move(made));
}

void ImportSession::propose() {
    plan_ = {};
    origin_.clear();
    remembered_ = false;
    for (std::size_t sheet = 0; sheet < source_.sheets().size(); ++sheet) plan(sheet);
    planned_ = true;
    const QString signature = plan_.signature();
    if (const auto last = templates_.remembered(signature); last && use(*last)) {
        remembered_ = true;
    } else if (const ImportTemplate* known = templates_.matching(signature); known && use(known->definition)) {
        origin_ = known->name;
    }
    Q_EMIT planned();
}

void ImportSession::setHeader(std::size_t place, std::uint64_t row) {
    ImportSheetPlan& sheet = plan_.sheets[place];
    if (sheet.headerRow == row) return;
    const std::vector<std::string> entities = sheet.entities();
    sheet.headerRow = row;
    sheet.headers = source_.headers(sheet.index, row);
    setEntities(place, entities);
}

void ImportSession::move(std::size_t place, int by) {
    const auto to = static_cast<std::size_t>(static_cast<int>(place) + by);
    if (to >= plan_.sheets.size()) return;
    std::swap(plan_.sheets[place], plan_.sheets[to]);
    touch();
}

void ImportSession::setEntities(std::size_t place, const std::vector<std::string>& entities) {
    ImportSheetPlan& sheet = plan_.sheets[place];
    model::setEntities(sheet, *snapshot_, entities, source_.columns(sheet.index, sheet.headerRow));
    touch();
}

bool ImportSession::use(const v1::ImportRequest& definition) {
    ImportPlan copy = plan_;
    if (!model::apply(copy, definition, *snapshot_)) return false;
    plan_ = std::move(copy);
    touch();
    return true;
}

v1::ImportRequest ImportSession::definition() const {
    v1::ImportRequest out;
    for (const std::size_t at : plan_.chosen()) *out.add_sheets() = toProto(plan_.sheets[at]);
    return out;
}

v1::ImportRequest ImportSession::request() const {
    v1::ImportRequest out = definition();
    for (const auto& [cell, text] : fixes_) {
        v1::ImportFix& fix = *out.add_fixes();
        fix.set_sheet(std::get<0>(cell));
        fix.set_row(std::get<1>(cell));
        fix.set_header(std::get<2>(cell));
        fix.set_text(text);
    }
    for (const auto& [key, decision] : decisions_) *out.add_decisions() = decision;
    if (const auto& csv = source_.csv()) {
        out.mutable_csv()->set_delimiter(std::string(1, csv->delimiter));
        out.mutable_csv()->set_encoding(std::string(sheet::encodingName(csv->encoding)));
    }
    return out;
}

void ImportSession::touch() {
    rehearsed_ = false;
    Q_EMIT touched();
}

void ImportSession::fix(const CellKey& cell, const std::string& text) {
    fixes_[cell] = text;
    ++unchecked_;
    Q_EMIT mended();
}

void ImportSession::decide(v1::ImportDecision decision) {
    const DecisionKey key{decision.sheet(), decision.row(), decision.part()};
    decisions_[key] = std::move(decision);
    ++unchecked_;
    Q_EMIT mended();
}

void ImportSession::takeBack(const DecisionKey& decision) {
    if (decisions_.erase(decision) == 0) return;
    ++unchecked_;
    Q_EMIT mended();
}

}  // namespace kupets::model
