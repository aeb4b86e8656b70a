#include "server/modules/files/sha256.h"

#include <openssl/evp.h>

namespace kupets::files {

struct Sha256::Digest {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    Digest() = default;
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    ~Digest() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : digest_(std::make_unique<Digest>()) { EVP_DigestInit_ex(digest_->context, EVP_sha256(), nullptr); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(digest_->context, bytes.data(), bytes.size()); }

std::string Sha256::result() {
    std::string out(32, '\0');
    EVP_DigestFinal_ex(digest_->context, reinterpret_cast<unsigned char*>(out.data()), nullptr);
    return out;
}

}  // namespace kupets::files
