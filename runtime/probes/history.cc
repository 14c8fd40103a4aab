#include "runtime/probes/history.h"

#include <algorithm>
#include <charconv>

namespace isoscope {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};
constexpr Unit kTimes[] = {{"ms", 1e3}, {"s", 1e6}, {"m", 60e6}, {"h", 3600e6}};
constexpr Unit kSizes[] = {{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}};

Status ParsePart(std::string_view part, HistoryLimits* limits) {
  double number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
  const std::string_view unit(end, static_cast<size_t>(part.data() + part.size() - end));
  if (error == std::errc() && number > 0 && number < 1e9) {
    for (const Unit& known : kTimes) {
      if (unit == known.name) return limits->time_us = static_cast<uint64_t>(number * known.factor), Status::Ok();
    }
    for (const Unit& known : kSizes) {
      if (unit == known.name) return limits->bytes = static_cast<size_t>(number * known.factor), Status::Ok();
    }
  }
  return Status::Error("'" + std::string(part) + "' is neither a time (as 60s) nor a size (as 64MB)");
}

}  // namespace

Result<HistoryLimits> HistoryLimits::Parse(std::string_view text) {
  HistoryLimits limits;
  if (text.empty()) return Status::Error("the history needs a time, a size or both (as 60s,64MB)");
  while (!text.empty()) {
    const size_t comma = text.find(',');
    if (Status status = ParsePart(text.substr(0, comma), &limits); !status.ok()) return status;
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return limits;
}

void History::SetLimits(HistoryLimits limits) { limits_ = limits; }

uint64_t History::Append(RecordBytes record, uint64_t sequence) {
  ISOSCOPE_CHECK_GE(sequence, next_sequence_);
  const size_t size = (record.size() + 7) & ~size_t{7};
  ISOSCOPE_CHECK_LE(size, kChunkSize);
  const bool opens_chunk = chunk_used_ + size > kChunkSize;
  if (opens_chunk) {
    chunks_.push_back(spare_ != nullptr ? std::move(spare_) : std::unique_ptr<std::byte[]>(new std::byte[kChunkSize]));
    chunk_used_ = 0;
  }
  std::byte* data = chunks_.back().get() + chunk_used_;
  std::memcpy(data, record.data(), record.size());
  chunk_used_ += size;
  const RecordHeader header = HeaderOf(record);
  entries_.push_back({.sequence = sequence,
                      .time_us = header.timeUs,
                      .ordinal = appended_[static_cast<size_t>(header.kind)]++,
                      .data = data,
                      .size = static_cast<uint32_t>(record.size()),
                      .isolate = header.isolate,
                      .kind = header.kind,
                      .opens_chunk = opens_chunk});
  bytes_ += size + sizeof(Entry);
  next_sequence_ = sequence + 1;
  return sequence;
}

void History::Evict(uint64_t now_us) {
  const uint64_t horizon = now_us > limits_.time_us ? now_us - limits_.time_us : 0;
  while (!entries_.empty() && (bytes_ > limits_.bytes || entries_.front().time_us < horizon)) DropOldest();
}

void History::DropOldest() {
  bytes_ -= ((entries_.front().size + size_t{7}) & ~size_t{7}) + sizeof(Entry);
  entries_.pop_front();
  if (entries_.empty()) {
    chunks_.clear();
    chunk_used_ = kChunkSize;
  } else if (entries_.front().opens_chunk) {
    spare_ = std::move(chunks_.front());
    chunks_.pop_front();
  }
}

// Without gaps the entry lies where subtraction says.
std::deque<History::Entry>::const_iterator History::FirstFrom(uint64_t sequence) const {
  if (sequence <= oldest_sequence()) return entries_.begin();
  const size_t guess = sequence - oldest_sequence();
  if (guess < entries_.size() && entries_[guess].sequence == sequence) return entries_.begin() + static_cast<ptrdiff_t>(guess);
  return std::lower_bound(entries_.begin(), entries_.end(), sequence, [](const Entry& entry, uint64_t wanted) { return entry.sequence < wanted; });
}

std::span<std::byte> History::Find(uint64_t sequence) {
  const auto entry = FirstFrom(sequence);
  if (entry == entries_.end() || entry->sequence != sequence) return {};
  return {entry->data, entry->size};
}

uint64_t History::Visit(const HistoryQuery& query, const std::function<bool(const Item&)>& visit) const {
  size_t found = 0;
  for (auto entry = FirstFrom(query.since); entry != entries_.end(); ++entry) {
    if ((query.kinds & MaskOf(entry->kind)) == 0) continue;
    if (query.isolate != 0 && entry->isolate != query.isolate) continue;
    if (entry->time_us < query.from_us || entry->time_us > query.to_us) continue;
    if (found == query.limit) return entry->sequence;
    if (!visit({entry->sequence, entry->ordinal, {entry->data, entry->size}})) return entry->sequence;
    found++;
  }
  return next_sequence_;  // A client of another run may have asked beyond the end.
}

}  // namespace isoscope
