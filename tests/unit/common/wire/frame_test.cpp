#include "common/wire/frame.h"

#include <catch2/catch.hpp>
#include <zstd.h>

namespace {

using namespace kupets;
using wire::Decoder;

v1::Envelope request(std::uint64_t id, std::string payload) {
    v1::Envelope envelope;
    envelope.set_request_id(id);
    envelope.mutable_request()->set_method(v1::METHOD_RECORDS_QUERY);
    envelope.mutable_request()->set_payload(std::move(payload));
    return envelope;
}

std::string header(std::uint8_t flags, std::size_t size) {
    return {static_cast<char>(flags), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
            static_cast<char>(size)};
}

std::string noise(std::size_t size) {
    std::string bytes;
    for (std::uint32_t x = 1; bytes.size() < size; x = x * 1664525 + 1013904223) bytes += static_cast<char>(x >> 24);
    return bytes;
}

std::string packed(const std::string& plain) {
    std::string out(ZSTD_compressBound(plain.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
    return out;
}

ErrorCode codeOf(Decoder& decoder) {
    auto result = decoder.next();
    REQUIRE(!result);
    return result.error().code;
}

}  // namespace

TEST_CASE("an envelope comes out of its frame as it went in") {
    const std::string payload =
        GENERATE(std::string(), std::string("short"), std::string(100'000, 'x'), noise(100'000));
    const v1::Envelope sent = request(7, payload);
    const std::string frame = wire::encodeFrame(sent).value();
    Decoder decoder(wire::kLimitAfterLogin);
    decoder.feed(frame);
    const auto got = decoder.next().value();
    REQUIRE(got);
    CHECK(got->SerializeAsString() == sent.SerializeAsString());
    CHECK(decoder.buffered() == 0);
    CHECK(!decoder.next().value());
}

TEST_CASE("frames above 1 KiB are compressed when that helps") {
    CHECK(wire::encodeFrame(request(1, std::string(500, 'x'))).value().front() == 0);
    const std::string long_ = wire::encodeFrame(request(1, std::string(5000, 'x'))).value();
    CHECK(long_.front() == wire::kFlagZstd);
    CHECK(long_.size() < 200);
    CHECK(wire::encodeFrame(request(1, noise(5000))).value().front() == 0);
}

TEST_CASE("frames may come in any pieces") {
    std::string bytes;
    for (std::uint64_t id = 1; id <= 50; ++id)
        bytes += wire::encodeFrame(request(id, std::string(id * 97, 'a'))).value();
    const std::size_t piece = GENERATE(1U, 3U, 1000U, 1'000'000U);
    Decoder decoder;
    std::uint64_t next = 1;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        decoder.feed(std::string_view(bytes).substr(at, piece));
        while (const auto envelope = decoder.next().value()) CHECK(envelope->request_id() == next++);
    }
    CHECK(next == 51);
}

TEST_CASE("a frame above the limit is refused by its header alone") {
    Decoder decoder;
    decoder.feed(header(0, wire::kLimitBeforeLogin + 1));
    auto result = decoder.next();
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::FrameTooLarge);
    CHECK(result.error().args == std::vector<std::string>{"65537", "65536"});

    Decoder later;
    later.setLimit(wire::kLimitAfterLogin);
    later.feed(header(0, wire::kLimitBeforeLogin + 1));
    CHECK(!later.next().value());
}

TEST_CASE("an envelope that unpacks to more than the limit is refused before it is unpacked") {
    const std::string bomb = packed(std::string(wire::kLimitBeforeLogin + 1, '\0'));
    Decoder decoder;
    decoder.feed(header(wire::kFlagZstd, bomb.size()) + bomb);
    CHECK(codeOf(decoder) == ErrorCode::FrameTooLarge);
}

TEST_CASE("what is no frame ends the connection") {
    Decoder decoder(wire::kLimitAfterLogin);
    const std::string bytes =
        GENERATE(header(0x80, 1) + "x", header(0x03, 0), header(0, 4) + "\xff\xff\xff\xff", header(1, 5) + "hello",
                 header(1, 0), header(1, 30) + packed("\x08\x01").substr(0, 9) + std::string(21, '!'));
    decoder.feed(bytes);
    CHECK(codeOf(decoder) == ErrorCode::BadFrame);
    decoder.feed(wire::encodeFrame(request(1, "fine")).value());
    CHECK(codeOf(decoder) == ErrorCode::BadFrame);
}

TEST_CASE("an envelope above the limit is not sent") {
    auto frame = wire::encodeFrame(request(1, std::string(70'000, 'x')), wire::kLimitBeforeLogin);
    REQUIRE(!frame);
    CHECK(frame.error().code == ErrorCode::LimitExceeded);
}
