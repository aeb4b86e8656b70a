// A row of buttons of which one is chosen: "Mine | Everybody's".
#pragma once

#include <QHBoxLayout>
#include <QPushButton>
#include <QStringList>
#include <vector>

namespace kupets::view {

struct Segments {
    std::vector<QPushButton*> parts;
};

inline Segments addSegments(QHBoxLayout* row, const QStringList& words, QWidget* parent) {
    Segments made;
    auto* whole = new QWidget(parent);  // exclusive among themselves alone
    auto* inside = new QHBoxLayout(whole);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    for (qsizetype i = 0; i < words.size(); ++i) {
        auto* part = new QPushButton(words[i], whole);
        part->setProperty("variant", "segment");
        if (i == 0) part->setProperty("edge", "first");
        if (i == words.size() - 1) part->setProperty("edge", "last");
        part->setCheckable(true);
        part->setAutoExclusive(true);
        part->setAccessibleName(words[i]);
        part->setCursor(Qt::PointingHandCursor);
        inside->addWidget(part);
        made.parts.push_back(part);
    }
    row->addWidget(whole);
    return made;
}

}  // namespace kupets::view
