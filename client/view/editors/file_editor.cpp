#include "client/view/editors/file_editor.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include "client/ui/widgets.h"
#include "client/view/image_viewer.h"
#include "client/view/looked_at.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

QString localFile(const QMimeData& mime) {
    const QList<QUrl> urls = mime.urls();
    return urls.isEmpty() || !urls.front().isLocalFile() ? QString() : urls.front().toLocalFile();
}

}  // namespace

FileEditor::FileEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    build();
    frame_->setAcceptDrops(true);
    frame_->setFocusPolicy(Qt::StrongFocus);
    frame_->installEventFilter(this);
    setFocusProxy(frame_);
    connect(choose_, &QPushButton::clicked, this, &FileEditor::choose);
    connect(replace_, &QToolButton::clicked, this, &FileEditor::choose);
    connect(open_, &QPushButton::clicked, this, &FileEditor::openFile);
    connect(save_, &QToolButton::clicked, this, &FileEditor::saveAs);
    connect(clear_, &QToolButton::clicked, this, &FileEditor::clear);
    connect(cancel_, &QToolButton::clicked, this, &FileEditor::cancel);
    refresh();
}

FileEditor::~FileEditor() = default;

void FileEditor::setCell(const data::Cell& cell) {
    cell_ = cell;
    refresh();
}

void FileEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    if (readOnly && upload_) cancel();
    frame_->setAcceptDrops(!readOnly);
    ui::restyle(frame_, "locked", readOnly);
    refresh();
}

void FileEditor::setInvalid(bool invalid) { ui::restyle(frame_, "invalid", invalid); }
QString FileEditor::trouble() const { return trouble_->isHidden() ? QString() : trouble_->text(); }

QString FileEditor::nameOf() const {
    return cell_.title.empty() ? data::display(cell_, &field(), context().language) : toQt(cell_.title);
}

// ---- up

void FileEditor::choose() {
    if (readOnly_ || upload_) return;
    auto* dialog = new QFileDialog(window(), label());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileEditor::uploadFile);
    dialog->open();
}

void FileEditor::uploadFile(const QString& path) {
    const QFileInfo info(path);
    if (!info.isFile()) return showTrouble(tr("“%1” is not a file.").arg(info.fileName()));
    upload(std::make_unique<QFile>(path), info.fileName());
}

void FileEditor::upload(std::unique_ptr<QIODevice> source, const QString& name) {
    if (readOnly_ || upload_) return;
    showTrouble({});
    sendingName_ = name;
    upload_ = new data::Upload(*context().connection, std::move(source), name, this);
    connect(upload_, &data::Upload::progressed, this, &FileEditor::refreshProgress);
    connect(upload_, &data::Upload::finished, this, [this](const Uuid& file) {
        cell_ = {Value(file), fromQt(sendingName_)};
        Q_EMIT edited(cell_);
        endUpload(true);
    });
    connect(upload_, &data::Upload::failed, this, [this](const Error& error) {
        const std::uint64_t size = upload_ ? upload_->size() : 0;
        if (error.code == ErrorCode::LimitExceeded && error.args.size() > 1)
            showTrouble(tr("The file is too large: %1. At most %2.")
                            .arg(data::displaySize(size, context().language),
                                 data::displaySize(toQt(error.args[1]).toULongLong(), context().language)));
        else if (error.code == ErrorCode::Unavailable)
            showTrouble(tr("The connection broke off, the file was not sent. Try again."));
        else if (error.code == ErrorCode::BadFile)
            showTrouble(tr("The file can not be read: %1").arg(toQt(error.args.empty() ? "" : error.args[0])));
        else
            showTrouble(wordsOf(context(), error));
        endUpload(false);
    });
    upload_->start();
    refresh();
    Q_EMIT busyChanged(true, true);
}

void FileEditor::endUpload(bool ok) {
    if (upload_) upload_->deleteLater();
    upload_.clear();
    refresh();
    Q_EMIT busyChanged(false, ok);
}

bool FileEditor::takeMime(const QMimeData& mime) {
    if (readOnly_ || upload_) return false;
    if (const QString path = localFile(mime); !path.isEmpty()) {
        uploadFile(path);
        return true;
    }
    if (!mime.hasImage()) return false;
    auto picture = std::make_unique<QBuffer>();
    picture->open(QIODevice::ReadWrite);
    if (!qvariant_cast<QImage>(mime.imageData()).save(picture.get(), "PNG")) return false;
    picture->seek(0);
    const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    upload(std::move(picture), tr("Picture %1.png").arg(when));
    return true;
}

void FileEditor::cancel() {
    if (download_) {
        delete download_;
        refresh();
    } else if (upload_) {
        delete upload_;
        endUpload(false);
    }
    frame_->setFocus();
}

void FileEditor::giveUp() {
    showTrouble({});
    if (!upload_) return;
    delete upload_;
    endUpload(false);
}

void FileEditor::clear() {
    cell_ = {};
    showTrouble({});
    refresh();
    frame_->setFocus();
    Q_EMIT edited(cell_);
    Q_EMIT leftField();
}

// ---- down

void FileEditor::openFile() {
    const auto* id = std::get_if<Uuid>(&cell_.value);
    if (!id || download_) return;
    const QString path = placeToLookAt(*id, nameOf());
    if (QFileInfo::exists(path))
        ImageViewer::open(path, this);
    else
        saveTo(path, true);
}

void FileEditor::saveAs() {
    if (!isFilled() || download_) return;
    auto* dialog = new QFileDialog(window(), tr("Save as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(safeFileName(nameOf()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { saveTo(path, false); });
    dialog->open();
}

void FileEditor::saveTo(const QString& path, bool thenOpen) {
    const auto* id = std::get_if<Uuid>(&cell_.value);
    if (!id || download_) return;
    showTrouble({});
    download_ = new data::Download(*context().connection, *id, path, this);
    connect(download_, &data::Download::progressed, this, &FileEditor::refreshProgress);
    connect(download_, &data::Download::finished, this, [this, thenOpen](const QString& saved) {
        download_->deleteLater();
        download_.clear();
        refresh();
        if (thenOpen) ImageViewer::open(saved, this);
        Q_EMIT downloaded(saved);
    });
    connect(download_, &data::Download::failed, this, [this](const Error& error) {
        download_->deleteLater();
        download_.clear();
        if (error.code == ErrorCode::BadFile)
            showTrouble(tr("The file can not be saved: %1").arg(toQt(error.args.empty() ? "" : error.args[0])));
        else if (error.code == ErrorCode::NotFound)
            showTrouble(tr("The file is no more, or you may not see it."));
        else
            showTrouble(wordsOf(context(), error));
        refresh();
    });
    download_->start();
    refresh();
}

// ---- the person

bool FileEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched != frame_) return FieldEditor::eventFilter(watched, event);
    switch (event->type()) {
        case QEvent::DragEnter: {
            auto* drag = static_cast<QDragEnterEvent*>(event);
            if (readOnly_ || upload_ || (localFile(*drag->mimeData()).isEmpty() && !drag->mimeData()->hasImage()))
                return false;
            drag->setDropAction(Qt::CopyAction);
            drag->accept();
            ui::restyle(frame_, "target", true);
            return true;
        }
        case QEvent::DragLeave:
            ui::restyle(frame_, "target", false);
            return true;
        case QEvent::Drop: {
            auto* drop = static_cast<QDropEvent*>(event);
            ui::restyle(frame_, "target", false);
            if (takeMime(*drop->mimeData())) drop->acceptProposedAction();
            return true;
        }
        case QEvent::FocusIn:
        case QEvent::FocusOut:
            ui::restyle(frame_, "focused", event->type() == QEvent::FocusIn);
            return false;
        case QEvent::KeyPress: {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->matches(QKeySequence::Paste)) return takeMime(*QApplication::clipboard()->mimeData());
            if (key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
                isFilled() ? openFile() : choose();
                return true;
            }
            if (key->key() == Qt::Key_Delete && isFilled() && !readOnly_ && !field().def.required()) {
                clear();
                return true;
            }
            if (key->key() == Qt::Key_Escape && (upload_ || download_)) {
                cancel();
                return true;
            }
            return false;
        }
        default:
            return false;
    }
}

void FileEditor::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char* icon, const QString& text, auto act, bool possible) {
        menu->addAction(ui::icon(QLatin1String(icon)), text, this, act)->setEnabled(possible);
    };
    const QMimeData* held = QApplication::clipboard()->mimeData();
    const bool canPaste = held && (held->hasImage() || !localFile(*held).isEmpty());
    const bool idle = !upload_ && !download_;
    if (isFilled()) {
        add("external-link", tr("Open"), &FileEditor::openFile, idle);
        add("save", tr("Save as…"), &FileEditor::saveAs, idle);
    }
    if (!readOnly_) {
        add("paperclip", tr("Choose a file…"), &FileEditor::choose, idle);
        add("copy", tr("Paste"), [this] { takeMime(*QApplication::clipboard()->mimeData()); }, idle && canPaste);
        if (isFilled() && !field().def.required()) add("x", tr("Remove"), &FileEditor::clear, idle);
    }
    menu->popup(event->globalPos());
}

}  // namespace kupets::view
