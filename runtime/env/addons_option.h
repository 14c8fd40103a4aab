// --no-addons. Its row is in the table of options; only whoever loads add-ons asks, through here, so that no other part depends on it.
// Any thread once the command line is parsed. Of the process: a worker's execArgv does not change it.
#ifndef ISOSCOPE_RUNTIME_ENV_ADDONS_OPTION_H_
#define ISOSCOPE_RUNTIME_ENV_ADDONS_OPTION_H_

namespace isoscope {

bool AddonsAllowed();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ADDONS_OPTION_H_
