// Files to the real server and back.
#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include "client/data/file_transfer.h"
#include "tests/client/live/cut_line.h"
#include "tests/client/live/live_client.h"

using namespace kupets;
using namespace kupets::test;

namespace {

QByteArray someBytes(qsizetype count) {
    QByteArray bytes(count, 0);
    for (qsizetype i = 0; i < count; ++i) bytes[i] = static_cast<char>(i * 31 % 251);
    return bytes;
}

std::unique_ptr<QBuffer> bufferOf(const QByteArray& bytes) {
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    return buffer;
}

/// How a transfer ended.
template <typename Transfer>
struct Ended {
    std::optional<Error> error;
    bool done = false;
    int steps = 0;
    explicit Ended(Transfer& transfer) {
        QObject::connect(&transfer, &Transfer::finished, &transfer, [this] { done = true; });
        QObject::connect(&transfer, &Transfer::failed, &transfer, [this](const Error& what) { error = what; });
        QObject::connect(&transfer, &Transfer::progressed, &transfer, [this] { ++steps; });
        transfer.start();
    }
    bool wait() {
        return waitFor([this] { return done || error; }, 30'000);
    }
};

}  // namespace

TEST_CASE("a file goes up and comes down byte for byte, and other requests go on beside it") {
    const tests::ServerFixture server;
    LiveClient anna{server};
    const QTemporaryDir folder;
    const QByteArray bytes = someBytes(5'000'001);
    data::Upload up(anna.connection, bufferOf(bytes), QStringLiteral("смета.xlsx"));
    Uuid file;
    QObject::connect(&up, &data::Upload::finished, &up, [&file](const Uuid& id) { file = id; });
    Ended<data::Upload> sent(up);
    bool answered = false;
    anna.connection.call<v1::CountReply>(
        v1::METHOD_RECORDS_COUNT,
        [] {
            v1::CountRequest request;
            request.mutable_set()->set_entity("company");
            return request;
        }(),
        &up, [&](const Result<v1::CountReply>& reply) { answered = reply.has_value(); });
    REQUIRE(waitFor([&] { return answered; }));
    REQUIRE(sent.wait());
    REQUIRE(sent.done);
    CHECK(sent.steps > 20);
    CHECK(up.sent() == 5'000'001);

    const QString path = folder.filePath(QStringLiteral("пришло.xlsx"));
    data::Download down(anna.connection, file, path);
    Ended<data::Download> got(down);
    REQUIRE(got.wait());
    REQUIRE(got.done);
    CHECK(down.size() == 5'000'001);
    QFile arrived(path);
    REQUIRE(arrived.open(QIODevice::ReadOnly));
    CHECK(QCryptographicHash::hash(arrived.readAll(), QCryptographicHash::Sha256) ==
          QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));

    SECTION("an empty file is a file") {
        data::Upload nothing(anna.connection, bufferOf({}), QStringLiteral("пусто.txt"));
        Ended<data::Upload> ended(nothing);
        REQUIRE(ended.wait());
        CHECK(ended.done);
    }
    SECTION("what stands at the path is replaced only by the whole") {
        data::Download broken(anna.connection, Uuid::make(), path);
        Ended<data::Download> ended(broken);
        REQUIRE(ended.wait());
        CHECK(ended.error->code == ErrorCode::NotFound);
        CHECK(QFile(path).size() == 5'000'001);
        data::Download nowhere(anna.connection, file, folder.filePath(QStringLiteral("нет/такой/папки")));
        Ended<data::Download> refused(nowhere);
        REQUIRE(refused.wait());
        CHECK(refused.error->code == ErrorCode::BadFile);
    }
}

TEST_CASE("a file that is too large is refused at once, with the limit") {
    const tests::ServerFixture server;
    LiveClient anna{server};
    const QTemporaryDir folder;
    auto huge = std::make_unique<QFile>(folder.filePath(QStringLiteral("huge")));
    REQUIRE(huge->open(QIODevice::ReadWrite));
    REQUIRE(huge->resize((1LL << 30) + 1));  // sparse
    data::Upload up(anna.connection, std::move(huge), QStringLiteral("huge"));
    Ended<data::Upload> ended(up);
    REQUIRE(ended.wait());
    REQUIRE(ended.error);
    CHECK(ended.error->code == ErrorCode::LimitExceeded);
    CHECK(ended.error->args.at(1) == std::to_string(1LL << 30));
    CHECK(up.sent() < (1LL << 30) / 4);  // what is on its way when the answer comes depends on the computer
    CHECK(anna.connection.isOnline());
}

TEST_CASE("an upload that is given up leaves the line as it was, one whose line breaks says so") {
    const tests::ServerFixture server;
    CutLine line(net::ServerAddress::parse(toQt(server.tls())).value());
    LiveClient anna(server, line.address());
    {
        data::Upload up(anna.connection, bufferOf(someBytes(30'000'000)), QStringLiteral("x"));
        Ended<data::Upload> begun(up);
        REQUIRE(waitFor([&] { return up.sent() > 100'000; }));
    }
    data::Upload small(anna.connection, bufferOf(someBytes(10)), QStringLiteral("y"));
    Ended<data::Upload> fine(small);
    REQUIRE(fine.wait());
    CHECK(fine.done);

    data::Upload lost(anna.connection, bufferOf(someBytes(30'000'000)), QStringLiteral("z"));
    Ended<data::Upload> ended(lost);
    REQUIRE(waitFor([&] { return lost.sent() > 100'000; }));
    line.cut();
    REQUIRE(ended.wait());
    CHECK(ended.error->code == ErrorCode::Unavailable);
}

TEST_CASE("a file that can not be read is told") {
    const tests::ServerFixture server;
    LiveClient anna{server};
    data::Upload up(anna.connection, std::make_unique<QFile>(QStringLiteral("/no/such/file")), QStringLiteral("x"));
    Ended<data::Upload> ended(up);
    REQUIRE(ended.wait());
    CHECK(ended.error->code == ErrorCode::BadFile);
}
