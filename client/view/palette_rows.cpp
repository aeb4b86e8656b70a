#include "client/view/palette_rows.h"

#include <algorithm>
#include <unordered_set>

#include "client/model/word_match.h"

namespace kupets::view {
namespace {

constexpr std::size_t kRecent = 7;  // with nothing typed
constexpr std::size_t kFavourites = 7;
constexpr std::size_t kUsed = 7;
constexpr std::size_t kKnown = 4;  // recent or favourite ones that fit what is typed
constexpr std::size_t kCommands = 8;

class Rows {
public:
    explicit Rows(const PaletteSource& source) : source_(source), wanted_(wantedOf(source.typed)) {}

    std::vector<PaletteRow> make() {
        if (!asksForCommandsOnly(source_.typed)) {
            addKnown(source_.recent, source_.words.recent, wanted_.isEmpty() ? kRecent : kKnown);
            addKnown(source_.favourites, source_.words.favourites, wanted_.isEmpty() ? kFavourites : kKnown);
            addHits();
        }
        addCommands();
        return std::move(rows_);
    }

private:
    PaletteRow rowOf(const PaletteRecord& record) const {
        return {.section = {},
                .title = record.title,
                .subtitle = record.subtitle,
                .icon = source_.iconOf ? source_.iconOf(record.key.entity) : QString(),
                .trailing = {},
                .key = record.key,
                .action = {}};
    }

    void addKnown(const std::vector<PaletteRecord>& records, const QString& heading, std::size_t most) {
        std::size_t added = 0;
        for (const PaletteRecord& record : records) {
            if (added >= most) break;
            if (!wanted_.isEmpty() && !model::matchEitherLayout(record.title, wanted_)) continue;
            if (!shown_.insert(record.key).second) continue;
            PaletteRow row = rowOf(record);
            if (row.subtitle.isEmpty() && source_.nameOf) row.trailing = source_.nameOf(record.key.entity);
            if (added++ == 0) row.section = heading;
            rows_.push_back(std::move(row));
        }
    }

    void addHits() {
        QString heading;
        for (const PaletteRecord& record : source_.hits) {
            if (!record.section.isEmpty()) heading = record.section;
            if (shown_.contains(record.key)) continue;
            PaletteRow row = rowOf(record);
            row.section = std::exchange(heading, QString());
            rows_.push_back(std::move(row));
        }
    }

    void addCommands() {
        if (!source_.actions) return;
        bool first = true;
        for (const command::Action* action : wanted_.isEmpty() ? usual() : fitting()) {
            rows_.push_back({.section = first ? source_.words.commands : QString(),
                             .title = action->text,
                             .subtitle = {},
                             .icon = action->iconName,
                             .trailing = command::keyText(*action),
                             .key = {},
                             .action = action->id});
            first = false;
        }
    }

    std::vector<const command::Action*> fitting() const {
        std::vector<std::pair<int, const command::Action*>> found;
        for (const command::Action& action : *source_.actions)
            if (const auto match = model::matchEitherLayout(action.text, wanted_, action.also))
                found.emplace_back(match->score, &action);
        // Among equals as they are listed.
        std::ranges::sort(found, [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        std::vector<const command::Action*> best;
        for (const auto& [score, action] : found)
            if (best.size() < kCommands) best.push_back(action);
        return best;
    }

    /// With nothing typed: what one uses most, then what stands first. All of them after ">".
    std::vector<const command::Action*> usual() const {
        std::vector<const command::Action*> list;
        for (const QString& id : source_.usedActions)
            if (const command::Action* action = command::findAction(*source_.actions, id)) list.push_back(action);
        for (const command::Action& action : *source_.actions)
            if (std::ranges::find(list, &action) == list.end()) list.push_back(&action);
        if (!asksForCommandsOnly(source_.typed) && list.size() > kUsed) list.resize(kUsed);
        return list;
    }

    const PaletteSource& source_;
    QString wanted_;
    std::vector<PaletteRow> rows_;
    std::unordered_set<data::RecordKey> shown_;
};

}  // namespace

bool asksForCommandsOnly(const QString& typed) { return typed.trimmed().startsWith(u'>'); }

QString wantedOf(const QString& typed) {
    const QString text = typed.simplified();
    return text.startsWith(u'>') ? text.mid(1).trimmed() : text;
}

std::vector<PaletteRow> paletteRows(const PaletteSource& source) { return Rows(source).make(); }

}  // namespace kupets::view
