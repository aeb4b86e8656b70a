// The parts of a zip, unpacked in pieces and counted while they are: what its headers say is not believed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/book.h"

namespace kupets::sheet {

class ZipPart {
public:
    virtual ~ZipPart() = default;
    /// How many bytes came; 0 at the end. BadFile (zip damaged), LimitExceeded (unpacked, ratio).
    virtual Result<std::size_t> read(char* room, std::size_t size) = 0;
    virtual double progress() const = 0;
};

class Zip {
public:
    virtual ~Zip() = default;
    /// BadFile ("zip damaged", "protected"), LimitExceeded (parts).
    static Result<std::shared_ptr<Zip>> open(const std::string& path, const BookLimits& limits);
    /// By name, without regard to case; without the slash at its beginning.
    virtual bool has(const std::string& name) const = 0;
    /// BadFile ("part missing") when there is none. A part keeps its zip alive.
    virtual Result<std::unique_ptr<ZipPart>> part(const std::string& name) = 0;
    /// A small part as a whole, at most `most` bytes of it.
    Result<std::string> text(const std::string& name, std::size_t most);
};

}  // namespace kupets::sheet
