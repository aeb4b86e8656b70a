#include "common/sheet/xml.h"

#include <expat.h>

#include "common/sheet/books.h"

namespace kupets::sheet {

namespace {

constexpr int kPiece = 32 * 1024;
constexpr std::size_t kDeepest = 200;
// expat keeps a tag that has not ended, and looks at all of it again with each piece.
constexpr std::size_t kLongestTag = 4U << 20;

}  // namespace

struct XmlPart::State {
    explicit State(XmlHandler& h) : handler(h), parser(XML_ParserCreate(nullptr)) {
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, onStart, onEnd);
        XML_SetCharacterDataHandler(parser, onText);
        XML_SetStartDoctypeDeclHandler(parser, onDoctype);
    }
    ~State() { XML_ParserFree(parser); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    static State& of(void* data) { return *static_cast<State*>(data); }
    static void onStart(void* data, const char* name, const char** attributes) {
        State& self = of(data);
        self.heard = true;
        if (++self.depth > kDeepest) self.handler.refuse(badFile("xml damaged"));
        if (!self.handler.refusal()) self.handler.start(Attributes::local(name), Attributes(attributes));
        self.stopIfRefused();
    }
    static void onEnd(void* data, const char* name) {
        State& self = of(data);
        self.heard = true;
        --self.depth;
        if (!self.handler.refusal()) self.handler.end(Attributes::local(name));
        self.stopIfRefused();
    }
    static void onText(void* data, const char* text, int length) {
        State& self = of(data);
        self.heard = true;
        if (!self.handler.refusal()) self.handler.text({text, static_cast<std::size_t>(length)});
        self.stopIfRefused();
    }
    static void onDoctype(void* data, const char* /*name*/, const char* /*system*/, const char* /*id*/, int /*own*/) {
        State& self = of(data);
        self.handler.refuse(badFile("dtd"));
        self.stopIfRefused();
    }
    void stopIfRefused() {
        if (handler.refusal()) XML_StopParser(parser, XML_FALSE);
    }

    XmlHandler& handler;
    XML_Parser parser;
    std::size_t depth = 0;
    std::size_t silent = 0;  // bytes since anything was heard of the parser
    bool heard = false;
};

XmlPart::XmlPart(std::unique_ptr<ZipPart> part, XmlHandler& handler)
    : part_(std::move(part)), state_(std::make_unique<State>(handler)) {}
XmlPart::~XmlPart() = default;

Error XmlPart::error() const {
    if (state_->handler.refusal()) return *state_->handler.refusal();
    return badFile("xml damaged").because(XML_ErrorString(XML_GetErrorCode(state_->parser)));
}

Result<bool> XmlPart::step() {
    State& state = *state_;
    void* room = XML_GetBuffer(state.parser, kPiece);
    if (room == nullptr) return std::unexpected(badFile("xml damaged"));
    const auto taken = part_->read(static_cast<char*>(room), kPiece);
    if (!taken) return std::unexpected(taken.error());
    const bool last = *taken == 0;
    state.heard = false;
    if (XML_ParseBuffer(state.parser, static_cast<int>(*taken), last) != XML_STATUS_OK) return std::unexpected(error());
    state.silent = state.heard ? 0 : state.silent + *taken;
    if (state.silent > kLongestTag) return std::unexpected(badFile("xml damaged"));
    return !last;
}

Result<void> readXml(Zip& zip, const std::string& name, XmlHandler& handler) {
    auto part = zip.part(name);
    if (!part) return std::unexpected(std::move(part.error()));
    XmlPart xml(std::move(*part), handler);
    for (;;) {
        const auto more = xml.step();
        if (!more) return std::unexpected(more.error());
        if (!*more) return {};
    }
}

}  // namespace kupets::sheet
