// The words of rules have one context in the translations.
#pragma once

#include <QCoreApplication>

namespace kupets::view::automation {

struct RuleWords {
    Q_DECLARE_TR_FUNCTIONS(RuleWords)
};

}  // namespace kupets::view::automation
