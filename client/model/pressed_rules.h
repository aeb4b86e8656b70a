// The rules that people set off by a button on a card. One list for the whole program: it lives with the schema's
// mirror. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <vector>

#include "client/data/context.h"
#include "client/net/call.h"
#include "common/base/error.h"
#include "common/base/uuid.h"
#include "common/base/value.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::model {

class PressedRules : public QObject {
    Q_OBJECT
public:
    struct Button {
        Uuid rule;
        std::string entity;
        QString words;  // on the button
        QString name;   // of the rule
    };
    /// The one of this connection; made when it is asked for first.
    static PressedRules& of(const data::Context& context);

    std::vector<Button> buttonsOf(const std::string& entity) const;
    using Done = std::function<void(Result<v1::PressReply>)>;
    void press(const Uuid& rule, const std::vector<Uuid>& records, QObject* context, Done done);

Q_SIGNALS:
    void changed();

private:
    explicit PressedRules(const data::Context& context, QObject* parent);
    void refresh();

    data::Context context_;
    std::vector<Button> buttons_;
    net::CallHandle call_;
};

}  // namespace kupets::model
