/* Who handles this need? Run in a folder that has routing.csv, such as examples/town. */
#include <stdio.h>
#include <string.h>
#include <zhuqi.h>

int main(void) {
  const char* facts = "{\"text\": \"缺抵押物,凭专利贷款被银行拒了\"}";
  zq_table* table = NULL;
  zq_error* err = NULL;
  zq_buffer decision = {NULL, 0};
  zq_status status = zq_table_load("routing.csv", strlen("routing.csv"), NULL, 0, &table, &err);
  if (status == ZQ_OK) status = zq_table_decide(table, facts, strlen(facts), &decision, &err);
  puts(status == ZQ_OK ? decision.data : zq_error_message(err));
  zq_buffer_free(&decision);
  zq_error_free(err);
  zq_table_free(table);
  return status != ZQ_OK;
}
