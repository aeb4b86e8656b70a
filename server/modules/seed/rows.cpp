#include "server/modules/seed/rows.h"

#include <cmath>

#include <fmt/format.h>

#include "server/modules/seed/words.h"

namespace kupets::seed {

namespace {

constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::uint64_t kDaysBack = 900;  // records seem to be made over two and a half years

constexpr std::string_view kCodes[] = {"900", "903", "905", "909", "910", "915", "916", "921",
                                       "922", "926", "929", "950", "961", "977", "985"};

}  // namespace

void Rows::cell(std::string& out, std::string_view text) {
    out += '\t';
    out += text;  // none of the words has a tab, a line end or a backslash
}

std::uint32_t Rows::append(const Uuid& id, std::size_t index, std::string& out) {
    out += id.text();
    out += "\t1";
    fields(index, out);
    const std::string at =
        Timestamp{world_.now.micros - static_cast<std::int64_t>(below(kDaysBack * kDayMicros))}.text();
    cell(out, at);
    cell(out, world_.actor);
    cell(out, at);
    cell(out, world_.actor);
    out += '\n';
    return owner_;
}

std::string Rows::phone() { return fmt::format("+7{}{:07}", pick(kCodes), below(10'000'000)); }

std::string Rows::date(int daysFromNow) const { return Date{world_.now.date().days + daysFromNow}.text(); }

void Rows::owner(std::string& out) {
    owner_ = static_cast<std::uint32_t>(below(world_.owners.size()));
    cell(out, world_.owners[owner_]);
}

void Rows::reference(std::string& out, const std::vector<Uuid>& ids, unsigned percent) {
    if (ids.empty() || !chance(percent)) return empty(out);
    cell(out, pick(ids).text());
}

void Companies::fields(std::size_t index, std::string& out) {
    static constexpr std::string_view kForms[] = {"ООО", "ООО", "ООО", "АО", "ИП", "ПАО"};
    static constexpr std::string_view kCategories[] = {"a", "b", "b", "c", "c", "c"};
    const std::string_view form = pick(kForms);
    cell(out, fmt::format("{}{}", pick(companyWords()), pick(companyTails())));
    cell(out, form);
    cell(out, pick(industries()));
    cell(out, pick(kCategories));
    cell(out, fmt::format("{{{}}}", phone()));
    cell(out, fmt::format("{{info@firma{}.example}}", index));
    const std::string_view city = pick(cities());
    cell(out, city);
    cell(out, fmt::format("г. {}, ул. {}, д. {}", city, pick(streets()), 1 + below(150)));
    cell(out, std::to_string(3 + below(500)));
    owner(out);
    world_.sources.empty() ? empty(out) : cell(out, pick(world_.sources));
}

void Contacts::fields(std::size_t index, std::string& out) {
    static constexpr std::string_view kChannels[] = {"phone", "email", "messenger"};
    const bool male = chance(50);
    const std::size_t family = below(surnames().size());
    const FirstName& first = male ? pick(maleNames()) : pick(femaleNames());
    cell(out, fmt::format("{}{} {} {}{}", surnames()[family], male ? "" : "а", first.name, pick(fathers()),
                          male ? "ич" : "на"));
    cell(out, pick(positions()));
    reference(out, world_.companies, 90);
    cell(out, chance(20) ? fmt::format("{{{},{}}}", phone(), phone()) : fmt::format("{{{}}}", phone()));
    cell(out, fmt::format("{{{}.{}{}@pochta.example}}", first.latin, surnamesLatin()[family], index));
    cell(out, pick(kChannels));
    chance(60) ? cell(out, date(-static_cast<int>(20 * 365 + below(45 * 365)))) : empty(out);
    owner(out);
    world_.sources.empty() ? empty(out) : cell(out, pick(world_.sources));
}

void Deals::fields(std::size_t index, std::string& out) {
    static constexpr std::string_view kStatuses[] = {"on_track", "on_track", "on_track", "questions", "on_hold"};
    // Nine of ten deals are over, as in a base of some years; the open ones stand anywhere.
    const bool over = chance(90);
    const World::Stage* chosen = &pick(world_.stages);
    for (int again = 0; again < 50 && (chosen->kind == "open") == over; ++again) chosen = &pick(world_.stages);
    const World::Stage& stage = *chosen;
    const bool open = stage.kind == "open";
    cell(out, fmt::format("{} {} № {}", pick(dealKinds()), pick(goods()), index + 1));
    reference(out, world_.companies, 95);
    reference(out, world_.contacts, 80);
    cell(out, stage.id);
    cell(out, pick(kStatuses));
    // Most deals are small, a few are very large.
    const double scale = static_cast<double>(below(10'000)) / 10'000.0;
    const auto roubles = static_cast<std::uint64_t>(5'000.0 * std::exp(scale * scale * 7.0));
    cell(out, fmt::format("{}.{:02}", roubles, below(100)));
    cell(out, "RUB");
    cell(out, open ? std::to_string(10 * (1 + below(9))) : stage.kind == "won" ? "100" : "0");
    const int started = -static_cast<int>(below(kDaysBack));
    const int length = static_cast<int>(below(120));
    cell(out, date(started));
    cell(out, date(started + length + static_cast<int>(below(30))));
    open ? empty(out) : cell(out, date(std::min(started + length, 0)));
    stage.kind == "lost" ? lostFrom(out) : empty(out);
    owner(out);
    world_.sources.empty() ? empty(out) : cell(out, pick(world_.sources));
}

/// Any of the open stages; more are lost at the first ones.
void Deals::lostFrom(std::string& out) {
    std::vector<const World::Stage*> open;
    for (const World::Stage& stage : world_.stages) {
        if (stage.kind == "open") open.push_back(&stage);
    }
    if (open.empty()) return empty(out);
    cell(out, open[std::min(below(open.size()), below(open.size()))]->id);
}

void Activities::fields(std::size_t, std::string& out) {
    static constexpr std::string_view kKinds[] = {"note", "call", "call", "letter", "meeting"};
    cell(out, pick(subjects()));
    cell(out, pick(kKinds));
    cell(out, Timestamp{world_.now.micros - static_cast<std::int64_t>(below(kDaysBack * kDayMicros))}.text());
    reference(out, world_.deals, 100);
    owner(out);
}

}  // namespace kupets::seed
