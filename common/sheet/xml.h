// A part of a zip as XML, piece by piece, by expat. No DTD is let in (so no entities of the file's own), nothing
// outside is followed; depth and the length of one tag have limits.
#pragma once

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/sheet/zip.h"

namespace kupets::sheet {

/// The attributes of one element, by their names without a prefix.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// Empty when it is not there.
    std::string_view operator[](std::string_view name) const {
        for (const char** at = pairs_; *at != nullptr; at += 2) {
            if (local(*at) == name) return at[1];
        }
        return {};
    }
    /// The name with its prefix: "r:id" beside "id".
    std::string_view whole(std::string_view name) const {
        for (const char** at = pairs_; *at != nullptr; at += 2) {
            if (*at == name) return at[1];
        }
        return {};
    }
    bool isTrue(std::string_view name) const {
        const std::string_view value = (*this)[name];
        return value == "1" || value == "true" || value == "on";
    }
    const char** pairs() const { return pairs_; }

    static std::string_view local(const char* name) {
        const char* colon = std::strchr(name, ':');
        return colon == nullptr ? name : colon + 1;
    }

private:
    const char** pairs_;
};

/// Gets the elements by their names without a prefix.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view /*piece*/) {}

    /// Ends the parsing with this error.
    void refuse(Error error) {
        if (!refusal_) refusal_ = std::move(error);
    }
    const std::optional<Error>& refusal() const { return refusal_; }

private:
    std::optional<Error> refusal_;
};

class XmlPart {
public:
    /// `handler` outlives it.
    XmlPart(std::unique_ptr<ZipPart> part, XmlHandler& handler);
    ~XmlPart();
    XmlPart(const XmlPart&) = delete;
    XmlPart& operator=(const XmlPart&) = delete;

    /// Reads one piece; false when that was the last. The zip's errors, the handler's, BadFile ("xml damaged", "dtd").
    Result<bool> step();
    double progress() const { return part_->progress(); }

    struct State;

private:
    Error error() const;

    std::unique_ptr<ZipPart> part_;
    std::unique_ptr<State> state_;
};

/// The whole part.
Result<void> readXml(Zip& zip, const std::string& name, XmlHandler& handler);

}  // namespace kupets::sheet
