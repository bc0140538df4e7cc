/* The driver in C: carries out what judge.py says, one line each, and answers with one line.
 *
 * A line is a verb and its arguments, separated by tabs. The answer is "ok" and a document, or "refused" and the error
 * as a document. What the verbs are stands in the table at the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhuqi.h"

enum { max_arguments = 4 };

static zq_table* table = NULL;
static zq_calendar* calendar = NULL;
static zq_desk* desk = NULL;
static int64_t now_us = 0;

static void answer(zq_status status, zq_error* err, zq_buffer* out) {
  if (status == ZQ_OK)
    printf("ok\t%s\n", out == NULL ? "null" : out->data);
  else
    printf("refused\t%s\n", zq_error_json(err));
  fflush(stdout);
  zq_error_free(err);
  zq_buffer_free(out);
}

static void load_table(char** args) {
  zq_error* err = NULL;
  zq_table* loaded = NULL;
  const zq_status status = zq_table_load(args[0], strlen(args[0]), args[1], strlen(args[1]), &loaded, &err);
  if (status == ZQ_OK) {
    zq_table_free(table);
    table = loaded;
  }
  answer(status, err, NULL);
}

static void decide(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_table_decide(table, args[0], strlen(args[0]), &out, &err);
  answer(status, err, &out);
}

static void explain(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_table_explain(table, args[0], strlen(args[0]), args[1], strlen(args[1]), &out, &err);
  answer(status, err, &out);
}

static void open_calendar(char** args) {
  zq_error* err = NULL;
  zq_calendar* opened = NULL;
  const zq_status status = zq_calendar_open(args[0], strlen(args[0]), &opened, &err);
  if (status == ZQ_OK) {
    zq_calendar_free(calendar);
    calendar = opened;
  }
  answer(status, err, NULL);
}

static void run(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_calendar_run(calendar, args[0], strlen(args[0]), &out, &err);
  answer(status, err, &out);
}

static int64_t tell_time(void* clock_data) { return *(const int64_t*)clock_data; }

static void set_clock(char** args) {
  now_us = strtoll(args[0], NULL, 10);
  answer(ZQ_OK, NULL, NULL);
}

static void open_desk(char** args) {
  zq_error* err = NULL;
  zq_desk* opened = NULL;
  zq_desk_options options = ZQ_DESK_OPTIONS_INIT;
  options.clock = tell_time;
  options.clock_data = &now_us;
  const zq_status status = zq_desk_open(args[0], strlen(args[0]), &options, &opened, &err);
  if (status == ZQ_OK) {
    zq_desk_close(desk);
    desk = opened;
  }
  answer(status, err, NULL);
}

static void close_desk(char** args) {
  (void)args;
  zq_desk_close(desk);
  desk = NULL;
  answer(ZQ_OK, NULL, NULL);
}

static void apply(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_apply(desk, args[0], strlen(args[0]), &out, &err);
  answer(status, err, &out);
}

static void query(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_query(desk, args[0], strlen(args[0]), &out, &err);
  answer(status, err, &out);
}

static void tick(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_tick(desk, strtoll(args[0], NULL, 10), &out, &err);
  answer(status, err, &out);
}

static void events(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_events(desk, strtoll(args[0], NULL, 10), strtoll(args[1], NULL, 10), &out, &err);
  answer(status, err, &out);
}

static void verify(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_verify(desk, args[0], strlen(args[0]), &out, &err);
  answer(status, err, &out);
}

static void head(char** args) {
  zq_error* err = NULL;
  zq_buffer out = {NULL, 0};
  const zq_status status = zq_desk_head(desk, &out, &err);
  (void)args;
  answer(status, err, &out);
}

static void backup(char** args) {
  zq_error* err = NULL;
  const zq_status status = zq_desk_backup(desk, args[0], strlen(args[0]), &err);
  answer(status, err, NULL);
}

static const struct {
  const char* name;
  void (*run)(char** args);
} verbs[] = {
    {"table", load_table},       /* path, decision */
    {"decide", decide},          /* facts */
    {"explain", explain},        /* facts, rule */
    {"calendar", open_calendar}, /* path */
    {"run", run},                /* operation */
    {"clock", set_clock},        /* microseconds: what the desk's clock tells from now on */
    {"open", open_desk},         /* path */
    {"close", close_desk},       /* */
    {"apply", apply},            /* command */
    {"query", query},            /* query */
    {"tick", tick},              /* microseconds */
    {"events", events},          /* after, limit */
    {"verify", verify},          /* head, or empty */
    {"head", head},              /* */
    {"backup", backup},          /* path */
};

/* Cuts the line at its tabs; arguments that are not there are empty. */
static void carry_out(char* line) {
  char* parts[max_arguments + 1];
  size_t count = 0, i;
  line[strcspn(line, "\n")] = '\0';
  for (i = 0; i <= max_arguments; ++i) parts[i] = line + strlen(line);
  while (count <= max_arguments) {
    char* tab = strchr(line, '\t');
    parts[count++] = line;
    if (tab == NULL) break;
    *tab = '\0';
    line = tab + 1;
  }
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; ++i)
    if (strcmp(parts[0], verbs[i].name) == 0) {
      verbs[i].run(parts + 1);
      return;
    }
  fprintf(stderr, "unknown verb %s\n", parts[0]);
  exit(2);
}

int main(void) {
  static char line[1 << 20];
  while (fgets(line, sizeof line, stdin) != NULL) carry_out(line);
  zq_table_free(table);
  zq_calendar_free(calendar);
  zq_desk_close(desk);
  return 0;
}
