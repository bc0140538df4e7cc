"""Who handles this need? Run in a folder that has routing.csv, such as examples/town."""

import zhuqi

table = zhuqi.DecisionTable("routing.csv")
print(table.decide({"text": "缺抵押物,凭专利贷款被银行拒了"}).result)
print(table.explain({"text": "缺抵押物,凭专利贷款被银行拒了"}))
