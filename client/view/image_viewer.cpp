#include "client/view/image_viewer.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImageReader>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QUrl>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "client/ui/widgets.h"

namespace kupets::view {
namespace {
constexpr double kStep = 1.25;
constexpr double kLeast = 0.05;
constexpr double kMost = 8;
}  // namespace

bool ImageViewer::show(const QString& path, const QString& name, QWidget* over) {
    QImageReader reader(path);
    reader.setAutoTransform(true);
    if (!reader.canRead()) return false;
    const QImage image = reader.read();
    if (image.isNull()) return false;
    auto* viewer = new ImageViewer(path, name, QPixmap::fromImage(image), over->window());
    viewer->QWidget::show();
    return true;
}

void ImageViewer::open(const QString& path, QWidget* over) {
    if (!show(path, QFileInfo(path).fileName(), over)) QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

ImageViewer::ImageViewer(const QString& path, const QString& name, QPixmap picture, QWidget* over)
    : QWidget(over, Qt::Window), picture_(std::move(picture)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("surface", "canvas");
    setWindowTitle(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    area_ = new QScrollArea(this);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setAlignment(Qt::AlignCenter);
    area_->viewport()->installEventFilter(this);
    label_ = new QLabel(area_);
    label_->setAccessibleName(name);
    label_->setScaledContents(true);
    label_->setPixmap(picture_);
    area_->setWidget(label_);
    column->addWidget(area_, 1);
    column->addWidget(ui::horizontalLine(this));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 8);
    row->addWidget(new ui::ElidedLabel(name, this), 1);
    auto* other =
        ui::button(tr("Open in another program"), ui::ButtonKind::Normal, QStringLiteral("external-link"), this);
    auto* close = ui::button(tr("Close"), ui::ButtonKind::Normal, {}, this);
    row->addWidget(other);
    row->addWidget(close);
    column->addLayout(row);
    connect(other, &QPushButton::clicked, this, [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    const QSize room = screen()->availableSize() * 4 / 5;
    resize((picture_.size() + QSize(40, 100)).boundedTo(room).expandedTo(QSize(480, 360)));
}

double ImageViewer::fitting() const {
    const QSizeF room = area_->viewport()->size();
    const QSizeF whole = picture_.deviceIndependentSize();
    if (whole.isEmpty()) return 1;
    return std::min(1.0, std::min(room.width() / whole.width(), room.height() / whole.height()));
}

void ImageViewer::setScale(double scale) {
    scale_ = std::clamp(scale, kLeast, kMost);
    label_->resize((picture_.deviceIndependentSize() * scale_).toSize());
}

void ImageViewer::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (fitted_) setScale(fitting());
}

void ImageViewer::keyPressEvent(QKeyEvent* event) {
    fitted_ = false;
    switch (event->key()) {
        case Qt::Key_Escape:
            close();
            return;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return setScale(scale_ * kStep);
        case Qt::Key_Minus:
            return setScale(scale_ / kStep);
        case Qt::Key_0:
            fitted_ = true;
            return setScale(fitting());
        default:
            QWidget::keyPressEvent(event);
    }
}

bool ImageViewer::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel) {
        fitted_ = false;
        const double steps = static_cast<QWheelEvent*>(event)->angleDelta().y() / 120.0;
        setScale(scale_ * std::pow(kStep, steps));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
