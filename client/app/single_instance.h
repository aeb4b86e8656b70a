// One running program for each person and settings folder: a second start hands its link to the first and ends. All
// that goes between them is one line, a link or nothing; the first looks at it as at anything from outside. The socket
// is the person's own (a folder that only he may enter, a file that only he may open). GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

class QLocalServer;
class QLocalSocket;

namespace kupets::app {

class SingleInstance : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostWaiting = 8;
    static constexpr int kPatience = 2'000;  // milliseconds that the other side has for its line

    /// `settingsFolder` as in the options; empty: the usual one.
    explicit SingleInstance(const QString& settingsFolder, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Hands the link to the program that is running; false when there is none that takes it.
    bool handOver(const QString& link);
    /// Becomes the one that is running; false when another is, or the socket cannot be made.
    bool listen();
    const QString& socketName() const { return name_; }

Q_SIGNALS:
    /// Somebody started the program again: show the window, and go to this address when it is not empty.
    void wanted(const QString& address);

private:
    void greet();
    void hear(QLocalSocket* from);

    QString name_;
    QLocalServer* server_ = nullptr;
    int waiting_ = 0;
};

}  // namespace kupets::app
