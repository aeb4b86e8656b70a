// Made-up records as lines of PostgreSQL's COPY. The same random seed gives the same people and figures (ids differ).
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/base/uuid.h"

namespace kupets::seed {

/// What the records refer to.
struct World {
    Timestamp now;
    std::string actor;                // id of who seeds, as COPY writes it ("\N" for nobody)
    std::vector<std::string> owners;  // ids of users
    struct Stage {
        std::string id;
        std::string kind;  // "open", "won", "lost"
    };
    std::vector<Stage> stages;
    std::vector<std::string> sources;
    std::vector<Uuid> companies;
    std::vector<Uuid> contacts;
    std::vector<Uuid> deals;
};

/// One table's lines; a line is for one id.
class Rows {
public:
    Rows(const World& world, std::uint64_t seed) : world_(world), random_(seed) {}
    virtual ~Rows() = default;
    virtual std::string_view entity() const = 0;
    /// Names of the columns, without id, version and the times.
    virtual std::string_view columns() const = 0;
    /// Appends "id version … created_at created_by updated_at updated_by" and a line end; tells which of the world's
    /// owners has the record.
    std::uint32_t append(const Uuid& id, std::size_t index, std::string& out);

protected:
    virtual void fields(std::size_t index, std::string& out) = 0;

    std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : random_() % limit; }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <typename Words>
    const auto& pick(const Words& words) {
        return words[below(std::size(words))];
    }
    static void cell(std::string& out, std::string_view text);
    static void empty(std::string& out) { out += "\t\\N"; }
    std::string phone();
    std::string date(int daysFromNow) const;
    void owner(std::string& out);
    void reference(std::string& out, const std::vector<Uuid>& ids, unsigned percent);

    const World& world_;
    std::mt19937_64 random_;
    std::uint32_t owner_ = 0;
};

class Companies final : public Rows {
public:
    using Rows::Rows;
    std::string_view entity() const override { return "company"; }
    std::string_view columns() const override {
        return "name, legal_form, industry, category, phones, emails, city, address, employees, owner, source";
    }

private:
    void fields(std::size_t index, std::string& out) override;
};

class Contacts final : public Rows {
public:
    using Rows::Rows;
    std::string_view entity() const override { return "contact"; }
    std::string_view columns() const override {
        return "name, position, company, phones, emails, preferred_channel, birthday, owner, source";
    }

private:
    void fields(std::size_t index, std::string& out) override;
};

class Deals final : public Rows {
public:
    using Rows::Rows;
    std::string_view entity() const override { return "deal"; }
    std::string_view columns() const override {
        return "name, company, contact, stage, status, amount, amount_currency, probability, started_on, "
               "expected_close, closed_on, lost_from, owner, source";
    }

private:
    void fields(std::size_t index, std::string& out) override;
    void lostFrom(std::string& out);
};

class Activities final : public Rows {
public:
    using Rows::Rows;
    std::string_view entity() const override { return "activity"; }
    std::string_view columns() const override { return "subject, kind, happened_at, deal, owner"; }

private:
    void fields(std::size_t index, std::string& out) override;
};

}  // namespace kupets::seed
