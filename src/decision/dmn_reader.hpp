// Reads DMN XML: the model and its tables in dmn_read.cpp, types in dmn_types.cpp, boxed expressions in dmn_boxed.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "decision/source.hpp"

namespace zhuqi {

// The name of an element or an attribute without its prefix.
std::string_view local_name(const char* name);

class DmnReader {
 public:
  DmnReader(std::string_view bytes, ModelSource& model, FindingLog& report)
      : bytes_(bytes), model_(model), report_(report) {}

  void read();

 private:
  bool load();
  bool too_deep() const;
  int line_at(std::size_t offset);
  int line_of(const pugi::xml_node& node);
  void fail(const pugi::xml_node& node, std::string_view value, std::string message, std::string expected = {});
  // An error of the decision that is being read: it counts if that decision is needed.
  void unsupported(const pugi::xml_node& node, std::string_view what = {});

  static pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
  CellSource text_of(const pugi::xml_node& node);

  void read_items(const pugi::xml_node& root);
  ItemSource read_item(const pugi::xml_node& node);
  feel::Type meaning(const ItemSource& item, int depth);
  bool counted(std::size_t parts, const std::string& name);  // false once a file has too many parts of types
  feel::Type type_named(const std::string& reference, int depth = 0);
  TypeSource type_of(const pugi::xml_node& node);  // by its attribute typeRef

  void read_data(const pugi::xml_node& root);
  void read_element(const pugi::xml_node& node);
  DecisionSource read_decision(const pugi::xml_node& node);
  DecisionSource read_knowledge(const pugi::xml_node& node);
  void read_requirement(const pugi::xml_node& node, DecisionSource& decision);

  // A boxed expression of any kind; a finding and nothing if the element is none.
  bool read_boxed(const pugi::xml_node& node, BoxedSource& boxed);
  // The first boxed expression below an element.
  bool read_boxed_in(const pugi::xml_node& parent, BoxedSource& boxed);
  void read_context(const pugi::xml_node& node, BoxedSource& boxed);
  void read_relation(const pugi::xml_node& node, BoxedSource& boxed);
  void read_invocation(const pugi::xml_node& node, BoxedSource& boxed);
  void read_function(const pugi::xml_node& node, BoxedSource& boxed);

  // `whole` is the name and the type of what the table gives.
  TableSource read_table(const pugi::xml_node& node, const std::string& name, const TypeSource& whole);
  ClauseSource read_input(const pugi::xml_node& node);
  ClauseSource read_output(const pugi::xml_node& node, const TableSource& table, const std::string& name,
                           const TypeSource& whole);
  void read_rule(const pugi::xml_node& node, TableSource& table);

  std::string_view bytes_;
  ModelSource& model_;
  FindingLog& report_;
  pugi::xml_document document_;
  std::map<std::string, std::string> names_;  // of decisions, knowledge and data, by id
  std::size_t type_parts_ = 0;
  std::string reading_;   // the name of the decision that is being read
  TypeSource result_;     // and what it gives
  Findings unsupported_;  // in it
  std::vector<std::size_t> line_ends_;
};

}  // namespace zhuqi
