#include "server/schema/site.h"

#include <algorithm>
#include <set>

#include "common/base/decimal.h"
#include "server/schema/site_duplicates.h"

namespace kupets::schema {
namespace {

constexpr int kMostFields = 200;
constexpr int kMostChoices = 300;
constexpr int kMostLayouts = 20;
constexpr int kMostChecks = 100;
constexpr int kMostSections = 50;
constexpr std::size_t kMostLabel = 200;  // bytes
constexpr std::size_t kMostHint = 1'000;
constexpr std::size_t kMostFormula = 4'000;
constexpr std::uint32_t kMostText = 100'000;
constexpr std::uint32_t kMostScale = 10;

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::InvalidValue, {where, what}, where);
}
std::unexpected<Error> tooMany(const std::string& where, int most) {
    return fail(ErrorCode::LimitExceeded, {where, std::to_string(most)}, where);
}

bool isCode(std::string_view text) {
    return !text.empty() && text.size() <= 50 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

const v1::FieldDef* find(const v1::EntityDef& entity, std::string_view name) {
    const auto found = std::ranges::find(entity.fields(), name, &v1::FieldDef::name);
    return found == entity.fields().end() ? nullptr : &*found;
}

Result<void> checkLabel(const v1::Label& label, const std::string& where) {
    if (label.ru().empty() || label.en().empty()) return wrong(where, "a label is missing");
    if (label.ru().size() > kMostLabel || label.en().size() > kMostLabel) return tooMany(where, kMostLabel / 2);
    return {};
}

Result<void> checkChoices(const v1::FieldDef& field) {
    const std::string where = field.name() + ".choices";
    if (field.choices_size() > kMostChoices) return tooMany(where, kMostChoices);
    std::set<std::string> values;
    for (const v1::ChoiceDef& choice : field.choices()) {
        if (!isCode(choice.value())) return wrong(where, "a choice's value is of small Latin letters, digits and _");
        if (!values.insert(choice.value()).second)
            return wrong(where, "there are two of this value: " + choice.value());
        if (auto ok = checkLabel(choice.label(), where); !ok) return ok;
    }
    return {};
}

Result<void> checkNumbers(const v1::FieldDef& field) {
    for (const std::string& bound : {field.least(), field.most()}) {
        if (!bound.empty() && !Decimal::parse(bound)) return wrong(field.name() + ".least", "not a number: " + bound);
    }
    if (field.max_length() > kMostText) return tooMany(field.name() + ".max_length", kMostText);
    if (field.scale() > kMostScale) return tooMany(field.name() + ".scale", kMostScale);
    return {};
}

Result<void> checkOwn(const v1::FieldDef& field) {
    if (!isCode(field.name())) return wrong(field.name(), "the name is lower_snake, at most 50 characters");
    if (auto ok = checkLabel(field.label(), field.name() + ".label"); !ok) return ok;
    if (field.hint().ru().size() > kMostHint || field.hint().en().size() > kMostHint)
        return tooMany(field.name() + ".hint", kMostHint / 2);
    if (field.formula().size() > kMostFormula) return tooMany(field.name() + ".formula", kMostFormula);
    if (field.default_value().size() > kMostFormula) return tooMany(field.name() + ".default_value", kMostFormula);
    if (field.number_prefix().size() > 40) return tooMany(field.name() + ".number_prefix", 20);
    if (!field.reverse().empty() && !isOwn(field.reverse()))
        return wrong(field.name() + ".reverse", "names of one's own begin with my_");
    if (auto ok = checkNumbers(field); !ok) return ok;
    return checkChoices(field);
}

/// Of a product's field only its words change, and choices may join; what programs count on stays.
Result<void> checkReplaced(const v1::FieldDef& product, const v1::FieldDef& field) {
    if (field.type() != product.type()) return wrong(field.name() + ".type", "belongs to the product");
    if (auto ok = checkLabel(field.label(), field.name() + ".label"); !ok) return ok;
    if (product.required() && !field.required())
        return wrong(field.name() + ".required", "the product needs this field");
    if (field.required() && !product.required() && product.on_delete() == v1::SET_EMPTY && !product.target().empty())
        return wrong(field.name() + ".required", "is emptied when what it refers to is deleted");
    for (const v1::ChoiceDef& choice : product.choices()) {
        if (std::ranges::find(field.choices(), choice.value(), &v1::ChoiceDef::value) == field.choices().end())
            return wrong(field.name() + ".choices", "the product needs this choice: " + choice.value());
    }
    return checkChoices(field);
}

/// A field of the product, of the company or of the system; of a path its first.
bool isKnown(const v1::EntityDef& product, const v1::SiteEntity& site, const std::string& path) {
    static const std::set<std::string> kSystem{"id", "version", "created_at", "created_by", "updated_at", "updated_by"};
    const std::string name = path.substr(0, path.find('.'));
    return find(product, name) != nullptr || kSystem.contains(name) ||
           std::ranges::find(site.fields(), name, &v1::FieldDef::name) != site.fields().end();
}

Result<void> checkLayouts(const v1::EntityDef& product, const v1::SiteEntity& site) {
    if (site.layouts_size() > kMostLayouts) return tooMany("layouts", kMostLayouts);
    if (site.table_columns_size() > kMostFields) return tooMany("table_columns", kMostFields);
    int forEverybody = 0;
    for (const v1::RoleLayout& layout : site.layouts()) {
        if (layout.roles().empty()) ++forEverybody;
        if (layout.layout().sections_size() > kMostSections) return tooMany("layouts.sections", kMostSections);
        std::set<std::string> fields;
        for (const v1::LayoutSection& section : layout.layout().sections()) {
            if (section.columns() > 4) return tooMany("layouts.columns", 4);
            for (const std::string& name : section.fields()) {
                if (!isKnown(product, site, name)) return wrong("layouts", "no such field: " + name);
                if (!fields.insert(name).second) return wrong("layouts", "stands there twice: " + name);
            }
        }
    }
    for (const std::string& path : site.table_columns()) {
        if (!isKnown(product, site, path)) return wrong("table_columns", "no such field: " + path);
    }
    if (forEverybody > 1) return wrong("layouts", "one card is for everybody else");
    return {};
}

Result<void> checkChecks(const v1::EntityDef& product, const v1::SiteEntity& site) {
    if (site.checks_size() > kMostChecks) return tooMany("checks", kMostChecks);
    std::set<std::string> names;
    for (const v1::CheckDef& check : site.checks()) {
        const std::string where = "checks." + check.name();
        const bool replaces =
            std::ranges::find(product.checks(), check.name(), &v1::CheckDef::name) != product.checks().end();
        if (!replaces && !isOwn(check.name())) return wrong(where, "names of one's own begin with my_");
        if (!isCode(check.name())) return wrong(where, "the name is lower_snake, at most 50 characters");
        if (!names.insert(check.name()).second) return wrong(where, "there are two of this name");
        if (check.message().ru().size() > kMostHint || check.message().en().size() > kMostHint)
            return tooMany(where + ".message", kMostHint / 2);
        if (replaces) continue;
        if (auto ok = checkLabel(check.label(), where + ".label"); !ok) return ok;
        if (check.condition().size() > kMostFormula) return tooMany(where + ".condition", kMostFormula);
        if (!isKnown(product, site, check.field()) || check.field().find('.') != std::string::npos)
            return wrong(where, "no such field: " + check.field());
    }
    return {};
}

/// Of a product's check how strictly it is held, against whom and in what words; one's own join.
void layChecks(v1::EntityDef& def, const v1::SiteEntity& site) {
    for (const v1::CheckDef& check : site.checks()) {
        const auto at = std::ranges::find(*def.mutable_checks(), check.name(), &v1::CheckDef::name);
        if (at != def.mutable_checks()->end()) {
            at->set_severity(check.severity());
            *at->mutable_roles() = check.roles();
            if (!check.message().ru().empty()) *at->mutable_message() = check.message();
            at->set_layer(v1::LAYER_SITE);
        } else if (isOwn(check.name()) && isKnown(def, v1::SiteEntity(), check.field())) {
            v1::CheckDef& added = *def.add_checks();
            added = check;
            added.set_layer(v1::LAYER_SITE);
        }
    }
}

void replace(v1::FieldDef& product, const v1::FieldDef& site) {
    *product.mutable_label() = site.label();
    if (site.has_hint()) *product.mutable_hint() = site.hint();
    product.set_required(site.required() || product.required());
    for (const v1::ChoiceDef& choice : product.choices()) {
        const bool kept =
            std::ranges::find(site.choices(), choice.value(), &v1::ChoiceDef::value) != site.choices().end();
        if (!kept) return;  // an upgrade brought a choice: the product's list, until the administrator orders it anew
    }
    *product.mutable_choices() = site.choices();
    product.set_layer(v1::LAYER_SITE);
}

void placeUnplaced(v1::EntityDef& def, v1::Layout& layout) {
    std::set<std::string> placed;
    for (const v1::LayoutSection& section : layout.sections())
        placed.insert(section.fields().begin(), section.fields().end());
    v1::LayoutSection more;
    for (const v1::FieldDef& field : def.fields()) {
        if (isOwn(field.name()) && !placed.contains(field.name())) more.add_fields(field.name());
    }
    if (more.fields().empty()) return;
    more.mutable_label()->set_ru("Дополнительно");
    more.mutable_label()->set_en("More");
    more.set_columns(2);
    *layout.add_sections() = std::move(more);
}

void dropUnknown(const v1::EntityDef& def, google::protobuf::RepeatedPtrField<std::string>& names) {
    const auto unknown = [&def](const std::string& path) { return !isKnown(def, v1::SiteEntity(), path); };
    names.erase(std::remove_if(names.begin(), names.end(), unknown), names.end());
}

void layOut(v1::EntityDef& def, const v1::SiteEntity& site) {
    if (!site.layouts().empty()) {
        def.clear_role_cards();
        for (const v1::RoleLayout& layout : site.layouts()) {
            if (layout.roles().empty())
                *def.mutable_card() = layout.layout();
            else
                *def.add_role_cards() = layout;
        }
    } else {
        placeUnplaced(def, *def.mutable_card());
        for (v1::RoleLayout& card : *def.mutable_role_cards()) placeUnplaced(def, *card.mutable_layout());
    }
    if (!site.table_columns().empty()) *def.mutable_table_columns() = site.table_columns();
    if (!site.layouts().empty() || !site.table_columns().empty()) def.set_layer(v1::LAYER_SITE);
    dropUnknown(def, *def.mutable_table_columns());
    const auto clean = [&def](v1::Layout& layout) {
        for (v1::LayoutSection& section : *layout.mutable_sections()) dropUnknown(def, *section.mutable_fields());
    };
    clean(*def.mutable_card());
    for (v1::RoleLayout& card : *def.mutable_role_cards()) clean(*card.mutable_layout());
}

}  // namespace

bool isOwn(std::string_view name) { return name.starts_with(kOwnPrefix); }

Result<void> checkSite(const v1::EntityDef& product, const v1::SiteEntity& site) {
    int own = 0;
    std::set<std::string> seconds;  // columns that own fields need besides the one of their name
    for (const v1::FieldDef& field : site.fields()) {
        if (!isOwn(field.name())) continue;
        if (field.type() == v1::MONEY) seconds.insert(field.name() + "_currency");
        if (field.type() == v1::BANK_ACCOUNT) seconds.insert(field.name() + "_bic");
    }
    std::set<std::string> names;
    for (const v1::FieldDef& field : site.fields()) {
        const v1::FieldDef* replaced = find(product, field.name());
        if (replaced == nullptr && !isOwn(field.name()))
            return wrong(field.name(), "names of one's own begin with my_");
        if (auto ok = replaced != nullptr ? checkReplaced(*replaced, field) : checkOwn(field); !ok) return ok;
        if (!names.insert(field.name()).second) return wrong(field.name(), "there are two of this name");
        if (seconds.contains(field.name())) return wrong(field.name(), "another field needs this name");
        if (replaced == nullptr && ++own > kMostFields) return tooMany("fields", kMostFields);
    }
    if (auto ok = checkChecks(product, site); !ok) return ok;
    if (auto ok = checkLayouts(product, site); !ok) return ok;
    // Rules may name the company's own fields.
    v1::EntityDef whole = product;
    for (const v1::FieldDef& field : site.fields()) {
        if (find(product, field.name()) == nullptr) *whole.add_fields() = field;
    }
    return checkSiteDuplicates(whole, site);
}

std::vector<v1::EntityDef> layered(std::vector<v1::EntityDef> product, const std::vector<v1::SiteEntity>& sites) {
    for (const v1::SiteEntity& site : sites) {
        const auto def = std::ranges::find(product, site.entity(), &v1::EntityDef::name);
        if (def == product.end()) continue;
        for (const v1::FieldDef& field : site.fields()) {
            const auto at = std::ranges::find(*def->mutable_fields(), field.name(), &v1::FieldDef::name);
            if (at != def->mutable_fields()->end()) {
                replace(*at, field);
            } else if (isOwn(field.name())) {
                v1::FieldDef& added = *def->add_fields();
                added = field;
                added.set_layer(v1::LAYER_SITE);
                if (added.required() && !added.target().empty() && added.on_delete() == v1::SET_EMPTY)
                    added.set_on_delete(v1::REFUSE);
            }
        }
        layChecks(*def, site);
        layOut(*def, site);
        layDuplicates(*def, site);
    }
    return product;
}

}  // namespace kupets::schema
