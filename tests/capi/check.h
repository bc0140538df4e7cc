/* A check that tells where it failed and lets the others run. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

#include "zhuqi.h"

extern int failures;

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                     \
    }                                                                 \
  } while (0)

/* The call fails with `expected`, leaves an error object whose message says something, and it is freed. */
#define CHECK_REFUSED(expected, call)                        \
  do {                                                       \
    zq_error* err = NULL;                                    \
    CHECK((call) == (expected));                             \
    CHECK(zq_error_status(err) == (expected));               \
    CHECK(err != NULL && strlen(zq_error_message(err)) > 0); \
    zq_error_free(err);                                      \
  } while (0)

/* A literal as pointer and length. */
#define TEXT(literal) (literal), (sizeof(literal) - 1)

void test_errors(void);
void test_tables(void);
void test_arrow(void);
void test_streams(void);
void test_calendars(void);
void test_desks(void);
void test_route_files(void);
void test_policies(void);
void test_following(void);
void test_imports(void);
void test_matching(void);

#endif
