// The real server with the demo company, started once for all tests of this program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/desktop_driver.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace kupets::e2e {

class Company {
public:
    /// Throws when the server does not start or the company does not load.
    static Company& get();

    tests::ServerFixture& server() { return server_; }
    /// Where and as whom a desktop logs in: the administrator, in Russian, light.
    Desktop::Options options() const;
    /// Another person's connection.
    std::unique_ptr<tests::WireClient> connection();
    /// The first record of a query, e.g. of deals whose `name` is this.
    Uuid find(const std::string& entity, const std::string& filter);
    /// A field as text, as the server has it.
    std::string text(const std::string& entity, const Uuid& id, const std::string& path);
    /// How many records of an entity there are.
    int count(const std::string& entity);
    /// Gives the user of this login a password.
    void letIn(const std::string& login, const std::string& password);
    /// Changes one field of one record, by another connection.
    void change(const std::string& entity, const Uuid& id, const std::string& field, const Value& value);
    /// Makes a record, by another connection.
    Uuid create(const std::string& entity, const std::vector<std::pair<std::string, Value>>& fields);

private:
    Company();
    /// The administrator's connection; a new one when the old was cut for the silence of a long test.
    tests::WireClient& wire();

    tests::ServerFixture server_;
    std::unique_ptr<tests::WireClient> wire_;
};

}  // namespace kupets::e2e
