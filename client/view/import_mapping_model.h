// The lines of the mapping as a table: a column of the file, examples of it, the field that it goes to, how it is read.
#pragma once

#include <QAbstractTableModel>

#include "client/model/import_session.h"

namespace kupets::view {

/// «Контакт · Телефоны», «Контакт · Компания · ИНН»; the part only where a row has several.
QString targetWords(const model::ImportSession& session, const model::ImportSheetPlan& sheet, int part,
                    const std::string& path);
/// «ДД.ММ.ГГГГ · только если пусто · замен: 3»; empty when all is left to the program.
QString conversionWords(const model::ImportUse& use);

class ImportMappingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Header, Examples, Field, Conversion };
    enum Role { ProblemRole = Qt::UserRole + 1 };

    explicit ImportMappingModel(model::ImportSession& session, QObject* parent = nullptr);
    /// The place of the sheet in the plan.
    void setPlace(int place);
    int place() const { return place_; }
    model::ImportSheetPlan* sheet() const;
    model::ImportUse* use(int row) const;
    /// The column of a line as the reader sees it; empty for constants.
    const mapping::Column& columnOf(int row) const;
    void changed(int row);
    void reset();

    void setTarget(int row, int part, const std::string& path);
    /// The same column once more, into another field.
    int duplicate(int row);
    int addConstant();
    void remove(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    QString headerOf(const model::ImportUse& use) const;
    QString examplesOf(int row) const;
    bool isJoined(int row) const;

    model::ImportSession& session_;
    int place_ = -1;
    std::vector<mapping::Column> columns_;
    mapping::Column none_;
};

}  // namespace kupets::view
