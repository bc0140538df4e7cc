#include "check.h"

int failures = 0;

int main(void) {
  test_errors();
  test_tables();
  test_arrow();
  test_streams();
  test_calendars();
  test_desks();
  test_route_files();
  test_policies();
  test_following();
  test_imports();
  test_matching();
  if (failures > 0) fprintf(stderr, "%d checks failed\n", failures);
  return failures > 0;
}
