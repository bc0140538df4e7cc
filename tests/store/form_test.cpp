// The form of the ledger, to the byte: what is canonical, what is chained, what is committed to.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/json.hpp"
#include "base/json_string.hpp"
#include "base/sha256.hpp"
#include "store/canonical_form.hpp"
#include "store/chain.hpp"
#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

TEST(CanonicalForm, AcceptsWhatCanonicalWritesAndNothingElse) {
  struct Case {
    std::string text;
    bool canonical;
  };
  const std::vector<Case> cases = {
      {"{}", true},
      {R"({"a":1,"b":[true,false,null,"x",{}],"c":-5})", true},
      {R"({"a":"贷款","b":"\"\\\b\f\n\r\t\u0001\u001f"})", true},
      {"{\"a\":\"\x7f\"}", true},
      {R"({"a":9223372036854775807,"b":-9223372036854775808})", true},
      {"", false},
      {"[]", false},
      {"{} ", false},
      {" {}", false},
      {R"({"a": 1})", false},
      {R"({"b":1,"a":2})", false},
      {R"({"a":1,"a":2})", false},
      {R"({"a":1,})", false},
      {R"({"a":1.5})", false},
      {R"({"a":1e3})", false},
      {R"({"a":-0})", false},
      {R"({"a":007})", false},
      {R"({"a":9223372036854775808})", false},
      {R"({"a":"\/"})", false},
      {R"({"a":"\u0041"})", false},
      {R"({"a":"\u000a"})", false},
      {R"({"a":"\u001F"})", false},
      {"{\"a\":\"\n\"}", false},
      {"{\"a\":\"\xff\"}", false},
      {"{\"a\":\"\xed\xa0\x80\"}", false},
      {R"({"a":tru})", false},
      {R"({"a")", false},
      {R"({"a":"x)", false},
  };
  for (const auto& [text, canonical] : cases) EXPECT_EQ(is_canonical_object(text), canonical) << text;
}

TEST(CanonicalForm, DepthIsBounded) {
  const auto nested = [](int levels) {
    return R"({"a":)" + std::string(static_cast<std::size_t>(levels - 1), '[') +
           std::string(static_cast<std::size_t>(levels - 1), ']') + "}";
  };
  EXPECT_TRUE(is_canonical_object(nested(max_document_depth)));
  EXPECT_FALSE(is_canonical_object(nested(max_document_depth + 1)));
}

// Texts of valid characters, rich in what needs an escape or is long in UTF-8.
rc::Gen<std::string> texts() {
  const auto pieces = rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
      "a", "\"", "\\", "/", "\n", "\t", std::string(1, '\0'), "\x1f", "\x7f", "é", "贷", "\u2028", "\U0001F600"}));
  return rc::gen::map(pieces, [](const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += part;
    return text;
  });
}

RC_GTEST_PROP(CanonicalForm, AgreesWithTheWriter, ()) {
  Json json = Json::object();
  for (const auto& [key, value] : *rc::gen::container<std::map<std::string, std::string>>(texts(), texts()))
    json[key] = Json::array({value, *rc::gen::arbitrary<std::int64_t>(), nullptr});
  const auto text = canonical(json);
  RC_ASSERT(is_canonical_object(text));
  RC_ASSERT(!is_canonical_object(text.substr(0, text.size() - 1)));
}

RC_GTEST_PROP(CanonicalForm, AStringIsWrittenAsTheWriterWritesIt, ()) {
  const auto text = *texts();
  std::string written;
  append_json_string(written, text);
  RC_ASSERT(written == canonical(Json(text)));
  RC_ASSERT(is_utf8(text));
}

RC_GTEST_PROP(CanonicalForm, Utf8IsWhatTheJsonLibraryTakes, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  bool taken = true;
  try {
    canonical(Json(bytes));
  } catch (const Json::exception&) {
    taken = false;
  }
  RC_ASSERT(is_utf8(bytes) == taken);
}

Event sample() {
  Event event;
  event.seq = 2;
  event.stream = "need/N-000001";
  event.version = 1;
  event.kind = "need.registered";
  event.at = Instant(std::chrono::microseconds(1'700'000'000'000'000));
  event.recorded = Instant(std::chrono::microseconds(1'700'000'000'000'001));
  event.actor = "officer \"7\"";
  event.system = "portal";
  event.key = "visit-1";
  event.data = R"({"item":"融资对接"})";
  event.versions = "{}";
  event.commitment = "c0";
  event.fingerprint = "f0";
  return event;
}

TEST(Chain, TheExactBytes) {
  auto event = sample();
  EXPECT_EQ(chained_fields(event),
            R"([1,2,"need/N-000001",1,"need.registered",1700000000000000,1700000000000001,"officer \"7\"","portal",)"
            R"("visit-1","{\"item\":\"融资对接\"}","{}","",0,"c0","f0"])");
  EXPECT_EQ(link_hash("aa", event), sha256_hex("aa" + chained_fields(event)));
  event.redacts = {1, 12};
  event.imported = true;
  EXPECT_NE(chained_fields(event).find(R"("[1,12]",1,)"), std::string::npos);
  EXPECT_EQ(parse_redacts(redacts_text(event.redacts)), event.redacts);
  EXPECT_EQ(parse_redacts(redacts_text({})), std::vector<std::int64_t>{});
}

TEST(Chain, CommitmentAndFingerprint) {
  EXPECT_EQ(commitment_of("00ff", R"({"phone":"1"})"), sha256_hex(R"(00ff{"phone":"1"})"));
  EXPECT_EQ(fingerprint_of({"00ff", "", "11ee"}, "{}"), sha256_hex("00ff11ee{}"));
  const auto salts = new_salts(2);
  ASSERT_EQ(salts.size(), 2u);
  EXPECT_EQ(salts[0].size(), 32u);
  EXPECT_EQ(salts[1].size(), 32u);
  EXPECT_NE(salts[0], salts[1]);
  EXPECT_NE(salts, new_salts(2));
}

TEST(Head, IsWrittenAndRead) {
  const Head head{17, std::string(64, 'a')};
  EXPECT_EQ(parse_head(to_string(head)), head);
  for (const char* text : {"", "[]", "{}", R"({"seq":1})", R"({"hash":"aa","seq":1})", R"({"hash":5,"seq":1})"})
    EXPECT_NE(code_of([&] { parse_head(text); }), Code::ok) << text;
}

// The chain can be checked without zhuqi: by a few lines of Python's standard library.
TEST(Chain, IsVerifiedByTheExampleInPython) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.db");
  fill(*open_sqlite(path, with_streams()), 20);
  const auto script =
      "/usr/bin/python3 " ZHUQI_SOURCE_DIR "/examples/verify_chain.py " + path + " >" + folder.file("out") + " 2>&1";
  EXPECT_EQ(std::system(script.c_str()), 0);
  EXPECT_NE(bytes_of(folder.file("out")).find("20 events"), std::string::npos);
  tamper(path, "UPDATE ledger_event SET actor = 'somebody else' WHERE seq = 7");
  EXPECT_NE(std::system(script.c_str()), 0);
  EXPECT_NE(bytes_of(folder.file("out")).find("event 7 "), std::string::npos);
}

}  // namespace
}  // namespace zhuqi
