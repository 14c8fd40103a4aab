// Replies of DNS servers, of which anybody may be one: every type that is asked for.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ares.h>

#include "runtime/base/check.h"
#include "runtime/bindings/cares_reply.h"

using namespace isoscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (DnsType type : {DnsType::kAny, DnsType::kA, DnsType::kTxt, DnsType::kSoa, DnsType::kNaptr, DnsType::kCaa, DnsType::kTlsa}) {
    std::vector<DnsRecord> records;
    int status = ParseDnsReply({data, size}, type, &records);
    ISOSCOPE_CHECK(status == ARES_SUCCESS || status == ARES_ENODATA || status == ARES_EBADRESP);
    ISOSCOPE_CHECK((status == ARES_ENODATA) == (status != ARES_EBADRESP && records.empty()));
    for (const DnsRecord& record : records) ISOSCOPE_CHECK(type == DnsType::kAny || record.type == type);
  }
  return 0;
}
