// How one entry of a chronology looks at a given width: where its parts stand, how high it is, and painting it. Made
// once for an entry and kept by the view; speaks of no model.
#pragma once

#include <QPixmap>
#include <QRect>
#include <QTextLayout>
#include <memory>
#include <vector>

#include "client/model/chronology_entry.h"

class QPainter;

namespace kupets::view {

class ChronologyLook {
public:
    enum class Part { None, Body, Title, File, About, More, Action };

    struct Given {
        model::ChronologyEntryPtr entry;
        QString day;   // a heading above; empty: none
        QString when;  // "14:20"; of a plan "сегодня в 15:00"
        bool overdue = false;
        bool expanded = false;  // all of a long text
        bool picture = false;   // its file is one: there is room for it
        int width = 0;
        bool operator==(const Given&) const = default;
    };
    struct State {
        bool hovered = false;
        Part part = Part::None;  // under the pointer
        bool focused = false;    // the keyboard is here
        bool goesOn = false;     // the next entry stands under the same heading
        QPixmap picture;         // null until it has come
    };
    static constexpr QSize kPicture{220, 124};  // a picture is fitted into it

    explicit ChronologyLook(Given given);

    const Given& given() const { return given_; }
    int height() const { return height_; }
    Part partAt(const QPoint& at) const;
    /// `origin`: the upper left corner of the entry.
    void paint(QPainter* painter, const QPoint& origin, const State& state) const;
    /// Where the part stands, for tool tips and tests; empty when it has none.
    QRect rectOf(Part part) const;

private:
    struct Block {
        std::unique_ptr<QTextLayout> layout;
        QString last;  // the last line allowed, cut
        QRect rect;
        int lineHeight = 0;
        QColor color;
        QFont font;
        Part part = Part::Body;
    };
    struct Piece {
        QString text;
        QColor color;
    };
    void addRecord();
    void addChange();
    /// Wraps the pieces, one after another, into at most so many lines; true when something was left out.
    bool addText(const std::vector<Piece>& pieces, const QFont& font, int mostLines, int gap, Part part, int rightRoom);
    QRect addLink(const QString& text, int lead);
    void addMore(const QString& text);
    QString captionText() const;
    void paintPicture(QPainter* painter, const QPoint& origin, const QPixmap& picture) const;
    void paintMark(QPainter* painter, const QPoint& origin, const State& state) const;
    void paintBlock(QPainter* painter, const QPoint& origin, const Block& block, const State& state) const;

    Given given_;
    std::vector<Block> blocks_;
    QRect day_;
    QRect mark_;    // the round sign at the left; of a plan: what is ticked
    QRect action_;  // undo
    QRect picture_;
    QRect file_;
    QRect about_;
    QRect more_;
    QString moreText_;
    int top_ = 0;  // below the heading
    int bottom_ = 0;
    int height_ = 0;
};

}  // namespace kupets::view
