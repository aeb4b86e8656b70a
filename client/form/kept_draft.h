// Unsaved words of one card as bytes, to be kept across the end of the program: of each field that a person changed its
// value, the value that he saw before, and the text of fields in which stands no value yet. A plain object.
#pragma once

#include <QByteArray>
#include <QString>
#include <map>
#include <optional>

#include "client/form/draft.h"

namespace kupets::form {

struct KeptDraft {
    struct Field {
        Cell mine;
        std::optional<Cell> was;  // nothing: not known, no conflict is looked for
    };
    bool isNew = false;
    std::map<std::string, Field> fields;
    std::map<std::string, QString> typed;  // as it stands in the line, where that is no value

    bool isEmpty() const { return fields.empty() && typed.empty(); }
    static KeptDraft of(const Draft& draft, const std::map<std::string, QString>& typed = {});
    /// What a save would have written, e.g. one that was refused when nobody looked; `original` by field where it is
    /// known.
    static KeptDraft of(const v1::RecordChange& change, const std::map<std::string, Value>& original = {});
    QByteArray bytes() const;
    /// Nothing when these are no such bytes.
    static std::optional<KeptDraft> read(const QByteArray& bytes);
    /// Puts them into a draft: what is there already is left out, what others changed meanwhile becomes a conflict.
    /// Returns the fields that are shown otherwise now.
    std::vector<std::string> putInto(Draft& draft) const;
};

}  // namespace kupets::form
