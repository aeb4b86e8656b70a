#include "common/sheet/xlsx_parts.h"

#include <algorithm>
#include <charconv>

#include "common/sheet/books.h"

namespace kupets::sheet {

namespace {

constexpr std::size_t kMostRelations = 20'000;
constexpr std::size_t kMostStyles = 100'000;
constexpr std::size_t kLongestName = 1'000;

unsigned number(std::string_view text) {
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// "worksheets/sheet1.xml" seen from "xl/workbook.xml", "/xl/worksheets/sheet1.xml", "../x.xml".
std::string resolve(std::string_view base, std::string_view target) {
    std::string whole(target);
    std::ranges::replace(whole, '\\', '/');
    if (!whole.starts_with('/')) whole.insert(0, base.substr(0, base.rfind('/') + 1));
    std::vector<std::string> steps;
    for (std::size_t at = 0; at <= whole.size();) {
        const std::size_t end = std::min(whole.find('/', at), whole.size());
        const std::string step = whole.substr(at, end - at);
        at = end + 1;
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(step);
        }
    }
    std::string name;
    for (const auto& step : steps) name += (name.empty() ? "" : "/") + step;
    return name;
}

class RelationsHandler final : public XmlHandler {
public:
    explicit RelationsHandler(std::string_view base) : base_(base) {}
    std::map<std::string, Relation, std::less<>> relations;

    void start(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External") return;
        if (relations.size() >= kMostRelations) return refuse(overLimit("parts", kMostRelations));
        const std::string_view type = attributes["Type"];
        relations[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)),
                                                    resolve(base_, attributes["Target"])};
    }
    void end(std::string_view /*name*/) override {}

private:
    std::string base_;
};

class WorkbookHandler final : public XmlHandler {
public:
    struct Named {
        SheetInfo info;
        std::string relation;
    };
    explicit WorkbookHandler(std::size_t most) : most_(most) {}
    std::vector<Named> sheets;
    bool date1904 = false;

    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") date1904 = attributes.isTrue("date1904");
        if (name != "sheet") return;
        if (sheets.size() >= most_) return refuse(overLimit("sheets", most_));
        const std::string_view state = attributes["state"];
        sheets.push_back(
            {{std::string(attributes["name"].substr(0, kLongestName)), state == "hidden" || state == "veryHidden"},
             relationOf(attributes)});
    }
    void end(std::string_view /*name*/) override {}

private:
    /// "r:id", whatever the prefix; "sheetId" is another thing.
    static std::string relationOf(const Attributes& attributes) {
        for (const char** at = attributes.pairs(); *at != nullptr; at += 2) {
            if (std::string_view(*at).ends_with(":id")) return at[1];
        }
        return {};
    }
    std::size_t most_;
};

class StylesHandler final : public XmlHandler {
public:
    std::vector<NumberFormat> formats;

    void start(std::string_view name, const Attributes& attributes) override {
        if (codes_.size() + formats.size() > kMostStyles) return refuse(badFile("xml damaged"));
        if (name == "numFmt") {
            codes_[number(attributes["numFmtId"])] = numberFormat(attributes["formatCode"]);
        } else if (name == "cellXfs") {
            within_ = true;
        } else if (name == "xf" && within_) {
            const unsigned id = number(attributes["numFmtId"]);
            const auto code = codes_.find(id);
            formats.push_back(code == codes_.end() ? builtInFormat(id) : code->second);
        }
    }
    void end(std::string_view name) override { within_ = within_ && name != "cellXfs"; }

private:
    std::map<unsigned, NumberFormat> codes_;
    bool within_ = false;
};

class TextsHandler final : public XmlHandler {
public:
    TextsHandler(Texts& texts, std::size_t most) : texts_(texts), most_(most) {}

    void start(std::string_view name, const Attributes& /*attributes*/) override {
        if (name == "si") text_.clear();
        if (name == "rPh") phonetic_ = true;
        taking_ = name == "t" && !phonetic_;
    }
    void end(std::string_view name) override {
        taking_ = false;
        if (name == "rPh") phonetic_ = false;
        if (name != "si") return;
        unescape(text_);
        if (auto added = texts_.add(text_); !added) refuse(std::move(added.error()));
    }
    void text(std::string_view piece) override {
        if (!taking_) return;
        text_.append(piece);
        if (text_.size() > most_) refuse(overLimit("cell", most_));
    }

private:
    Texts& texts_;
    std::size_t most_;
    std::string text_;
    bool taking_ = false;
    bool phonetic_ = false;
};

/// What a zip is that holds no workbook.
std::string whatElse(const Zip& zip) {
    if (zip.has("word/document.xml")) return "word document";
    if (zip.has("ppt/presentation.xml")) return "presentation";
    if (zip.has("xl/workbook.bin")) return "xlsb";
    if (zip.has("Index/Document.iwa")) return "numbers";
    return "archive";
}

void appendUtf8(std::uint32_t c, std::string& out) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0 | c >> 6));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xE0 | c >> 12));
        out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
}

}  // namespace

void unescape(std::string& text) {
    std::size_t at = text.find("_x");
    if (at == std::string::npos) return;
    std::string out;
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.find("_x", std::max(at + 1, done))) {
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        std::uint32_t c = 0;
        const char* const end = text.data() + at + 6;
        if (std::from_chars(text.data() + at + 2, end, c, 16).ptr != end) continue;
        if (c == 0 || (c >= 0xD800 && c <= 0xDFFF)) continue;
        out.append(text, done, at - done);
        appendUtf8(c, out);
        done = at + 7;
    }
    out.append(text, done);
    text = std::move(out);
}

Result<std::map<std::string, Relation, std::less<>>> readRelations(Zip& zip, const std::string& part) {
    const std::size_t slash = part.rfind('/') + 1;
    const std::string name = part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
    RelationsHandler handler(part);
    if (!zip.has(name)) return handler.relations;
    if (auto read = readXml(zip, name, handler); !read) return std::unexpected(std::move(read.error()));
    return std::move(handler.relations);
}

Result<XlsxWorkbook> readWorkbook(Zip& zip, const BookLimits& limits) {
    const auto roots = readRelations(zip, "");
    if (!roots) return std::unexpected(roots.error());
    std::string part = "xl/workbook.xml";
    for (const auto& [id, relation] : *roots) {
        if (relation.type == "officeDocument") part = relation.target;
    }
    if (!zip.has(part) || !part.ends_with(".xml") || part.starts_with("word/") || part.starts_with("ppt/"))
        return std::unexpected(badFile(whatElse(zip)));
    WorkbookHandler handler(limits.sheets);
    if (auto read = readXml(zip, part, handler); !read) return std::unexpected(std::move(read.error()));
    const auto relations = readRelations(zip, part);
    if (!relations) return std::unexpected(relations.error());
    XlsxWorkbook book;
    book.date1904 = handler.date1904;
    for (auto& sheet : handler.sheets) {
        const auto relation = relations->find(sheet.relation);
        if (relation == relations->end() || relation->second.type != "worksheet") continue;
        book.sheets.push_back({std::move(sheet.info), relation->second.target});
    }
    for (const auto& [id, relation] : *relations) {
        if (relation.type == "styles") book.styles = relation.target;
        if (relation.type == "sharedStrings") book.texts = relation.target;
    }
    if (book.sheets.empty()) return std::unexpected(badFile("no sheets"));
    return book;
}

Result<std::vector<NumberFormat>> readStyles(Zip& zip, const std::string& part) {
    StylesHandler handler;
    if (!part.empty() && zip.has(part)) {
        if (auto read = readXml(zip, part, handler); !read) return std::unexpected(std::move(read.error()));
    }
    return std::move(handler.formats);
}

Result<void> readTexts(Zip& zip, const std::string& part, Texts& texts) {
    if (!part.empty() && zip.has(part)) {
        TextsHandler handler(texts, texts.cellLimit());
        if (auto read = readXml(zip, part, handler); !read) return read;
    }
    return texts.finish();
}

}  // namespace kupets::sheet
