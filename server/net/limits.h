// What a connection may take, in one place.
#pragma once

#include <chrono>
#include <cstddef>

namespace kupets::net {

struct Limits {
    std::chrono::milliseconds handshake{10'000};  // of TLS
    std::chrono::milliseconds login{30'000};      // from the handshake, or from a logout
    std::chrono::milliseconds heartbeat{20'000};  // silence before one is sent; two of these end the session
    std::chrono::milliseconds stall{30'000};      // an outbox that does not move for so long ends it too
    std::chrono::milliseconds flush{5'000};       // for the last words of a session that closes
    std::size_t outbox = 32 * 1024 * 1024;
    std::size_t streamWindow = 4 * 1024 * 1024;  // a long reply waits while more than this is in the outbox
    std::size_t chunkQueue = 4 * 1024 * 1024;    // parts of a long request that its handler has not taken yet
    std::size_t openRequests = 64;
    std::size_t openBeforeLogin = 4;
    std::size_t connections = 4'000;
};

}  // namespace kupets::net
