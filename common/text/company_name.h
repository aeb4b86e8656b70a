// Names of companies: what one is called, and what it is in law. Pure functions over UTF-8 that never fail; any thread.
#pragma once

#include <string>
#include <string_view>

namespace kupets::text {

struct CompanyName {
    std::string name;  // tidied, without the quotes around it
    std::string form;  // as it is abbreviated: "ООО", "ИП", "GmbH"; empty: none is certain
    bool operator==(const CompanyName&) const = default;
};

/// "ООО «Ромашка»", "Ромашка, ООО", "Общество с ограниченной ответственностью "Ромашка"" → {"Ромашка", "ООО"}. Forms
/// stand in front or behind, abbreviated or written out, in any case, with any quotes, in Latin letters that look
/// alike. Quotes within a name stay (as «»); a name that is nothing but a form stays whole; so does what is not
/// certain.
CompanyName splitCompanyName(std::string_view typed);

/// The abbreviation of a form that stands alone: "общество с ограниченной ответственностью" → "ООО". What is not
/// known comes back tidied.
std::string legalForm(std::string_view typed);

/// Two legal entities in one text: "ООО Ромашка / ИП Иванов", "ООО А, ООО Б". Commas within quotes separate nothing.
bool namesTwoCompanies(std::string_view typed);

}  // namespace kupets::text
