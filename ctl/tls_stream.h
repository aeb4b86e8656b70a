// One TLS 1.3 connection by blocking calls with deadlines. Not thread-safe; one owner.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "ctl/outcome.h"

namespace kupets::ctl {

using Deadline = std::chrono::steady_clock::time_point;
inline Deadline within(std::chrono::milliseconds span) { return std::chrono::steady_clock::now() + span; }

class TlsStream {
public:
    /// `address`: "host:port", "[::1]:port". No certificate is believed here: the owner compares fingerprint().
    static Outcome<TlsStream> connect(const std::string& address, Deadline deadline);
    ~TlsStream();
    TlsStream(TlsStream&&) noexcept;
    TlsStream& operator=(TlsStream&&) noexcept;

    /// Of the server's certificate, as common/wire/fingerprint.h writes it.
    const std::string& fingerprint() const { return fingerprint_; }
    Outcome<void> write(std::span<const char> bytes, Deadline deadline);
    /// At least one byte; nothing read means that the server has closed the connection.
    Outcome<std::size_t> read(std::span<char> room, Deadline deadline);
    /// Whether read() would give something before the deadline.
    bool readable(Deadline deadline);

private:
    struct Handle;
    TlsStream();
    Outcome<void> handshake(Deadline deadline);
    Outcome<bool> wait(int result, Deadline deadline);

    std::unique_ptr<Handle> handle_;
    std::string fingerprint_;
};

}  // namespace kupets::ctl
