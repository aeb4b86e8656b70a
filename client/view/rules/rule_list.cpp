#include "client/view/rules/rule_list.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QMouseEvent>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/line.h"
#include "client/ui/search_field.h"
#include "client/ui/toggle.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLine = 56;
constexpr int kPad = 12;
constexpr int kGap = 8;

QRect switchIn(const QRect& line) {
    const QSize size = ui::toggleSize();
    return {line.right() - kPad - size.width(), line.center().y() - size.height() / 2, size.width(), size.height()};
}

}  // namespace

QString agoWords(std::int64_t moment, data::Language language) {
    const Timestamp now{QDateTime::currentMSecsSinceEpoch() * 1000};
    return data::displayMomentBriefly({moment}, now, language);
}

/// The lines that the search leaves.
class RuleListModel : public QAbstractListModel {
public:
    RuleListModel(RuleDesk& desk, QObject* parent) : QAbstractListModel(parent), desk_(desk) {}

    void set(std::vector<RuleList::Line> lines) {
        beginResetModel();
        lines_ = std::move(lines);
        pick();
        endResetModel();
    }
    void narrow(const QString& typed) {
        beginResetModel();
        typed_ = typed.simplified();
        pick();
        endResetModel();
    }
    void showTyped(const model::RuleRecord& rule) {
        for (std::size_t row = 0; row < shown_.size(); ++row) {
            RuleList::Line& line = lines_[shown_[row]];
            if (line.rule.id != rule.id) continue;
            line.rule = rule;
            const QModelIndex at = index(static_cast<int>(row));
            Q_EMIT dataChanged(at, at);
        }
    }
    int rowOf(const Uuid& id) const {
        const auto found = std::ranges::find(shown_, id, [this](std::size_t at) { return lines_[at].rule.id; });
        return found == shown_.end() ? -1 : static_cast<int>(found - shown_.begin());
    }
    const RuleList::Line& line(const QModelIndex& index) const {
        return lines_[shown_[static_cast<std::size_t>(index.row())]];
    }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(shown_.size());
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        if (role == Qt::DisplayRole) return nameOf(line(index));
        if (role == Qt::AccessibleTextRole)
            return nameOf(line(index)) + QStringLiteral(", ") +
                   (line(index).rule.enabled ? RuleList::tr("on") : RuleList::tr("off"));
        if (role == Qt::ToolTipRole) {
            const QString words = automation::sentence(desk_.speaker(), line(index).rule.def);
            return line(index).figures.failed ? RuleList::tr("It failed the last time") + u'\n' + words : words;
        }
        return {};
    }
    QString factsOf(const RuleList::Line& line) const {
        QString facts = data::entityLabel(&desk_.schema(), line.rule.def.entity(), desk_.context().language);
        if (line.unsaved) return facts + QStringLiteral(" · ") + RuleList::tr("not saved");
        if (line.figures.lastAt == 0) return facts;
        return facts + QStringLiteral(" · ") + agoWords(line.figures.lastAt, desk_.context().language);
    }
    static QString nameOf(const RuleList::Line& line) {
        return line.rule.name.isEmpty() ? RuleList::tr("New rule") : line.rule.name;
    }

private:
    void pick() {
        shown_.clear();
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            const model::RuleRecord& rule = lines_[at].rule;
            if (typed_.isEmpty() || rule.name.contains(typed_, Qt::CaseInsensitive) ||
                automation::sentence(desk_.speaker(), rule.def).contains(typed_, Qt::CaseInsensitive))
                shown_.push_back(at);
        }
    }

    RuleDesk& desk_;
    std::vector<RuleList::Line> lines_;
    std::vector<std::size_t> shown_;
    QString typed_;
};

class RuleList::Delegate : public QStyledItemDelegate {
public:
    explicit Delegate(RuleList& list) : QStyledItemDelegate(&list), list_(list) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {10, kLine}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ui::Tokens& t = ui::tokens();
        const Line& line = list_.model_->line(index);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? t.selected : t.hover);
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), ui::metrics::kRadius, ui::metrics::kRadius);
        }
        const QRect toggle = switchIn(option.rect);
        ui::paintToggle(painter, toggle, line.rule.enabled, list_.mayChange_ && !line.unsaved, false);
        int right = toggle.left() - kGap;
        if (line.figures.failed) {
            const QRect mark(right - ui::metrics::kIcon, option.rect.top(), ui::metrics::kIcon, option.rect.height());
            ui::paintIcon(painter, mark, QStringLiteral("triangle-alert"), t.dangerText);
            right = mark.left() - kGap;
        }
        const QRect words(option.rect.left() + kPad, option.rect.top() + 8, right - option.rect.left() - kPad, 20);
        ui::lineFace(ui::LineStyle::BodyStrong)
            .paint(painter, words, Qt::AlignLeft, RuleListModel::nameOf(line),
                   line.rule.enabled ? t.text : t.secondary);
        ui::lineFace(ui::LineStyle::Caption)
            .paint(painter, words.translated(0, 20), Qt::AlignLeft, list_.model_->factsOf(line),
                   line.unsaved ? t.warningText : t.muted);
        painter->restore();
    }

    bool editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override {
        if (event->type() != QEvent::MouseButtonRelease && event->type() != QEvent::MouseButtonPress) return false;
        if (!switchIn(option.rect).adjusted(-4, -8, 4, 8).contains(static_cast<QMouseEvent*>(event)->pos()))
            return false;
        if (event->type() == QEvent::MouseButtonRelease) list_.toggle(index);
        return true;
    }

private:
    RuleList& list_;
};

RuleList::RuleList(RuleDesk& desk, bool mayChange, QWidget* parent)
    : QWidget(parent), desk_(desk), mayChange_(mayChange), model_(new RuleListModel(desk, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->setSpacing(8);
    search_ = new ui::SearchField(tr("Find a rule"), this);
    column->addWidget(search_);
    list_ = new QListView(this);
    list_->setProperty("popover", true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setAccessibleName(tr("Rules"));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    list_->setModel(model_);
    list_->setItemDelegate(new Delegate(*this));
    setFocusProxy(list_);
    column->addWidget(list_, 1);
    connect(search_, &QLineEdit::textChanged, this, &RuleList::narrow);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!quiet_ && index.isValid()) Q_EMIT chosen(model_->line(index).rule.id);
    });
    auto* space = new QShortcut(Qt::Key_Space, list_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(space, &QShortcut::activated, this, [this] {
        if (list_->currentIndex().isValid()) toggle(list_->currentIndex());
    });
    connect(&desk, &RuleDesk::changed, list_->viewport(), qOverload<>(&QWidget::update));
}

int RuleList::count() const { return model_->rowCount(); }

Uuid RuleList::current() const {
    const QModelIndex index = list_->currentIndex();
    return index.isValid() ? model_->line(index).rule.id : Uuid{};
}

void RuleList::setCurrent(const Uuid& id) {
    const int row = model_->rowOf(id);
    quiet_ = true;
    list_->setCurrentIndex(row < 0 ? QModelIndex() : model_->index(row));
    quiet_ = false;
}

void RuleList::setLines(std::vector<Line> lines) {
    const Uuid before = current();
    quiet_ = true;
    model_->set(std::move(lines));
    quiet_ = false;
    setCurrent(before);
}

void RuleList::showTyped(const model::RuleRecord& rule) { model_->showTyped(rule); }

QRect RuleList::switchOf(const Uuid& id) const {
    const int row = model_->rowOf(id);
    return row < 0 ? QRect() : switchIn(list_->visualRect(model_->index(row)));
}

void RuleList::toggle(const QModelIndex& index) {
    const Line& line = model_->line(index);
    if (mayChange_ && !line.unsaved) Q_EMIT toggled(line.rule.id, !line.rule.enabled);
}

void RuleList::narrow(const QString& typed) {
    const Uuid before = current();
    quiet_ = true;
    model_->narrow(typed);
    quiet_ = false;
    setCurrent(before);
}

}  // namespace kupets::view
