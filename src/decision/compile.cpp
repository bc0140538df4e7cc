// The decisions of a model, in the order in which they are decided.
#include "decision/compile.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "decision/cell.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/index/index.hpp"
#include "decision/model_file.hpp"

namespace zhuqi {

using Compiled = DecisionTable::Compiled;

namespace {

// The decisions and the knowledge of a model, and what each requires of the others. Decisions come first.
class Requirements {
 public:
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

  explicit Requirements(const ModelSource& model) : decisions_(model.decisions.size()) {
    for (const auto& decision : model.decisions) all_.push_back(&decision);
    for (const auto& knowledge : model.knowledge) all_.push_back(&knowledge);
    for (std::size_t i = 0; i < all_.size(); ++i) by_name_.emplace(all_[i]->name, i);
    for (std::size_t i = 0; i < all_.size(); ++i) by_name_.emplace(all_[i]->id, i);
    graph_ = Graph(all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i)
      for (const auto& name : all_[i]->required)
        if (const auto other = by_name_.find(name); other != by_name_.end() && !calls_itself(i, other->second))
          boost::add_edge(i, other->second, graph_);
  }

  const DecisionSource& operator[](std::size_t i) const { return *all_[i]; }
  bool is_decision(std::size_t i) const { return i < decisions_; }

  // The one asked for, or the only one that no other requires. Throws Refused(not_found) with the names.
  std::size_t select(std::string_view decision) const {
    std::vector<std::size_t> every, tops;
    for (std::size_t i = 0; i < decisions_; ++i) every.push_back(i);
    if (!decision.empty()) {
      const auto found = by_name_.find(decision);
      if (found != by_name_.end() && is_decision(found->second)) return found->second;
      throw Refused(Code::not_found, fmt::format("no decision «{}»: there are {}", decision, names(every)), "decision");
    }
    std::vector<bool> required(all_.size());
    for (const auto edge : boost::make_iterator_range(boost::edges(graph_))) required[target(edge, graph_)] = true;
    for (const auto i : every)
      if (!required[i]) tops.push_back(i);
    if (tops.size() == 1) return tops[0];
    throw Refused(Code::not_found, fmt::format("several decisions, say which: {}", names(tops.empty() ? every : tops)),
                  "decision");
  }

  // What `decision` needs, before what needs it; itself at the end.
  std::vector<std::size_t> order(std::size_t decision) const {
    struct Visitor : boost::default_dfs_visitor {
      explicit Visitor(std::vector<std::size_t>& o) : ordered(&o) {}
      void finish_vertex(std::size_t vertex, const Graph&) { ordered->push_back(vertex); }
      std::vector<std::size_t>* ordered;
    };
    std::vector<std::size_t> ordered;
    std::vector<boost::default_color_type> colors(all_.size());
    boost::depth_first_visit(graph_, decision, Visitor(ordered), colors.data());
    return ordered;
  }

  std::vector<std::size_t> required_by(std::size_t i) const {
    const auto others = boost::adjacent_vertices(i, graph_);
    return {others.first, others.second};
  }

  // One finding for each circle.
  bool report_circles(FindingLog& report) const {
    std::vector<int> component(all_.size());
    const int count = all_.empty() ? 0 : boost::strong_components(graph_, component.data());
    std::vector<std::vector<std::size_t>> members(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < all_.size(); ++i) members[static_cast<std::size_t>(component[i])].push_back(i);
    bool found = false;
    for (const auto& circle : members) {
      if (circle.size() == 1 && !boost::edge(circle[0], circle[0], graph_).second) continue;
      found = true;
      report.error(0, 0, all_[circle[0]]->name, fmt::format("decisions that require each other: {}", names(circle)),
                   "requirements without a circle");
    }
    return found;
  }

 private:
  // A function may.
  bool calls_itself(std::size_t i, std::size_t other) const { return i == other && !is_decision(i); }

  std::string names(const std::vector<std::size_t>& some) const {
    std::string text;
    for (const auto i : some) text += (text.empty() ? "«" : ", «") + all_[i]->name + "»";
    return text;
  }

  std::size_t decisions_;
  std::vector<const DecisionSource*> all_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  Graph graph_;
};

void add_members(const feel::Type& type, std::vector<std::string>& members) {
  for (const auto& [name, part] : type.parts) {
    if (!name.empty()) members.push_back(name);
    add_members(part, members);
  }
}

std::vector<std::uint32_t> rules_by_id(const std::vector<CompiledRule>& rules) {
  std::vector<std::uint32_t> order(rules.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rules[a].id < rules[b].id; });
  return order;
}

class ModelCompiler {
 public:
  ModelCompiler(const ModelSource& model, const Requirements& requirements, FindingLog& report)
      : model_(model), requirements_(requirements), report_(report) {
    for (const auto& data : model.data) dialect_.names.push_back(data.name);
    for (const auto& [name, type] : model.types) add_members(type, dialect_.members);
    std::sort(dialect_.members.begin(), dialect_.members.end());
    dialect_.members.erase(std::unique(dialect_.members.begin(), dialect_.members.end()), dialect_.members.end());
    dialect_.types = &model.types;
  }

  std::shared_ptr<Compiled> compile(std::size_t selected, const std::string& hash) {
    for (const auto i : requirements_.order(selected)) {
      report_.add(requirements_[i].unsupported);
      if (!requirements_[i].unsupported.empty()) continue;
      if (requirements_.is_decision(i))
        decisions_[i] = decision(i, hash);
      else
        knowledge_[i] = knowledge(i);
    }
    if (has_errors(report_.findings())) return nullptr;
    // Each is decided once, however many require it, and none inside another.
    auto made = decisions_[selected];
    made->required.clear();
    for (const auto i : requirements_.order(selected))
      if (requirements_.is_decision(i) && i != selected) made->required.push_back(decisions_[i]);
    return made;
  }

 private:
  feel::Dialect dialect_of(const DecisionSource& source) const {
    auto dialect = dialect_;
    for (const auto& name : source.required) dialect.names.push_back(name);
    return dialect;
  }

  std::shared_ptr<Compiled> decision(std::size_t i, const std::string& hash) {
    const auto& source = requirements_[i];
    auto made = std::make_shared<Compiled>();
    made->name = source.name;
    made->hash = hash;
    for (const auto& data : model_.data) {
      made->data.emplace_back(data.name, data.type.base());
      const auto& type = data.type.type;
      if (data.type.base() == "any" && !type.is_any()) made->structures.emplace_back(data.name, type);
    }
    for (const auto other : requirements_.required_by(i)) {
      if (requirements_.is_decision(other))
        made->required.push_back(decisions_[other]);
      else
        made->knowledge.insert_or_assign(requirements_[other].name, knowledge_[other]);
    }
    made->type = source.type.type;
    if (source.is_table())
      compile_table(model_, *source.logic.table, dialect_of(source), *made, report_);
    else
      made->expression = compile_boxed(model_, source.logic, dialect_of(source), report_);
    made->rules_by_id = rules_by_id(made->rules);
    return made;
  }

  // A function that sees the other functions that it requires, and itself.
  Value knowledge(std::size_t i) {
    const auto& source = requirements_[i];
    auto dialect = dialect_of(source);
    dialect.names.push_back(source.name);
    const auto defined = compile_boxed(model_, source.logic, dialect, report_);
    if (!defined) return {};
    auto closure = std::make_shared<feel::Closure>();
    closure->definition = defined->extra->definition;
    closure->own_name = source.name;
    for (const auto other : requirements_.required_by(i))
      closure->seen.insert_or_assign(requirements_[other].name, knowledge_[other]);
    return std::shared_ptr<const feel::Closure>(std::move(closure));
  }

  const ModelSource& model_;
  const Requirements& requirements_;
  FindingLog& report_;
  feel::Dialect dialect_;
  std::map<std::size_t, std::shared_ptr<Compiled>> decisions_;
  std::map<std::size_t, Value> knowledge_;
};

// Every input that is data of the record has the type that the data is declared with, or none is declared.
bool is_plain_data(const Compiled& table) {
  return table.structures.empty() &&
         std::all_of(table.inputs.begin(), table.inputs.end(), [&](const CompiledInput& input) {
           return std::all_of(table.data.begin(), table.data.end(), [&](const auto& data) {
             return data.first != input.expression.text() || data.second == "any" ||
                    value_type(data.second) == input.type;
           });
         });
}

// Of a spreadsheet every input is.
std::vector<Clause> asked_data(const ModelSource& model, const Requirements& requirements, std::size_t selected) {
  std::set<std::string_view> names;
  for (const auto i : requirements.order(selected))
    names.insert(requirements[i].required.begin(), requirements[i].required.end());
  std::vector<Clause> data;
  for (const auto& datum : model.data)
    if (model.sugar || names.contains(datum.name)) data.push_back({datum.name, datum.type.base()});
  return data;
}

std::vector<std::size_t> inputs_by_name(const std::vector<CompiledInput>& inputs) {
  std::vector<std::size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return inputs[a].expression.text() < inputs[b].expression.text(); });
  return order;
}

}  // namespace

bool gives_several_hits(HitPolicy policy) {
  return policy == HitPolicy::rule_order || policy == HitPolicy::output_order || policy >= HitPolicy::collect;
}

Compiled::~Compiled() = default;

const ModelSource& Compiled::source() const {
  static const ModelSource none;
  return file != nullptr ? file->model() : none;
}

std::shared_ptr<const Compiled> compile(std::shared_ptr<const ModelFile> file, std::string_view decision,
                                        std::string hash, FindingLog& report) {
  const auto source = file->read(report);
  constexpr std::size_t most = 10'000;
  if (const auto count = source.decisions.size() + source.knowledge.size() + source.data.size(); count > most) {
    report.error(0, 0, "", fmt::format("a model of {} decisions, inputs and functions", count),
                 fmt::format("at most {}", most));
    return nullptr;
  }
  const Requirements requirements(source);
  if (requirements.report_circles(report) || source.decisions.empty()) return nullptr;
  const auto selected = requirements.select(decision);
  auto made = ModelCompiler(source, requirements, report).compile(selected, hash);
  if (made == nullptr) return nullptr;
  made->selected = selected;
  made->file = std::move(file);
  made->asked = asked_data(source, requirements, selected);
  made->plain_data = is_plain_data(*made);
  made->inputs_by_name = inputs_by_name(made->inputs);
  made->index = Index::build(*made);
  return made;
}

}  // namespace zhuqi
