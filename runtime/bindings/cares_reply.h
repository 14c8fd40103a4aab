// The records in a DNS server's reply, without V8: names are expanded by c-ares, the rest is read here, bounds checked. Any thread.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CARES_REPLY_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CARES_REPLY_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace isoscope {

enum class DnsType : uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kSoa = 6,
  kPtr = 12,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
  kSrv = 33,
  kNaptr = 35,
  kTlsa = 52,
  kAny = 255,
  kCaa = 257,
};

// The fields of a record in the order of the wire: numbers, and texts (names, addresses, strings, bytes).
struct DnsRecord {
  DnsType type;
  uint32_t ttl = 0;
  std::vector<uint32_t> numbers;
  std::vector<std::string> texts;
};

// The answers of type `wanted` (or any type known here). An ares status: ARES_SUCCESS, ARES_ENODATA for none, ARES_EBADRESP.
int ParseDnsReply(std::span<const uint8_t> reply, DnsType wanted, std::vector<DnsRecord>* out);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CARES_REPLY_H_
