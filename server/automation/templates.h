// The rules that the product knows how to make: files of server/automation/templates, which travel inside the program.
// Those that say so are the product's own rules, records of the entity "rule" from the first start: each is brought
// once, so that what an administrator switched off, changed or deleted stays so, whatever upgrades come.
//
// Thread-safe.
#pragma once

#include <span>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "common/base/embedded_file.h"
#include "kupets/v1/automation.pb.h"
#include "server/records/gate.h"

namespace kupets::automation {

namespace embedded {
std::span<const EmbeddedFile> templates();
}

/// In the order of their files. Errors: InvalidValue with the file that does not parse, or says too little.
Result<std::vector<v1::RuleTemplate>> ruleTemplates();

/// A rule that does not fit the company's schema (any more) is left out, and told in the log.
boost::asio::awaitable<Result<void>> seedRules(records::Gate& gate, const schema::Registry& registry,
                                               db::Deadline deadline);

}  // namespace kupets::automation
