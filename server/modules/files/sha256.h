// SHA-256 of a stream.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kupets::files {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    /// 32 bytes; once.
    std::string result();

private:
    struct Digest;
    std::unique_ptr<Digest> digest_;
};

}  // namespace kupets::files
