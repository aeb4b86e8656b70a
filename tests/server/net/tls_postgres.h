// A PostgreSQL such as a company may have: on TCP, TLS only, a certificate of its own, scram passwords.
#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

#include "tests/support/database_fixture.h"

namespace kupets::tests {

class TlsPostgres {
public:
    /// Throws std::runtime_error with its last words when it does not get ready.
    TlsPostgres();
    ~TlsPostgres();
    TlsPostgres(const TlsPostgres&) = delete;
    TlsPostgres& operator=(const TlsPostgres&) = delete;

    /// "postgresql://…", whose certificate is checked against this one.
    std::string url(const std::filesystem::path& rootCertificate, const std::string& host = "localhost") const;
    const std::filesystem::path& certificate() const { return certificate_; }
    /// Of somebody else.
    const std::filesystem::path& otherCertificate() const { return otherCertificate_; }
    static const std::string& password();

private:
    void start(int port);
    bool isReady() const;

    TemporaryFolder folder_;
    std::filesystem::path certificate_, otherCertificate_;
    int port_ = 0;
    pid_t pid_ = -1;
};

}  // namespace kupets::tests
