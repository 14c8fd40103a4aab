#include "runtime/env/option_variables.h"

#include <string>

#include "runtime/env/options.h"
#include "runtime/env/variables.h"

namespace isoscope {

void ApplyOptionVariables(Variables* variables, Options* options) {
  std::string value;
  auto is_set = [&](const char* name) { return variables->Get(name, &value) && value[0] == '1'; };
  if (is_set("NODE_PRESERVE_SYMLINKS")) options->preserve_symlinks = true;
  if (is_set("NODE_PRESERVE_SYMLINKS_MAIN")) options->preserve_symlinks_main = true;
  if (is_set("NODE_PENDING_DEPRECATION")) options->pending_deprecation = true;
  if (options->redirect_warnings.empty() && variables->Get("NODE_REDIRECT_WARNINGS", &value)) options->redirect_warnings = value;
}

}  // namespace isoscope
