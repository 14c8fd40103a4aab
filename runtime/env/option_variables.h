// What environment variables other than NODE_OPTIONS say about options. Any thread.
#ifndef ISOSCOPE_RUNTIME_ENV_OPTION_VARIABLES_H_
#define ISOSCOPE_RUNTIME_ENV_OPTION_VARIABLES_H_

namespace isoscope {

class Variables;
struct Options;

void ApplyOptionVariables(Variables* variables, Options* options);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_OPTION_VARIABLES_H_
