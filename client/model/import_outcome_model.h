// The outcomes of one sheet's part as a table: what becomes of the row, then its cells as the file's columns stand.
// Cells are parsed when they are painted. What was mended in place shows as it will be sent.
#pragma once

#include <QAbstractTableModel>
#include <optional>

#include "client/model/import_session.h"

namespace kupets::model {

/// Outcomes to be shown: of one kind, those that may be duplicates, or all.
struct OutcomeFilter {
    std::optional<v1::ImportOutcome::Kind> kind;
    bool alike = false;
    bool operator==(const OutcomeFilter&) const = default;
};

/// What a cell of the rehearsal says.
struct OutcomeCell {
    QString text;    // what stands there in the end, or what the file says
    QString before;  // of an update: what stands there now
    QString error;   // why it can not be taken
    bool changes = false;
    bool mended = false;  // by the person, not rehearsed yet
};

class ImportOutcomeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Row, Kind, Title, FirstCell };

    explicit ImportOutcomeModel(ImportSession& session, QObject* parent = nullptr);
    void show(const ImportOutcomes::Group& group, const OutcomeFilter& filter);
    /// The outcomes are others: shows the same of them.
    void refresh();
    const ImportOutcomes::Group& group() const { return group_; }
    /// Some of the rows are about records that are there.
    bool namesRecords() const;

    /// Null behind the end.
    const v1::ImportOutcome* outcome(int row) const;
    OutcomeCell cell(int row, int column) const;
    /// Header of the file, or the label of a field that no column fills.
    QString columnTitle(int column) const;
    const ImportSheetPlan* sheet() const;
    /// "Не больше 100 знаков", of a row that is bad.
    /// All that is wrong with it, and each in words.
    std::vector<v1::ImportRowError> errors(const v1::ImportOutcome& outcome) const;
    QString errorWords(const v1::ImportRowError& told) const;
    QString valueWords(const v1::ImportCell& cell, bool after) const;
    QString fieldWords(const std::string& field) const;
    ImportSession::CellKey cellKey(int row, int column) const;
    ImportSession::DecisionKey decisionKey(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    struct Shown {
        int column = -1;  // of the file; -1: a field that no column fills
        std::string path;
    };
    void layOut();
    QString sourceText(std::uint64_t row, int column) const;
    const v1::ImportCell* changeOf(const v1::ImportOutcome& outcome, const std::string& path) const;

    ImportSession& session_;
    ImportOutcomes::Group group_;
    OutcomeFilter filter_;
    std::vector<std::uint32_t> rows_;  // places among the group's entries
    std::vector<Shown> columns_;
    mutable std::uint64_t textsOf_ = 0;  // the row whose texts these are
    mutable std::vector<std::string> texts_;
};

/// «создать», «обновить»…, and the colour of its chip.
QString outcomeWords(v1::ImportOutcome::Kind kind, data::Language language);
QString outcomeColor(v1::ImportOutcome::Kind kind);

}  // namespace kupets::model
