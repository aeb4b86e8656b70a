// What one wants to know of a record at a glance, under the title of its card: choices as chips, people, references,
// sums, dates. Taken from the columns that its entity shows in tables.
#pragma once

#include <QPointer>
#include <QWidget>
#include <vector>

#include "client/form/draft.h"
#include "client/view/host.h"

namespace kupets::ui {
class Chip;
class FlowLayout;
}  // namespace kupets::ui

namespace kupets::view {

class KeyFacts : public QWidget {
    Q_OBJECT
public:
    KeyFacts(Host& host, const schema::Entity& entity, QWidget* parent);
    void showDraft(const form::Draft& draft);

private:
    struct Colored {
        QPointer<ui::Chip> chip;
        const schema::Entity* target;
        Uuid id;
    };
    void addFact(const schema::Field& field, const data::Cell& cell);
    void recolor();

    Host& host_;
    const schema::Entity& entity_;
    ui::FlowLayout* flow_;
    std::vector<Colored> colored_;
};

}  // namespace kupets::view
