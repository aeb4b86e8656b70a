// Frames: 4 bytes of header and an Envelope, as docs/protocol.md has them. Sans-I/O: bytes go in, envelopes come out;
// whoever owns the socket does the reading and writing. A Decoder belongs to one connection and one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "common/base/error.h"
#include "kupets/v1/envelope.pb.h"

namespace kupets::wire {

inline constexpr std::size_t kHeaderBytes = 4;
inline constexpr std::size_t kLimitBeforeLogin = 64 * 1024;
inline constexpr std::size_t kLimitAfterLogin = 16 * 1024 * 1024 - 1;
inline constexpr std::size_t kCompressAbove = 1024;
inline constexpr std::uint8_t kFlagZstd = 0x01;

/// The envelope as a frame, compressed when that makes it smaller. LimitExceeded (args: "frame", limit) when envelope
/// or frame would be above `limit`.
Result<std::string> encodeFrame(const v1::Envelope& envelope, std::size_t limit = kLimitAfterLogin);

class Decoder {
public:
    explicit Decoder(std::size_t limit = kLimitBeforeLogin) : limit_(limit) {}

    /// Holds for frames whose header has not been taken yet; raised after login.
    void setLimit(std::size_t limit) { limit_ = limit; }

    void feed(std::span<const char> bytes);
    /// The next envelope, or nothing when more bytes are needed. An error ends the connection, and every later call
    /// repeats it: FrameTooLarge (args: size, limit), BadFrame (args: what).
    Result<std::optional<v1::Envelope>> next();
    /// Bytes that wait for the rest of their frame; never more than were fed.
    std::size_t buffered() const { return buffer_.size() - taken_; }

private:
    Result<v1::Envelope> open(std::uint8_t flags, std::span<const char> body) const;
    std::unexpected<Error> broken(Error error);

    std::size_t limit_;
    std::string buffer_;
    std::size_t taken_ = 0;
    std::optional<Error> error_;
};

}  // namespace kupets::wire
