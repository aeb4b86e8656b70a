// Bytes that are many and seldom looked at: in a file without a name, not in memory. Append and read, one thread at a
// time.
#pragma once

#include <QTemporaryFile>
#include <string>
#include <string_view>

namespace kupets::model {

class Spill {
public:
    Spill();
    /// Where it stands; nothing when the disk is full.
    bool append(std::string_view bytes, quint64& at);
    /// False when it is not there to be read.
    bool read(quint64 at, std::size_t size, std::string& out) const;
    quint64 size() const { return size_; }
    void clear();

private:
    mutable QTemporaryFile file_;
    quint64 size_ = 0;
    mutable bool atEnd_ = true;
};

}  // namespace kupets::model
