#include "runtime/probes/history.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace isoscope {
namespace {

constexpr size_t kChunkSize = 16 * 1024;
constexpr size_t kFewestChunks = 64;  // A short history has smaller ones.

// What a record counts for: its bytes before they are packed, and what finding it would cost without.
size_t WeightOf(RecordBytes record) { return record.size() + 48; }

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
  const size_t room = kMostVarintBytes + RecordPacking::Room(record.size());
  if (chunks_.empty() || chunks_.back().used + room > chunks_.back().size) {
    AddChunk(room);
    chunks_.back().first_sequence = next_sequence_ = sequence;
  }
  Chunk& chunk = chunks_.back();
  std::byte* const start = chunk.data.get() + chunk.used;
  const std::byte* const end = packing_.Write(record, WriteVarint(sequence - next_sequence_, start));
  chunk.used += static_cast<size_t>(end - start);
  chunk.records++;
  chunk.bytes += WeightOf(record);
  bytes_ += WeightOf(record);
  appended_[static_cast<size_t>(HeaderOf(record).kind)]++;
  next_sequence_ = sequence + 1;
  if (count_++ == 0) Enter(&front_, 0);
  return sequence;
}

void History::AddChunk(size_t room) {
  const size_t size = std::max(std::min(kChunkSize, limits_.bytes / kFewestChunks), room);
  Chunk chunk = std::exchange(spare_, {});
  if (chunk.size < size) chunk = {.data = std::unique_ptr<std::byte[]>(new std::byte[size]), .size = size};
  chunk.used = chunk.records = chunk.bytes = 0;
  chunk.ordinals = appended_;
  packing_.Reset();
  chunks_.push_back(std::move(chunk));
}

void History::Evict(uint64_t now_us) {
  while (bytes_ > limits_.bytes) DropChunk();
  const uint64_t horizon = now_us > limits_.time_us ? now_us - limits_.time_us : 0;
  while (count_ != 0 && HeaderOf(front_.packing.record()).timeUs < horizon) DropOldest();
}

void History::DropOldest() {
  if (chunks_.front().records == 1) return DropChunk();
  const size_t weight = WeightOf(front_.packing.record());
  bytes_ -= weight;
  chunks_.front().bytes -= weight;
  chunks_.front().records--;
  count_--;
  Advance(&front_);
}

void History::DropChunk() {
  Chunk& chunk = chunks_.front();
  bytes_ -= chunk.bytes;
  count_ -= chunk.records;
  spare_ = std::move(chunk);
  chunks_.pop_front();
  if (count_ != 0) Enter(&front_, 0);
}

void History::Enter(Cursor* cursor, size_t chunk) const {
  cursor->chunk = chunk;
  cursor->next = 0;
  cursor->sequence = chunks_[chunk].first_sequence - 1;
  cursor->ordinals = chunks_[chunk].ordinals;
  cursor->packing.Reset();
  Advance(cursor);
}

bool History::Advance(Cursor* cursor) const {
  const Chunk& chunk = chunks_[cursor->chunk];
  if (cursor->next == chunk.used) {
    if (cursor->chunk + 1 == chunks_.size()) return false;
    Enter(cursor, cursor->chunk + 1);
    return true;
  }
  const std::byte* const data = chunk.data.get();
  uint64_t gap;
  const std::byte* const packed = ReadVarint(data + cursor->next, &gap);
  cursor->next = static_cast<size_t>(cursor->packing.Read(packed) - data);
  cursor->sequence += gap + 1;
  cursor->ordinals[static_cast<size_t>(HeaderOf(cursor->packing.record()).kind)]++;
  return true;
}

bool History::FirstFrom(uint64_t sequence, Cursor* cursor) const {
  if (count_ == 0 || sequence >= next_sequence_) return false;
  const auto behind =
      std::upper_bound(chunks_.begin(), chunks_.end(), sequence, [](uint64_t wanted, const Chunk& chunk) { return wanted < chunk.first_sequence; });
  const auto chunk = static_cast<size_t>(behind - chunks_.begin());
  if (chunk <= 1) {
    *cursor = front_;
  } else {
    Enter(cursor, chunk - 1);
  }
  while (cursor->sequence < sequence) {
    if (!Advance(cursor)) return false;
  }
  return true;
}

std::span<std::byte> History::FindGc(uint64_t sequence) {
  Cursor cursor;
  if (!FirstFrom(sequence, &cursor) || cursor.sequence != sequence) return {};
  const RecordBytes record = cursor.packing.record();
  if (HeaderOf(record).kind != Kind::kGc) return {};
  return {const_cast<std::byte*>(record.data()), record.size()};  // Among the chunk's bytes, which are ours.
}

uint64_t History::Visit(const HistoryQuery& query, const std::function<bool(const Item&)>& visit) const {
  Cursor cursor;
  size_t found = 0;
  for (bool more = FirstFrom(query.since, &cursor); more; more = Advance(&cursor)) {
    const Item item = cursor.item();
    const RecordHeader header = HeaderOf(item.record);
    if ((query.kinds & MaskOf(header.kind)) == 0) continue;
    if (query.isolate != 0 && header.isolate != query.isolate) continue;
    if (header.timeUs < query.from_us || header.timeUs > query.to_us) continue;
    if (found == query.limit || !visit(item)) return item.sequence;
    found++;
  }
  return next_sequence_;  // A client of another run may have asked beyond the end.
}

}  // namespace isoscope
