// How the program calls, writes and opens what lies outside of it. One interface, given by the host: telephony and mail
// of our own will stand behind it as well.
#pragma once

#include <QString>

namespace kupets::view {

class Communicator {
public:
    virtual ~Communicator() = default;
    /// "+79161234567", an extension behind ";ext=".
    virtual void call(const QString& phone) = 0;
    virtual void writeTo(const QString& email) = 0;
    virtual void openUrl(const QString& url) = 0;
};

/// Hands everything to the system: tel:, mailto:, the browser.
class SystemCommunicator : public Communicator {
public:
    void call(const QString& phone) override;
    void writeTo(const QString& email) override;
    void openUrl(const QString& url) override;
};

}  // namespace kupets::view
