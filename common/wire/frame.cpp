#include "common/wire/frame.h"

#include <cstring>

#include <zstd.h>

namespace kupets::wire {

namespace {

constexpr std::size_t kKeptCapacity = 64 * 1024;

// Contexts are large and slow to make: one a thread.
struct FreeCompressor {
    void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* c) const { ZSTD_freeDCtx(c); }
};

ZSTD_CCtx* compressor() {
    thread_local std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    return context.get();
}

ZSTD_DCtx* decompressor() {
    thread_local std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    return context.get();
}

void writeHeader(char* at, std::uint8_t flags, std::size_t size) {
    at[0] = static_cast<char>(flags);
    at[1] = static_cast<char>(size >> 16 & 0xff);
    at[2] = static_cast<char>(size >> 8 & 0xff);
    at[3] = static_cast<char>(size & 0xff);
}

// One of zstd's fast levels: on an office's network the processor is dearer than the bytes.
constexpr int kLevel = -4;

/// Puts the packed body in place of the plain one when it is smaller.
void compress(std::string& frame) {
    const std::size_t plain = frame.size() - kHeaderBytes;
    std::string packed(kHeaderBytes + ZSTD_compressBound(plain), '\0');
    const std::size_t size = ZSTD_compressCCtx(compressor(), packed.data() + kHeaderBytes, packed.size() - kHeaderBytes,
                                               frame.data() + kHeaderBytes, plain, kLevel);
    if (ZSTD_isError(size) || size >= plain) return;
    packed.resize(kHeaderBytes + size);
    writeHeader(packed.data(), kFlagZstd, size);
    frame = std::move(packed);
}

}  // namespace

Result<std::string> encodeFrame(const v1::Envelope& envelope, std::size_t limit) {
    const std::size_t size = envelope.ByteSizeLong();
    if (size > limit) return fail(ErrorCode::LimitExceeded, {"frame", std::to_string(limit)});
    std::string frame(kHeaderBytes + size, '\0');
    envelope.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(frame.data() + kHeaderBytes));
    writeHeader(frame.data(), 0, size);
    if (size > kCompressAbove) compress(frame);
    return frame;
}

void Decoder::feed(std::span<const char> bytes) {
    if (error_) return;
    if (taken_ == buffer_.size()) {
        // What a large frame needed is not kept for the small ones.
        if (buffer_.capacity() > kKeptCapacity) buffer_ = std::string();
        buffer_.clear();
        taken_ = 0;
    } else if (taken_ >= kKeptCapacity) {
        buffer_.erase(0, taken_);
        taken_ = 0;
    }
    buffer_.append(bytes.data(), bytes.size());
}

std::unexpected<Error> Decoder::broken(Error error) {
    error_ = std::move(error);
    buffer_.clear();
    taken_ = 0;
    return std::unexpected(*error_);
}

Result<std::optional<v1::Envelope>> Decoder::next() {
    if (error_) return std::unexpected(*error_);
    if (buffered() < kHeaderBytes) return std::nullopt;
    const auto* header = reinterpret_cast<const std::uint8_t*>(buffer_.data() + taken_);
    const std::uint8_t flags = header[0];
    if ((flags & ~kFlagZstd) != 0) return broken(Error(ErrorCode::BadFrame, {"flags"}));
    const std::size_t size = std::size_t{header[1]} << 16 | std::size_t{header[2]} << 8 | header[3];
    if (size > limit_) return broken(Error(ErrorCode::FrameTooLarge, {std::to_string(size), std::to_string(limit_)}));
    if (buffered() < kHeaderBytes + size) return std::nullopt;

    Result<v1::Envelope> envelope = open(flags, {buffer_.data() + taken_ + kHeaderBytes, size});
    if (!envelope) return broken(std::move(envelope.error()));
    taken_ += kHeaderBytes + size;
    return std::move(*envelope);
}

Result<v1::Envelope> Decoder::open(std::uint8_t flags, std::span<const char> body) const {
    v1::Envelope envelope;
    if ((flags & kFlagZstd) == 0) {
        if (!envelope.ParseFromArray(body.data(), static_cast<int>(body.size())))
            return fail(ErrorCode::BadFrame, {"envelope"});
        return envelope;
    }
    // The size is declared in zstd's own header and checked before a byte is unpacked; a frame that lies about it fails
    // below.
    const unsigned long long declared = ZSTD_getFrameContentSize(body.data(), body.size());
    if (declared == ZSTD_CONTENTSIZE_ERROR || declared == ZSTD_CONTENTSIZE_UNKNOWN)
        return fail(ErrorCode::BadFrame, {"zstd"});
    if (declared > limit_) return fail(ErrorCode::FrameTooLarge, {std::to_string(declared), std::to_string(limit_)});
    std::string plain(static_cast<std::size_t>(declared), '\0');
    const std::size_t size = ZSTD_decompressDCtx(decompressor(), plain.data(), plain.size(), body.data(), body.size());
    if (ZSTD_isError(size) || size != plain.size()) return fail(ErrorCode::BadFrame, {"zstd"});
    if (!envelope.ParseFromString(plain)) return fail(ErrorCode::BadFrame, {"envelope"});
    return envelope;
}

}  // namespace kupets::wire
