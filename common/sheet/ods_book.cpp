// An .ods: all of its sheets stand in one part, which is read once for their names and again for each reader.
#include <optional>

#include "common/sheet/books.h"
#include "common/sheet/ods_handler.h"

namespace kupets::sheet {

namespace {

constexpr const char* kContent = "content.xml";

class OdsRows final : public RowReader {
public:
    OdsRows(std::unique_ptr<ZipPart> part, const BookLimits& limits, const OdsTables::Table& table)
        : queue_(limits, table.info.name), handler_(table.place, queue_), xml_(std::move(part), handler_) {}

    Result<bool> next(Row& row) override {
        for (;;) {
            auto given = queue_.pop(row);
            if (!given || *given) return given;
            if (error_) return std::unexpected(*error_);
            if (ended_ || handler_.done()) return false;
            queue_.clear();
            const auto more = xml_.step();
            if (!more) error_ = queue_.placed(more.error());
            if (more && !*more) ended_ = true;
        }
    }

    bool columnHidden(std::size_t column) const override { return handler_.hidden(column); }
    double progress() const override { return xml_.progress(); }

private:
    RowQueue queue_;
    OdsHandler handler_;
    XmlPart xml_;
    std::optional<Error> error_;
    bool ended_ = false;
};

class OdsBook final : public Book {
public:
    OdsBook(std::shared_ptr<Zip> zip, const BookLimits& limits, std::vector<OdsTables::Table> tables)
        : zip_(std::move(zip)), limits_(limits), tables_(std::move(tables)) {
        for (const auto& table : tables_) sheets_.push_back(table.info);
    }

    Format format() const override { return Format::Ods; }
    std::span<const SheetInfo> sheets() const override { return sheets_; }

    Result<std::unique_ptr<RowReader>> read(std::size_t sheet) override {
        if (sheet >= sheets_.size()) return fail(ErrorCode::BadRequest, {"sheet"});
        auto part = zip_->part(kContent);
        if (!part) return std::unexpected(std::move(part.error()));
        return std::make_unique<OdsRows>(std::move(*part), limits_, tables_[sheet]);
    }

private:
    std::shared_ptr<Zip> zip_;
    BookLimits limits_;
    std::vector<OdsTables::Table> tables_;
    std::vector<SheetInfo> sheets_;
};

}  // namespace

Result<std::unique_ptr<Book>> openOds(std::shared_ptr<Zip> zip, const BookOptions& options) {
    constexpr std::size_t kManifestBytes = 1U << 20;
    if (const auto manifest = zip->text("META-INF/manifest.xml", kManifestBytes);
        manifest && manifest->contains("encryption-data"))
        return std::unexpected(badFile("protected"));
    OdsTables tables(options.limits.sheets);
    const auto read = readXml(*zip, kContent, tables);
    // A damaged file still gives what stands before the damage; whoever reads on will hear of it.
    if (!read &&
        (tables.tables.empty() || read.error().code != ErrorCode::BadFile || read.error().args.front() == "dtd"))
        return std::unexpected(read.error());
    if (tables.tables.empty()) return std::unexpected(badFile("no sheets"));
    return std::make_unique<OdsBook>(std::move(zip), options.limits, std::move(tables.tables));
}

}  // namespace kupets::sheet
