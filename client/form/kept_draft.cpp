#include "client/form/kept_draft.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "common/wire/values.h"

namespace kupets::form {
namespace {

QJsonObject written(const Cell& cell) {
    const std::string bytes = wire::toProto(cell.value).SerializeAsString();
    return {{QStringLiteral("value"), QString::fromLatin1(QByteArray::fromStdString(bytes).toBase64())},
            {QStringLiteral("title"), toQt(cell.title)}};
}

std::optional<Cell> readCell(const QJsonValue& json) {
    if (!json.isObject()) return std::nullopt;
    v1::Value proto;
    const QByteArray bytes = QByteArray::fromBase64(json[QLatin1String("value")].toString().toLatin1());
    if (!proto.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size()))) return std::nullopt;
    auto value = wire::fromProto(proto);
    if (!value) return std::nullopt;
    return Cell{std::move(*value), fromQt(json[QLatin1String("title")].toString())};
}

}  // namespace

KeptDraft KeptDraft::of(const Draft& draft, const std::map<std::string, QString>& typed) {
    KeptDraft kept;
    kept.isNew = draft.isNew();
    kept.typed = typed;
    for (const std::string& name : draft.dirtyFields()) {
        Field field{draft.cell(name), draft.committed(name)};
        if (const Conflict* open = draft.conflict(name)) field.was = open->original;
        kept.fields.emplace(name, std::move(field));
    }
    return kept;
}

KeptDraft KeptDraft::of(const v1::RecordChange& change, const std::map<std::string, Value>& original) {
    KeptDraft kept;
    kept.isNew = change.kind() == v1::RecordChange::KIND_CREATE;
    for (const v1::FieldValue& field : change.fields()) {
        auto value = wire::fromProto(field.value());
        if (!value) continue;
        Field out{{std::move(*value), {}}, std::nullopt};
        if (const auto was = original.find(field.field()); was != original.end()) out.was = Cell{was->second, {}};
        kept.fields.emplace(field.field(), std::move(out));
    }
    return kept;
}

QByteArray KeptDraft::bytes() const {
    QJsonObject all;
    for (const auto& [name, field] : fields) {
        QJsonObject one{{QStringLiteral("mine"), written(field.mine)}};
        if (field.was) one.insert(QStringLiteral("was"), written(*field.was));
        all.insert(toQt(name), one);
    }
    QJsonObject lines;
    for (const auto& [name, text] : typed) lines.insert(toQt(name), text);
    const QJsonObject whole{
        {QStringLiteral("new"), isNew}, {QStringLiteral("fields"), all}, {QStringLiteral("typed"), lines}};
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

std::optional<KeptDraft> KeptDraft::read(const QByteArray& bytes) {
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject()) return std::nullopt;
    KeptDraft kept;
    kept.isNew = document[QLatin1String("new")].toBool();
    const QJsonObject all = document[QLatin1String("fields")].toObject();
    for (auto at = all.begin(); at != all.end(); ++at) {
        auto mine = readCell(at.value()[QLatin1String("mine")]);
        if (mine)
            kept.fields.emplace(fromQt(at.key()), Field{std::move(*mine), readCell(at.value()[QLatin1String("was")])});
    }
    const QJsonObject lines = document[QLatin1String("typed")].toObject();
    for (auto at = lines.begin(); at != lines.end(); ++at) kept.typed.emplace(fromQt(at.key()), at.value().toString());
    return kept;
}

std::vector<std::string> KeptDraft::putInto(Draft& draft) const {
    std::vector<std::string> shown;
    for (const auto& [name, field] : fields)
        if (draft.restore(name, field.mine, field.was)) shown.push_back(name);
    return shown;
}

}  // namespace kupets::form
