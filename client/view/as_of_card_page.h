// A card as it was: every field of its layout with the value of then, what is otherwise today marked, nothing to be
// edited. The bar above walks the record's changes; "restore" writes the values of then as a change of one's own, which
// can be undone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/model/as_of_record.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class AsOfBar;
class AsOfField;

class AsOfCardPage : public Page {
    Q_OBJECT
public:
    /// `moment`: microseconds since 1970 UTC; 0: just before the last change.
    AsOfCardPage(Host& host, const data::RecordKey& key, std::int64_t moment, QWidget* parent = nullptr);

    /// "record/deal/ID@1790000000000000".
    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    void shown() override;
    command::Actions actions() override { return list(this); }
    static command::Actions list(AsOfCardPage* self);

    model::AsOfRecord& record() { return *model_; }
    AsOfBar* bar() const { return bar_; }
    /// What the page shows of a field, and what of today beside it; for tests.
    QString shownThen(const std::string& field) const;
    QString shownNow(const std::string& field) const;
    void restore();
    using Page::restore;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void buildFields(QWidget* content);
    void takeMoments();
    void refresh();
    void goBackToToday();

    Host& host_;
    data::RecordKey key_;
    std::int64_t asked_;
    bool ready_ = false;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    model::AsOfRecord* model_;
    AsOfBar* bar_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* count_ = nullptr;
    QPushButton* restore_ = nullptr;
    QWidget* body_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
    std::map<std::string, AsOfField*> fields_;
};

}  // namespace kupets::view
