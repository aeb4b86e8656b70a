// Small pictures of files for lists: fetched one after another when they are painted first, read in the background,
// kept while they are among the latest. What is no picture, is too large to be fetched for a glance, or can not be read
// has none. Owned by whoever paints them, GUI thread.
#pragma once

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <deque>
#include <memory>
#include <set>

#include "client/data/context.h"
#include "common/base/uuid.h"

namespace kupets::data {
class Download;
}

namespace kupets::view {

class Thumbnails : public QObject {
    Q_OBJECT
public:
    /// `most`: what a picture is fitted into, in logical pixels.
    Thumbnails(const data::Context& context, QSize most, QObject* parent);
    ~Thumbnails() override;

    /// By its name, until it turned out to be none.
    bool isPicture(const Uuid& file, const QString& name) const;
    /// Null until it is there; asks for it.
    QPixmap of(const Uuid& file, const QString& name, qreal ratio);

Q_SIGNALS:
    /// It is there, or will never be.
    void settled(bool there);

private:
    struct Wanted {
        Uuid file;
        QString name;
        qreal ratio = 1;
    };
    /// Lives as long as somebody reads in the background.
    struct Link;
    void next();
    void read(const QString& path);
    void take(const Uuid& file, const QImage& image, qreal ratio);
    void onFailed(const Error& error);
    void giveUp();
    void dropDownload();

    data::Context context_;
    QSize most_;
    QCache<QString, QPixmap> known_;
    std::set<Uuid> none_;
    std::deque<Wanted> queue_;  // the first is on its way
    data::Download* download_ = nullptr;
    std::shared_ptr<Link> link_;
};

}  // namespace kupets::view
