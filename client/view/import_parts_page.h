// The third page of the import: what a row is. One record, or several that belong together: a company, its contact,
// their deal.
#pragma once

#include "client/view/import_page.h"

class QScrollArea;

namespace kupets::view {

class ImportPartsPage : public ImportPage {
    Q_OBJECT
public:
    ImportPartsPage(Host& host, model::ImportSession& session);
    void initializePage() override;
    bool isComplete() const override;
    /// For tests: chooses what rows of the sheet at this place of the plan are.
    void choose(std::size_t place, const std::vector<std::string>& entities);

private:
    void rebuild();
    QWidget* sheetPart(std::size_t place);
    QWidget* presetLine(std::size_t place, QWidget* parent);
    QWidget* partLine(std::size_t place, int part, QWidget* parent);
    void addPartMenu(QWidget* button, std::size_t place);
    std::vector<const schema::Entity*> entities() const;
    QString words(const std::vector<std::string>& entities) const;

    QScrollArea* area_;
};

}  // namespace kupets::view
