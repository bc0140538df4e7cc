/* A desk from nothing to a routed need: desk FILE.db, in a folder with the documents, such as examples/town. Run it
 * twice: each command has a key, so that nothing is done twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zhuqi.h>

static zq_desk* desk = NULL;
static char now[32];

static void require(zq_status status, zq_error* err) {
  if (status == ZQ_OK) return;
  fprintf(stderr, "%s\n", zq_error_message(err));
  exit(1);
}

static void publish(const char* kind, const char* file, const char* content, size_t len) {
  char command[256];
  zq_buffer receipt = {NULL, 0};
  zq_error* err = NULL;
  const int length = snprintf(command, sizeof command,
                              "{\"command\": \"publish\", \"kind\": \"%s\", \"file\": \"%s\", \"actor\": \"host\","
                              " \"key\": \"%s\", \"at\": \"%s\"}",
                              kind, file, kind, now);
  require(zq_desk_publish(desk, command, (size_t)length, content, len, &receipt, &err), err);
  zq_buffer_free(&receipt);
}

static void publish_file(const char* kind, const char* path) {
  static char content[1 << 20];
  FILE* file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  publish(kind, path, content, fread(content, 1, sizeof content, file));
  fclose(file);
}

static zq_buffer apply(const char* key, const char* fields) {
  char command[1024];
  zq_buffer receipt = {NULL, 0};
  zq_error* err = NULL;
  const int length =
      snprintf(command, sizeof command, "{\"actor\": \"host\", \"key\": \"%s\", \"at\": \"%s\", %s}", key, now, fields);
  require(zq_desk_apply(desk, command, (size_t)length, &receipt, &err), err);
  return receipt;
}

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : "park.db";
  const time_t seconds = time(NULL);
  zq_error* err = NULL;
  zq_buffer receipt;
  strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
  require(zq_desk_open(path, strlen(path), NULL, &desk, &err), err);
  publish_file("organisation", "organisation.json");
  publish("calendar", "cn", "cn", 2);
  publish_file("sla", "sla.csv");
  publish_file("routing", "routing.csv");
  receipt = apply("enterprise",
                  "\"command\": \"register_enterprise\", \"id\": \"91530102MA6000016F\","
                  " \"name\": \"滇池精工\", \"region\": \"530102\"");
  zq_buffer_free(&receipt);
  receipt = apply("visit-1207-1",
                  "\"command\": \"register_need\", \"enterprise\": \"91530102MA6000016F\","
                  " \"text\": \"缺抵押物,凭专利贷款被银行拒了\"");
  puts(receipt.data); /* {"because": ..., "due": ..., "lead_name": ..., ...} */
  zq_buffer_free(&receipt);
  zq_desk_close(desk);
  return 0;
}
