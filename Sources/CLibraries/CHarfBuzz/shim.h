/* HarfBuzz: shapes text and cuts small fonts. */
#include <hb.h>
#include <hb-ot.h>
#include <hb-subset.h>
