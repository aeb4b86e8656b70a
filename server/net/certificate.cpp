#include "server/net/certificate.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "common/wire/fingerprint.h"

namespace kupets::net {

namespace {

template <auto release>
struct Releaser {
    template <typename T>
    void operator()(T* pointer) const {
        release(pointer);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Releaser<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Releaser<BIO_free_all>>;

std::unexpected<Error> failed(std::string_view what) {
    const unsigned long code = ERR_get_error();
    return fail(ErrorCode::Unavailable,
                {fmt::format("{}: {}", what, code != 0 ? ERR_reason_error_string(code) : std::strerror(errno))});
}

std::string hostName() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

bool isAddress(const std::string& host) {
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

/// "DNS:localhost,IP:127.0.0.1,…": what a client may call the server.
std::string alternativeNames(const std::string& host) {
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    if (const std::string machine = hostName(); !machine.empty() && machine != "localhost") names += ",DNS:" + machine;
    const bool plain = host.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:-") ==
                       std::string::npos;
    if (plain && !host.empty() && host != "localhost" && host != "127.0.0.1" && host != "::1" && host != "0.0.0.0" &&
        host != "::")
        names += (isAddress(host) ? ",IP:" : ",DNS:") + host;
    return names;
}

bool addExtension(X509* certificate, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    const bool added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

Result<X509Ptr> makeCertificate(EVP_PKEY* key, const std::string& host) {
    X509Ptr certificate(X509_new());
    std::array<unsigned char, 16> serial{};
    RAND_bytes(serial.data(), serial.size());
    serial[0] &= 0x7f;  // positive
    BIGNUM* number = BN_bin2bn(serial.data(), serial.size(), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);  // clocks differ
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), 20 * 365, 0, nullptr);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Kupets"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key);
    const bool extended = addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(host)) &&
                          addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                          addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                          addExtension(certificate.get(), NID_ext_key_usage, "serverAuth");
    if (!extended || X509_sign(certificate.get(), key, EVP_sha256()) == 0) return failed("certificate");
    return certificate;
}

/// Readable by its owner only, from the first byte on; on the disk before it gets its name.
Result<void> writeFile(const std::filesystem::path& path, BIO* from) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(from, &data);
    const std::filesystem::path fresh = path.string() + ".new";
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return failed(fresh.string());
    const bool written = ::write(file, data, static_cast<std::size_t>(size)) == size && ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(fresh.c_str(), path.c_str()) != 0) return failed(path.string());
    return {};
}

Result<void> make(const Certificate& files, const std::string& host) {
    KeyPtr key(EVP_EC_gen("P-256"));
    if (!key) return failed("key");
    auto certificate = makeCertificate(key.get(), host);
    if (!certificate) return std::unexpected(std::move(certificate.error()));
    BioPtr keyText(BIO_new(BIO_s_mem()));
    BioPtr certificateText(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(certificateText.get(), certificate->get());
    if (auto done = writeFile(files.keyFile, keyText.get()); !done) return done;
    return writeFile(files.certificateFile, certificateText.get());
}

Result<std::string> fingerprintOf(const std::filesystem::path& file) {
    BioPtr bio(BIO_new_file(file.c_str(), "r"));
    X509Ptr certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) return failed(file.string());
    std::array<std::uint8_t, 32> digest{};
    unsigned int size = 0;
    if (X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1 || size != digest.size())
        return failed("digest");
    return wire::fingerprint(digest);
}

}  // namespace

Result<Certificate> ensureCertificate(const std::filesystem::path& folder, const std::string& host) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    Certificate files{folder / "server.key", folder / "server.crt", {}};
    // A key without a certificate is a first start that was cut off: nobody has seen it yet.
    if (!std::filesystem::exists(files.certificateFile))
        if (auto made = make(files, host); !made) return std::unexpected(std::move(made.error()));
    auto fingerprint = fingerprintOf(files.certificateFile);
    if (!fingerprint) return std::unexpected(std::move(fingerprint.error()));
    files.fingerprint = std::move(*fingerprint);
    return files;
}

}  // namespace kupets::net
