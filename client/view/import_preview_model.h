// The first rows of a sheet as the reader sees them: typed cells, the row of names marked, what stands above it quiet.
#pragma once

#include <QAbstractTableModel>

#include "client/data/language.h"
#include "client/model/import_source.h"

namespace kupets::view {

/// As people read it: a date of the sheet by its day, yes and no in words.
QString cellWords(const mapping::Sample& cell, kupets::data::Language language);

class ImportPreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ImportPreviewModel(const model::ImportSource& source, kupets::data::Language language,
                                QObject* parent = nullptr);
    /// -1: none.
    void setSheet(int sheet, std::uint64_t header);
    std::uint64_t rowNumber(int row) const;
    int rowOfNumber(std::uint64_t number) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const model::ImportSheetFacts* facts() const;

    const model::ImportSource& source_;
    kupets::data::Language language_;
    int sheet_ = -1;
    std::uint64_t header_ = 0;
    int columns_ = 0;
};

}  // namespace kupets::view
