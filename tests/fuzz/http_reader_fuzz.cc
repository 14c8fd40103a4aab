// What a peer may send to an HTTP parser: in one piece and in many it must be the same messages, within the limits, and never more is read
// than was given. The first byte says what is read (request or response) and how leniently, the second in pieces of which size.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/bindings/http_reader.h"

using namespace isoscope;

namespace {

constexpr uint64_t kMaxHeaderBytes = 1024;

// Everything that a sink hears, as one text.
class Transcript : public HttpReader::Sink {
 public:
  Transcript(llhttp_type_t type, uint32_t lenient) { reader_.Start(type, kMaxHeaderBytes, lenient); }

  // False when it ended: by an error, or since HTTP did.
  bool Read(std::string_view input) {
    HttpReader::Outcome outcome = reader_.Execute(input);
    ISOSCOPE_CHECK(outcome.bytes_read <= input.size());
    ISOSCOPE_CHECK(outcome.ok == outcome.code.empty());
    if (outcome.ok && !reader_.upgrade() && !switched_) return true;
    text_ += outcome.ok ? "\nupgrade" : "\nerror";  // Which error comes first may depend on the pieces.
    return false;
  }
  void Finish() {
    HttpReader::Outcome outcome = reader_.Finish();
    text_ += outcome.ok ? "\nfinish" : "\nerror";
  }
  const std::string& text() const { return text_; }

  bool OnMessageBegin() override {
    ISOSCOPE_CHECK(reader_.field_count() == 0 && reader_.url().empty());
    text_ += "\nbegin";
    return true;
  }
  int OnHeadersComplete() override {
    ((text_ += "\nheaders ") += reader_.url()) += reader_.status_message();
    size_t bytes = reader_.url().size() + reader_.status_message().size();
    for (size_t i = 0; i < reader_.field_count(); i++) {
      (((text_ += "\n") += reader_.name(i)) += "=") += reader_.value(i);
      bytes += reader_.name(i).size() + reader_.value(i).size();
    }
    ISOSCOPE_CHECK(bytes < kMaxHeaderBytes);
    ends_here_ = reader_.IsRequestWithoutBody();
    had_body_ = false;
    switched_ = reader_.status_code() == 101;  // llhttp stops there, and so does who reads.
    return reader_.status_code() == 304 ? 1 : 0;
  }
  bool OnBody(std::string_view bytes) override {
    if (!had_body_) text_ += "\nbody ";
    text_ += bytes;
    had_body_ = true;
    return true;
  }
  bool OnMessageComplete() override {
    ISOSCOPE_CHECK(!ends_here_ || (!had_body_ && reader_.field_count() == 0));
    text_ += "\ncomplete";
    for (size_t i = 0; i < reader_.field_count(); i++) (((text_ += "\n") += reader_.name(i)) += "=") += reader_.value(i);
    return text_.size() < 1 << 20;
  }

 private:
  HttpReader reader_{this};
  std::string text_;
  bool ends_here_ = false;
  bool had_body_ = false;
  bool switched_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const llhttp_type_t type = (data[0] & 1) != 0 ? HTTP_RESPONSE : HTTP_REQUEST;
  const uint32_t lenient = (data[0] & 2) != 0 ? 0x3ff : 0;
  const size_t piece = std::max<size_t>(1, data[1]);
  std::string_view input(reinterpret_cast<const char*>(data) + 2, size - 2);

  Transcript whole(type, lenient);
  if (whole.Read(input)) whole.Finish();
  Transcript pieces(type, lenient);
  bool goes_on = true;
  while (goes_on && !input.empty()) {
    // Memory of its own, freed at once: nothing may point into it afterwards.
    const std::string part(input.substr(0, piece));
    goes_on = pieces.Read(part);
    input.remove_prefix(part.size());
  }
  if (goes_on) pieces.Finish();
  ISOSCOPE_CHECK(whole.text() == pieces.text());
  return 0;
}
