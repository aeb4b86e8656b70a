#include "client/model/import_spill.h"

namespace kupets::model {

Spill::Spill() { (void)file_.open(); }

bool Spill::append(std::string_view bytes, quint64& at) {
    if (!file_.isOpen() || (!atEnd_ && !file_.seek(static_cast<qint64>(size_)))) return false;
    atEnd_ = true;
    if (file_.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size())) return false;
    at = size_;
    size_ += bytes.size();
    return true;
}

bool Spill::read(quint64 at, std::size_t size, std::string& out) const {
    out.resize(size);
    if (at + size > size_) return false;
    atEnd_ = false;
    return file_.seek(static_cast<qint64>(at)) &&
           file_.read(out.data(), static_cast<qint64>(size)) == static_cast<qint64>(size);
}

void Spill::clear() {
    (void)file_.resize(0);
    size_ = 0;
    atEnd_ = false;
}

}  // namespace kupets::model
