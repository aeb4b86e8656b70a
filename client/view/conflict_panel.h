// Two people changed the same fields: what was there, what I want, what the other made it; a choice for each field.
#pragma once

#include <QFrame>

#include "client/form/draft.h"
#include "client/view/host.h"

class QLabel;
class QVBoxLayout;

namespace kupets::view {

class ConflictPanel : public QFrame {
    Q_OBJECT
public:
    ConflictPanel(Host& host, QWidget* parent);
    void showDraft(const form::Draft& draft);

Q_SIGNALS:
    void resolved(const std::string& field, kupets::form::Draft::Choice choice);

private:
    QWidget* choice(const QString& who, const QString& text, const QString& action, const std::string& field,
                    form::Draft::Choice choice);

    Host& host_;
    QLabel* head_;
    QVBoxLayout* list_;
};

}  // namespace kupets::view
