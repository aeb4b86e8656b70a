// How one table or board is looked at just now: the saved view that it came from, and what was changed since. One page
// owns one; every change goes through edit(), which remembers it for the next time and tells.
#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "client/model/record_table_model.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/views.pb.h"

namespace kupets::view {

/// A record of the entity `view`.
struct SavedView {
    Uuid id;
    std::uint64_t version = 0;
    QString name;
    Uuid owner;
    bool shared = false;
    std::string role;
    v1::TableView definition;
};

class ViewState : public QObject {
    Q_OBJECT
public:
    /// `place`: under which name this workplace remembers it, so that a board does not change the table beside it.
    ViewState(Host& host, const schema::Entity& entity, QObject* parent,
              const QString& place = QStringLiteral("table"));

    const v1::TableView& shown() const { return shown_; }
    const std::optional<SavedView>& saved() const { return saved_; }
    /// Differs from the saved view, or from the table as it comes.
    bool isChanged() const;
    void edit(const std::function<void(v1::TableView&)>& change);
    /// Shows a saved view; nothing: the table as it comes.
    void show(std::optional<SavedView> view);
    /// The saved view is another one now; what is shown stays.
    void setSaved(std::optional<SavedView> view);
    void reset();
    /// What was shown last here; the default view of this workplace comes first.
    void restore();
    void keepDefault(const Uuid& view);
    Uuid defaultView() const;
    Uuid lastView() const;

    model::TableQuery query(const std::string& search) const;
    int rowHeight() const;
    std::map<std::string, int> widths() const;

    static std::string toJson(const v1::TableView& view);
    /// BadRequest for what is no view.
    static Result<v1::TableView> fromJson(const std::string& json);
    /// Without what the entity does not have (any more).
    static v1::TableView cleaned(v1::TableView view, const schema::Entity& entity);

Q_SIGNALS:
    void changed();
    void savedChanged();

private:
    QString key(const char* what) const;
    void keep();

    Host& host_;
    const schema::Entity& entity_;
    QString place_;
    v1::TableView shown_;
    std::optional<SavedView> saved_;
};

}  // namespace kupets::view
