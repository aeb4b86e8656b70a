// What makes two records of an entity the same: the administrator's editor of its rules. Each rule says which fields
// must agree and how, how sure that makes one, and what happens then.
#pragma once

#include <QDialog>
#include <map>
#include <vector>

#include "client/net/call.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/schema.pb.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace kupets::view {

class DuplicateRulesDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr int kMostKeys = 4;
    DuplicateRulesDialog(Host& host, const std::string& entity, QWidget* parent);

    QListWidget* list() const { return list_; }
    QComboBox* action() const { return action_; }
    QComboBox* keyField(int key) const { return keys_[static_cast<std::size_t>(key)].field; }
    QLineEdit* label() const { return label_; }
    void add();
    void remove();
    void save();
    QString troubleText() const;

private:
    struct KeyRow {
        QComboBox* field;
        QComboBox* likeness;
        QCheckBox* blank;
    };
    void build();
    QWidget* buildRule();
    void showList();
    void showRule();
    void takeRule();
    QString words(const v1::DuplicateRule& rule) const;
    int current() const;
    bool isOwn(const v1::DuplicateRule& rule) const;

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    std::vector<v1::DuplicateRule> rules_;
    QListWidget* list_ = nullptr;
    QWidget* rule_ = nullptr;
    QLineEdit* label_ = nullptr;
    QComboBox* action_ = nullptr;
    QSpinBox* confidence_ = nullptr;
    std::vector<KeyRow> keys_;
    QPushButton* remove_ = nullptr;
    QPushButton* save_ = nullptr;
    QLabel* trouble_ = nullptr;
    bool showing_ = false;
    net::CallHandle call_;
};

}  // namespace kupets::view
