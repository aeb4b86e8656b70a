#include "client/command/waiting_saves.h"

#include <QDataStream>
#include <QIODevice>

#include "client/net/qt.h"

namespace kupets::command {
namespace {
const QString kArea = QStringLiteral("queue");
}

void WaitingSaves::keep(const Uuid& changeSet, const WaitingSave& save, bool offline) {
    if (store_ == nullptr) return;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << save.description << QByteArray::fromStdString(save.request.SerializeAsString());
    store_->put(kArea, toQt(changeSet.text()), bytes,
                offline ? data::LocalStore::Safety::Disk : data::LocalStore::Safety::Program);
}

void WaitingSaves::answered(const Uuid& changeSet) {
    if (store_ != nullptr) store_->remove(kArea, toQt(changeSet.text()));
}

std::vector<WaitingSave> WaitingSaves::all() const {
    std::vector<WaitingSave> saves;
    if (store_ == nullptr) return saves;
    for (const data::LocalStore::Entry& entry : store_->all(kArea)) {
        QDataStream in(entry.value);
        in.setVersion(QDataStream::Qt_6_0);
        WaitingSave save;
        QByteArray request;
        in >> save.description >> request;
        if (in.status() == QDataStream::Ok &&
            save.request.ParseFromArray(request.constData(), static_cast<int>(request.size())))
            saves.push_back(std::move(save));
    }
    return saves;
}

}  // namespace kupets::command
