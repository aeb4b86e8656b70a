// What one wants to know of a record at a glance, under the title of its card: choices as chips, people, references,
// sums, dates. Taken from the columns that its entity shows in tables.
#pragma once

#include <QWidget>

#include "client/form/draft.h"
#include "client/view/host.h"

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class KeyFacts : public QWidget {
    Q_OBJECT
public:
    KeyFacts(Host& host, const schema::Entity& entity, QWidget* parent);
    void showDraft(const form::Draft& draft);

private:
    void addFact(const schema::Field& field, const data::Cell& cell);

    Host& host_;
    const schema::Entity& entity_;
    ui::FlowLayout* flow_;
};

}  // namespace kupets::view
