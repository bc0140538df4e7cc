# zhuqi_embed(target name file): compiles a file into the target, readable as `zhuqi::embedded::name()`; declare it as
#   namespace zhuqi::embedded { std::string_view name(); }
function(zhuqi_embed target name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT
"#include <string_view>
namespace zhuqi::embedded {
namespace {
constexpr unsigned char bytes_of_@name@[] = {@bytes@};
}
std::string_view @name@();
std::string_view @name@() { return {reinterpret_cast<const char*>(bytes_of_@name@), sizeof bytes_of_@name@}; }
}  // namespace zhuqi::embedded
" @ONLY)
  target_sources(${target} PRIVATE ${source})
endfunction()
