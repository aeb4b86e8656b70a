// A page of the import wizard: its head in words, and what all pages share.
#pragma once

#include <QWizardPage>

#include "client/model/import_session.h"
#include "client/view/host.h"

class QVBoxLayout;

namespace kupets::view {

/// A sheet's name; a CSV has none, then the file's.
QString sheetTitle(const model::ImportSession& session, const model::ImportSheetPlan& sheet);
/// «Контакт»; of two alike in one row «Контакт 2».
QString partTitle(const model::ImportSession& session, const model::ImportSheetPlan& sheet, int part);

class ImportPage : public QWizardPage {
    Q_OBJECT
public:
    ImportPage(Host& host, model::ImportSession& session, const QString& title, const QString& hint);

protected:
    Host& host() const { return host_; }
    model::ImportSession& session() const { return session_; }
    /// Below the head.
    QVBoxLayout* content() const { return content_; }
    QString count(std::uint64_t number) const;

private:
    Host& host_;
    model::ImportSession& session_;
    QVBoxLayout* content_;
};

}  // namespace kupets::view
