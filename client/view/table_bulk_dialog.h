// Changes one field of many records at once: of those selected, or of all that the table's filter finds. A value by the
// field's own editor or a formula over each record; what will come of it is told before (the server tries, and takes it
// back); progress while it runs, exact counts after, Undo in the toast.
#pragma once

#include <QDialog>
#include <QTimer>
#include <optional>

#include "client/data/record.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace kupets::view {

class FieldEditor;
class FormulaEdit;

/// Which records: those of a set, or these.
struct BulkScope {
    std::string entity;
    int selected = 0;  // rows
    int total = 0;     // of the whole list
};

/// Starts a bulk change with progress in a dialog of its own; the rest is toasts.
class BulkRun : public QDialog {
    Q_OBJECT
public:
    BulkRun(Host& host, v1::BulkRequest request, const QString& what, QWidget* parent);
    void start();
    void reject() override;

Q_SIGNALS:
    void ended(bool ok);

private:
    void finish(Result<v1::BulkReply> reply);

    Host& host_;
    v1::BulkRequest request_;
    QString what_;
    QLabel* words_;
    QProgressBar* bar_;
    Uuid changeSet_;
    bool running_ = false;
};

class BulkDialog : public QDialog {
    Q_OBJECT
public:
    /// `field`: the column that it begins with, may be empty.
    BulkDialog(Host& host, BulkScope scope, const std::string& field, QWidget* parent);

    void setField(const std::string& field);
    void setValue(const data::Cell& cell);
    void setAll(bool all);
    void setFormula(const QString& text);
    QPushButton* go() const { return go_; }
    /// What would come of it, asked of the server: `request` says which records too.
    void forecast(v1::BulkRequest request);
    QString forecastText() const;

Q_SIGNALS:
    /// Somebody wants to know what would come of it.
    void asked(const kupets::v1::BulkRequest& request, bool all);
    void decided(const kupets::v1::BulkRequest& request, bool all, const QString& what);

private:
    void build();
    void showEditor();
    void refresh();
    void ask();
    void showForecast(const Result<v1::BulkReply>& reply);
    void tell(const QString& words);
    std::optional<v1::BulkRequest> request() const;
    void accept() override;
    const schema::Field* field() const;

    Host& host_;
    BulkScope scope_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    QComboBox* fields_;
    QRadioButton* selected_;
    QRadioButton* all_;
    QComboBox* how_;
    QStackedWidget* stack_;
    QWidget* place_;
    FieldEditor* editor_ = nullptr;
    FormulaEdit* formula_;
    QLabel* problem_;
    QLabel* forecast_;
    QPushButton* check_;
    QPushButton* go_;
    QTimer rest_;
    net::CallHandle call_;
    bool refuses_ = false;  // some of the records, as far as is known
    data::Cell value_;
    bool bad_ = false;
};

}  // namespace kupets::view
