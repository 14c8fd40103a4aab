#include "runtime/probes/history.h"

#include <algorithm>
#include <charconv>

namespace isoscope {
namespace {

constexpr size_t kChunkSize = 64 * 1024;
// Once there are so many bytes, and there may be several such chunks.
constexpr size_t kLargeFrom = 1 << 20;
constexpr size_t kLargeChunkSize = 2 << 20;

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
  const size_t footprint = Entry::FootprintOf(record.size());
  ISOSCOPE_CHECK_LE(footprint, kChunkSize);
  if (chunks_.empty() || chunks_.back().used + footprint > chunks_.back().memory.size()) AddChunk();
  Chunk& chunk = chunks_.back();
  if (chunk.used == 0) chunk.first_sequence = sequence;
  Entry* entry = new (chunk.memory.data() + chunk.used)
      Entry{.sequence = sequence, .ordinal = appended_[static_cast<size_t>(HeaderOf(record).kind)]++, .size = record.size()};
  std::memcpy(entry->data(), record.data(), record.size());
  chunk.used += footprint;
  bytes_ += footprint;
  count_++;
  next_sequence_ = sequence + 1;
  return sequence;
}

void History::AddChunk() {
  Chunk chunk;
  if (!spare_.empty()) {
    chunk.memory = std::move(spare_);
  } else {
    chunk.memory = Pages(bytes_ < kLargeFrom || limits_.bytes < kLargeFrom * 8 ? kChunkSize : kLargeChunkSize);
  }
  chunks_.push_back(std::move(chunk));
}

void History::Evict(uint64_t now_us) {
  const uint64_t horizon = now_us > limits_.time_us ? now_us - limits_.time_us : 0;
  while (count_ != 0 && (bytes_ > limits_.bytes || HeaderOf(Front()->record()).timeUs < horizon)) DropOldest();
}

void History::DropOldest() {
  const size_t footprint = Front()->footprint();
  bytes_ -= footprint;
  front_offset_ += footprint;
  count_--;
  if (front_offset_ < chunks_.front().used) return;
  spare_ = std::move(chunks_.front().memory);
  chunks_.pop_front();
  front_offset_ = 0;
}

void History::Advance(Place* place) const {
  const Chunk& chunk = chunks_[place->chunk];
  place->offset += chunk.At(place->offset)->footprint();
  if (place->offset == chunk.used) *place = {place->chunk + 1, 0};
}

History::Place History::FirstFrom(uint64_t sequence) const {
  if (sequence >= next_sequence_) return {chunks_.size(), 0};
  if (sequence <= oldest_sequence()) return {0, front_offset_};
  const auto behind =
      std::upper_bound(chunks_.begin(), chunks_.end(), sequence, [](uint64_t wanted, const Chunk& chunk) { return wanted < chunk.first_sequence; });
  Place place{static_cast<size_t>(behind - chunks_.begin()) - 1, 0};
  if (place.chunk == 0) place.offset = front_offset_;
  while (place.chunk < chunks_.size() && chunks_[place.chunk].At(place.offset)->sequence < sequence) Advance(&place);
  return place;
}

std::span<std::byte> History::Find(uint64_t sequence) {
  const Place place = FirstFrom(sequence);
  if (place.chunk == chunks_.size()) return {};
  Entry* entry = chunks_[place.chunk].At(place.offset);
  if (entry->sequence != sequence) return {};
  return {entry->data(), entry->size};
}

uint64_t History::Visit(const HistoryQuery& query, const std::function<bool(const Item&)>& visit) const {
  size_t found = 0;
  for (Place place = FirstFrom(query.since); place.chunk < chunks_.size(); Advance(&place)) {
    const Entry& entry = *chunks_[place.chunk].At(place.offset);
    const RecordHeader header = HeaderOf(entry.record());
    if ((query.kinds & MaskOf(header.kind)) == 0) continue;
    if (query.isolate != 0 && header.isolate != query.isolate) continue;
    if (header.timeUs < query.from_us || header.timeUs > query.to_us) continue;
    if (found == query.limit) return entry.sequence;
    if (!visit({entry.sequence, entry.ordinal, entry.record()})) return entry.sequence;
    found++;
  }
  return next_sequence_;  // A client of another run may have asked beyond the end.
}

}  // namespace isoscope
