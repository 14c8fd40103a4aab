#include "runtime/observers/heap_reader.h"

#include <string_view>

#include "runtime/base/check.h"
#include "runtime/probes/names.h"

namespace isoscope {

HeapReader::HeapReader(v8::Isolate* isolate) : isolate_(isolate), space_count_(isolate->NumberOfHeapSpaces()) {
  ISOSCOPE_CHECK_LE(space_count_, HeapFigures::kMaxSpaces);
  v8::HeapSpaceStatistics space;
  for (size_t i = 0; i < space_count_; i++) {
    ISOSCOPE_CHECK(isolate_->GetHeapSpaceStatistics(&space, i));
    const std::string_view name = space.space_name();
    names_[i] = Intern(name);
    young_[i] = name == "new_space" || name == "new_large_object_space";
  }
}

void HeapReader::Read(HeapFigures* out) const {
  isolate_->GetHeapStatistics(&out->totals);
  v8::HeapSpaceStatistics space;
  for (size_t i = 0; i < space_count_; i++) {
    isolate_->GetHeapSpaceStatistics(&space, i);
    out->spaces[i] = {.name = names_[i],
                      .sizeBytes = space.space_size(),
                      .usedBytes = space.space_used_size(),
                      .availableBytes = space.space_available_size(),
                      .physicalBytes = space.physical_space_size()};
  }
}

}  // namespace isoscope
