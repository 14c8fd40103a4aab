// HdrHistogram whole: a source that is tracked, so that `gn check` works where nothing is fetched yet.
#include "hdr_histogram.c"
