// A file of a record: chosen by a dialog, dropped or pasted (a picture too), sent with progress while one goes on
// working, opened or saved by a download. The draft gets it when it is on the server.
#pragma once

#include <QPointer>
#include <memory>

#include "client/data/file_transfer.h"
#include "client/view/editors/field_editor.h"

class QFrame;
class QIODevice;
class QLabel;
class QMimeData;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace kupets::ui {
class ElidedLabel;
}

namespace kupets::view {

class FileEditor : public FieldEditor {
    Q_OBJECT
public:
    FileEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    ~FileEditor() override;

    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;
    bool isBusy() const override { return upload_; }
    void giveUp() override;

    void choose();
    void uploadFile(const QString& path);
    void upload(std::unique_ptr<QIODevice> source, const QString& name);
    /// A file or a picture; false when it is neither.
    bool takeMime(const QMimeData& mime);
    void openFile();
    void saveAs();
    void saveTo(const QString& path, bool thenOpen);
    /// What is on its way, up or down.
    void cancel();
    void clear();
    /// What went wrong, as it is shown; empty when nothing did.
    QString trouble() const;

Q_SIGNALS:
    void downloaded(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void build();
    void refresh();
    void refreshProgress();
    void showTrouble(const QString& words);
    void endUpload(bool ok);
    QString nameOf() const;
    bool isFilled() const { return !isNull(cell_.value); }

    data::Cell cell_;
    bool readOnly_ = false;
    QPointer<data::Upload> upload_;
    QPointer<data::Download> download_;
    QString sendingName_;

    QFrame* frame_;
    QLabel* sign_;
    QPushButton* choose_;
    QLabel* hint_;
    QPushButton* open_;
    ui::ElidedLabel* moving_;  // what is on its way
    QLabel* amount_;
    QToolButton* replace_;
    QToolButton* save_;
    QToolButton* clear_;
    QToolButton* cancel_;
    QProgressBar* progress_;
    QLabel* trouble_;
};

}  // namespace kupets::view
