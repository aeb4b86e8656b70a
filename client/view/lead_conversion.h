// A lead becomes a company, a person and a deal, by one change set that one Undo takes back. A company that is known
// already, by its INN or by its exact name, is taken instead of a second one.
#pragma once

#include <QObject>
#include <functional>

#include "client/form/draft.h"
#include "client/net/connection.h"
#include "client/view/host.h"

namespace kupets::view {

/// Lives until it has ended; dies with its parent.
class LeadConversion : public QObject {
    Q_OBJECT
public:
    LeadConversion(Host& host, const form::Draft& lead, QObject* parent, std::function<void()> done);
    void start();

private:
    void findCompany();
    void findStage();
    void save();
    void end();
    v1::RecordChange make(const char* entity, const Uuid& id,
                          std::initializer_list<std::pair<const char*, const char*>> copied) const;
    Value of(const char* field) const { return lead_.value(field); }
    bool has(const char* field) const { return !isNull(lead_.value(field)); }

    Host& host_;
    form::Draft lead_;
    std::function<void()> done_;
    data::RecordKey company_;  // nil: none is named
    bool companyIsNew_ = false;
    Uuid contact_, deal_, stage_;
};

}  // namespace kupets::view
