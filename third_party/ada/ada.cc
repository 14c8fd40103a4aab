// All of ada in one: a source that is tracked, so that `gn check` works where nothing is fetched yet.
#include "ada.cpp"
