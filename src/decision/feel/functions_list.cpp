// Functions of lists and contexts.
#include <algorithm>
#include <unordered_map>

#include "decision/feel/function_tools.hpp"

namespace zhuqi::feel {

namespace {

Value extreme(const Arguments& a, bool least) {
  const auto all = items(a);
  if (all.empty()) return {};
  const Value* best = &all.front();
  for (const auto& item : all) {
    const auto order = compare(item, *best);
    if (!order) return {};
    if (least ? *order < 0 : *order > 0) best = &item;
  }
  return *best;
}

Value truth_of_all(const Arguments& a, bool deciding) {
  bool unknown = false;
  for (const auto& item : items(a)) {
    if (item.boolean() == nullptr)
      unknown = true;
    else if (*item.boolean() == deciding)
      return deciding;
  }
  return unknown ? Value() : Value(!deciding);
}

Value list_contains(const Arguments& a) {
  ValueList single;
  const auto* all = list(a, 0, single);
  return all != nullptr ? Value(std::find(all->begin(), all->end(), a[1]) != all->end()) : Value();
}

Value index_of(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  ValueList places;
  for (std::size_t i = 0; i < a[0].list()->size(); ++i)
    if ((*a[0].list())[i] == a[1]) places.emplace_back(static_cast<std::int64_t>(i + 1));
  return places;
}

Value concatenate(const Arguments& a) {
  ValueList all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ValueList single;
    const auto* part = list(a, i, single);
    if (part == nullptr) return {};
    all.insert(all.end(), part->begin(), part->end());
    if (all.size() > max_list_items) return {};
  }
  return all;
}

Value append(const Arguments& a) {
  ValueList single;
  const auto* base = list(a, 0, single);
  if (base == nullptr) return {};
  auto all = *base;
  all.insert(all.end(), a.values.begin() + 1, a.values.end());
  return all;
}

Value distinct_values(const Arguments& a) {
  ValueList single, kept;
  const auto* all = list(a, 0, single);
  if (all == nullptr) return {};
  std::unordered_multimap<std::string, std::size_t> places;  // of the kept, by a key that equal values share
  for (const auto& item : *all) {
    const bool plain = item.number() != nullptr || item.string() != nullptr || item.date() != nullptr;
    const auto key = std::string(name(item.kind())) + (plain ? to_text(item) : "");
    const auto [from, to] = places.equal_range(key);
    if (!plain && places.count(key) > 5'000) return {};
    if (std::any_of(from, to, [&](const auto& at) { return kept[at.second] == item; })) continue;
    places.emplace(key, kept.size());
    kept.push_back(item);
  }
  return kept;
}

Value union_of(const Arguments& a) {
  const auto all = concatenate(a);
  return all.is_null() ? Value() : distinct_values({std::span(&all, 1)});
}

void flatten_into(const Value& value, ValueList& out) {
  if (value.list() == nullptr) return out.push_back(value);
  for (const auto& item : *value.list()) flatten_into(item, out);
}

Value flatten(const Arguments& a) {
  ValueList out;
  flatten_into(a[0], out);
  return out;
}

Value reverse(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  return ValueList(a[0].list()->rbegin(), a[0].list()->rend());
}

Value sublist(const Arguments& a) {
  const auto start = integer(a, 1);
  if (a[0].list() == nullptr || !start || *start == 0) return {};
  const auto size = static_cast<std::int64_t>(a[0].list()->size());
  const auto first = *start > 0 ? *start - 1 : size + *start;
  const auto count = a.size() > 2 ? integer(a, 2) : std::optional(size - first);
  if (first < 0 || first > size || !count || *count < 0 || *count > size - first) return {};
  return ValueList(a[0].list()->begin() + first, a[0].list()->begin() + first + *count);
}

Value get_value(const Arguments& a) {
  const auto* entry = text(a, 1) ? a[0].find(*text(a, 1)) : nullptr;
  return entry ? *entry : Value();
}

Value get_entries(const Arguments& a) {
  if (a[0].context() == nullptr) return {};
  ValueList entries;
  for (const auto& [key, value] : *a[0].context()) entries.emplace_back(ValueContext{{"key", key}, {"value", value}});
  return entries;
}

// Puts one entry in; `path` says into which of the contexts inside.
Value with_entry(const Value& context, std::span<const Value> path, const Value& value) {
  if (context.context() == nullptr || path.empty() || path[0].string() == nullptr) return {};
  const auto& key = *path[0].string();
  auto entries = *context.context();
  const auto at = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
  auto put = value;
  if (path.size() > 1) {
    put = at != entries.end() ? with_entry(at->second, path.subspan(1), value) : Value();
    if (put.is_null()) return {};
  }
  if (at != entries.end())
    at->second = std::move(put);
  else
    entries.emplace_back(key, std::move(put));
  return entries;
}

Value context_put(const Arguments& a) {
  return with_entry(a[0], a[1].list() ? std::span<const Value>(*a[1].list()) : a.values.subspan(1, 1), a[2]);
}

Value context_merge(const Arguments& a) {
  ValueList single;
  const auto* all = list(a, 0, single);
  if (all == nullptr) return {};
  Value merged{ValueContext{}};
  for (const auto& part : *all) {
    if (part.context() == nullptr) return {};
    for (const auto& [key, value] : *part.context()) {
      const Value name(key);
      merged = with_entry(merged, {&name, 1}, value);
    }
  }
  return merged;
}

Value context(const Arguments& a) {
  ValueList single;
  const auto* all = list(a, 0, single);
  if (all == nullptr) return {};
  ValueContext made;
  for (const auto& entry : *all) {
    const auto* key = entry.find("key");
    const auto* value = entry.find("value");
    if (key == nullptr || key->string() == nullptr || value == nullptr) return {};
    if (std::any_of(made.begin(), made.end(), [&](const auto& known) { return known.first == *key->string(); }))
      return {};
    made.emplace_back(*key->string(), *value);
  }
  return made;
}

// The index of a place from 1, or from -1 at the end; nothing if it is none of the list.
std::optional<std::int64_t> place(const Arguments& a, std::size_t argument) {
  const auto at = integer(a, argument);
  const auto size = a[0].list() ? static_cast<std::int64_t>(a[0].list()->size()) : 0;
  if (!at || *at == 0 || *at > size || *at < -size) return std::nullopt;
  return *at > 0 ? *at - 1 : size + *at;
}

Value insert_before(const Arguments& a) {
  const auto at = place(a, 1);
  if (!at) return {};
  auto all = *a[0].list();
  all.insert(all.begin() + *at, a[2]);
  return all;
}

Value remove(const Arguments& a) {
  const auto at = place(a, 1);
  if (!at) return {};
  auto all = *a[0].list();
  all.erase(all.begin() + *at);
  return all;
}

Value list_replace(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  auto all = *a[0].list();
  if (const auto* match = a[1].function()) {
    for (auto& item : all) {
      const Value both[] = {item, a[2]};
      const auto hit = apply(*match, both, *a.scope);
      if (hit.boolean() == nullptr) return {};
      if (*hit.boolean()) item = a[2];
    }
    return all;
  }
  const auto at = place(a, 1);
  if (!at) return {};
  all[static_cast<std::size_t>(*at)] = a[2];
  return all;
}

// Merges from the bottom up, so that a function which is no order does no harm.
template <class Precedes>
ValueList merge_sorted(ValueList all, Precedes precedes) {
  ValueList merged(all.size());
  for (std::size_t width = 1; width < all.size(); width *= 2) {
    for (std::size_t start = 0; start < all.size(); start += 2 * width) {
      auto left = start, right = std::min(start + width, all.size());
      const auto middle = right, end = std::min(start + 2 * width, all.size());
      for (auto out = start; out < end; ++out) {
        const bool take_right = left == middle || (right < end && precedes(all[right], all[left]));
        merged[out] = std::move(all[take_right ? right++ : left++]);
      }
    }
    all.swap(merged);
  }
  return all;
}

Value sort(const Arguments& a) {
  ValueList single;
  const auto* all = list(a, 0, single);
  const auto* order = a.size() > 1 ? a[1].function() : nullptr;
  if (all == nullptr || (a.size() > 1 && order == nullptr)) return {};
  bool failed = false;
  auto sorted = merge_sorted(*all, [&](const Value& x, const Value& y) {
    if (order == nullptr) {
      const auto known = compare(x, y);
      failed = failed || !known;
      return known && *known < 0;
    }
    const Value both[] = {x, y};
    const auto before = failed ? Value() : apply(*order, both, *a.scope);
    failed = failed || before.boolean() == nullptr;
    return !failed && *before.boolean();
  });
  return failed ? Value() : Value(std::move(sorted));
}

Value count(const Arguments& a) {
  if (a.size() == 1 && a[0].is_null()) return {};
  return static_cast<std::int64_t>(items(a).size());
}
Value least(const Arguments& a) { return extreme(a, true); }
Value greatest(const Arguments& a) { return extreme(a, false); }
Value all_true(const Arguments& a) { return truth_of_all(a, false); }
Value any_true(const Arguments& a) { return truth_of_all(a, true); }
Value negation(const Arguments& a) { return a[0].boolean() ? Value(!*a[0].boolean()) : Value(); }

constexpr Function list_table[] = {
    {"list contains", 2, 2, true, list_contains, "list,element"},
    {"count", 1, -1, false, count, "list"},
    {"min", 1, -1, false, least, "list"},
    {"max", 1, -1, false, greatest, "list"},
    {"all", 1, -1, true, all_true, "list"},
    {"any", 1, -1, true, any_true, "list"},
    {"not", 1, 1, true, negation, "negand"},
    {"append", 2, -1, false, append, "list,item"},
    {"concatenate", 1, -1, false, concatenate, "list"},
    {"union", 1, -1, false, union_of, "list"},
    {"distinct values", 1, 1, false, distinct_values, "list"},
    {"flatten", 1, 1, false, flatten, "list"},
    {"reverse", 1, 1, false, reverse, "list"},
    {"index of", 2, 2, false, index_of, "list,match"},
    {"sublist", 2, 3, false, sublist, "list,start position,length"},
    {"insert before", 3, 3, false, insert_before, "list,position,newItem"},
    {"remove", 2, 2, false, remove, "list,position"},
    {"list replace", 3, 3, false, list_replace, "list,position,newItem|list,match,newItem"},
    {"sort", 1, 2, false, sort, "list,precedes"},
    {"get value", 2, 2, false, get_value, "m,key"},
    {"get entries", 1, 1, false, get_entries, "m"},
    {"context", 1, 1, false, context, "entries"},
    {"context put", 3, 3, false, context_put, "context,key,value|context,keys,value"},
    {"context merge", 1, 1, false, context_merge, "contexts"}};

}  // namespace

std::span<const Function> list_functions() { return list_table; }

}  // namespace zhuqi::feel
