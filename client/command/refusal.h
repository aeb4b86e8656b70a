// Why something could not be taken back, told honestly: who has changed which field to what since, and in which record.
#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "client/data/context.h"
#include "client/data/record.h"

namespace kupets::command {

struct Refusal {
    QString text;
    std::optional<data::RecordKey> record;  // to open
};

/// From what the error carries alone: references in it have no titles yet.
Refusal refusalOf(const Error& error, const data::Context& context);
/// The same with titles of references and of the record, asked from the server; `done` comes at once when there is
/// nothing to ask, and not at all when `receiver` dies.
void explainRefusal(const Error& error, const data::Context& context, QObject* receiver,
                    std::function<void(const Refusal&)> done);

}  // namespace kupets::command
