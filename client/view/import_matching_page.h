// The fifth page of the import: by what records that are there already are known again, and what happens then.
#pragma once

#include "client/view/import_page.h"

class QListWidget;
class QScrollArea;

namespace kupets::view {

class ImportMatchingPage : public ImportPage {
    Q_OBJECT
public:
    ImportMatchingPage(Host& host, model::ImportSession& session);
    void initializePage() override;

private:
    QWidget* partOf(std::size_t place, int part);
    QWidget* keysOf(std::size_t place, int part, QWidget* parent);
    QWidget* choicesOf(std::size_t place, int part, QWidget* parent);
    void writeKeys(QListWidget* list, std::size_t place, int part);
    std::vector<std::vector<std::string>> candidates(const model::ImportSheetPlan& sheet, int part) const;
    QString words(const schema::Entity& entity, const std::vector<std::string>& key) const;

    QScrollArea* area_;
};

}  // namespace kupets::view
