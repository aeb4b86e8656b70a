// What a company added to an entity, read back from the schema as everybody sees it, and changed by an administrator.
// Pure.
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "client/data/language.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::data {

/// A field of the company's own, not of the product.
bool isOwnField(const v1::FieldDef& field);
/// The whole of the company's part as it stands, ready to be changed and saved.
v1::SiteEntity siteOf(const v1::EntityDef& entity);
/// "Марка машины" → "my_marka_mashiny", another than all names of the entity.
std::string ownName(const QString& label, const v1::EntityDef& entity);
/// "да, скидка" → "da_skidka": a choice's value, another than those of `taken`.
std::string choiceValue(const QString& label, const std::vector<std::string>& taken);
/// Adds the field or takes the place of the one of its name.
void putField(v1::SiteEntity& site, const v1::FieldDef& field);
/// Takes it out of the layouts too.
void dropField(v1::SiteEntity& site, const std::string& name);

/// The same for checks; own ones and the product's that the company holds more or less strictly.
std::string ownCheckName(const QString& label, const v1::EntityDef& entity);
void putCheck(v1::SiteEntity& site, const v1::CheckDef& check);
void dropCheck(v1::SiteEntity& site, const std::string& name);

/// Types that an administrator can choose, the usual first.
const std::vector<v1::FieldType>& ownTypes();
/// "Строка текста", "Да или нет": in plain words.
QString typeWords(v1::FieldType type, Language language);

}  // namespace kupets::data
