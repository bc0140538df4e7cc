// The decision tables of level 2 of the DMN Technology Compatibility Kit.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <zhuqi/decision/table.hpp>

namespace zhuqi {
namespace {

std::string local(const pugi::xml_node& node) {
  const std::string name = node.name();
  return name.substr(name.find(':') == std::string::npos ? 0 : name.find(':') + 1);
}

Value typed(const pugi::xml_node& node) {
  const std::string type = node.attribute("xsi:type").value(), text = node.child_value();
  if (std::string_view(node.attribute("xsi:nil").value()) == "true") return {};
  if (type == "xsd:boolean") return text == "true";
  if (type == "xsd:decimal" || type == "xsd:double" || type == "xsd:integer") return Value::number(text);
  return text;
}

// A value, a list or a structure, as the kit writes it.
Value expected(const pugi::xml_node& parent) {
  ValueContext entries;
  for (const auto node : parent.children()) {
    if (local(node) == "value") return typed(node);
    if (local(node) == "list") {
      ValueList items;
      for (const auto item : node.children()) items.push_back(expected(item));
      return items;
    }
    if (local(node) == "component") entries.emplace_back(node.attribute("name").value(), expected(node));
  }
  return entries.empty() ? Value() : Value(entries);
}

TEST(Tck, LevelTwo) {
  const std::filesystem::path kit = ZHUQI_SHARED_DIR "/data/dmn-tck-level-2";
  if (!std::filesystem::exists(kit)) GTEST_SKIP() << "the kit is not here: " << kit;
  int results = 0;
  for (const auto& folder : std::filesystem::directory_iterator(kit)) {
    if (!folder.is_directory()) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".xml") continue;
      pugi::xml_document document;
      ASSERT_TRUE(document.load_file(entry.path().c_str()));
      const auto model = folder.path() / (folder.path().filename().string() + ".dmn");
      for (const auto test : document.document_element().children()) {
        if (local(test) != "testCase") continue;
        Facts facts;
        for (const auto node : test.children())
          if (local(node) == "inputNode") facts.emplace(node.attribute("name").value(), expected(node));
        for (const auto node : test.children()) {
          if (local(node) != "resultNode") continue;
          ++results;
          const auto table = DecisionTable::load(model.string(), node.attribute("name").value());
          const auto outcome = table.decide(facts);
          pugi::xml_node wanted;
          for (const auto part : node.children())
            if (local(part) == "expected") wanted = part;
          EXPECT_FALSE(outcome.error) << entry.path() << outcome.error->message;
          EXPECT_EQ(to_text(outcome.result), to_text(expected(wanted)))
              << entry.path() << " " << test.attribute("id").value();
        }
      }
    }
  }
  EXPECT_EQ(results, 51);
}

}  // namespace
}  // namespace zhuqi
