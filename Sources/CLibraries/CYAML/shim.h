/* libyaml: the event parser that reads Forms/. */
#include <yaml.h>
