// The elements of an .ods' content (OpenDocument 1.3 part 3) as rows of one sheet.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/sheet/rows.h"
#include "common/sheet/xml.h"

namespace kupets::sheet {

/// Which tables there are, and which of them are hidden.
class OdsTables final : public XmlHandler {
public:
    explicit OdsTables(std::size_t most) : most_(most) {}
    /// Places of the sheets among all tables: copies of other books' tables stand between them.
    struct Table {
        SheetInfo info;
        std::size_t place = 0;
    };
    std::vector<Table> tables;

    void start(std::string_view name, const Attributes& attributes) override;
    void end(std::string_view name) override;

private:
    std::size_t most_;
    std::size_t place_ = 0;
    std::size_t within_ = 0;  // tables around this element
    std::string style_;
    std::map<std::string, bool, std::less<>> hiddenStyles_;
};

class OdsHandler final : public XmlHandler {
public:
    OdsHandler(std::size_t place, RowQueue& queue) : place_(place), queue_(queue) {}

    void start(std::string_view name, const Attributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;

    bool done() const { return done_; }
    bool hidden(std::size_t column) const;

private:
    enum class Type : std::uint8_t { None, Number, Percent, Currency, Date, Time, Boolean, Text, Error };

    void beginRow(const Attributes& attributes);
    void beginCell(const Attributes& attributes);
    void readCell(std::string_view name, std::string_view value);
    void column(const Attributes& attributes);
    void within(std::string_view name, const Attributes& attributes);
    void endCell();
    Cell made();
    void append(std::string_view piece, std::size_t times = 1);

    std::size_t place_;
    RowQueue& queue_;
    std::size_t table_ = 0;   // tables begun
    std::size_t inside_ = 0;  // tables around this element
    bool mine_ = false;
    bool done_ = false;

    std::uint64_t nextRow_ = 1;
    std::uint64_t rowRepeat_ = 1;
    std::size_t columnIndex_ = 0;
    std::size_t columnRepeat_ = 1;
    std::size_t columnsSeen_ = 0;
    std::vector<std::pair<std::size_t, std::size_t>> hiddenColumns_;

    bool inCell_ = false;
    bool formula_ = false;
    bool error_ = false;
    Type type_ = Type::None;
    std::string value_;
    std::string currency_;
    std::string text_;
    std::string made_;
    bool hasString_ = false;  // office:string-value
    std::size_t paragraphs_ = 0;
    std::size_t paragraph_ = 0;  // depth within one
    std::size_t aside_ = 0;      // depth within what is no part of the value: a comment, phonetics
};

}  // namespace kupets::sheet
