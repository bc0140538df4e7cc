# One CMake target per part of the house. A part sees its own headers and those of the parts it names, and no
# others: each part's headers stand under an include root of its own, so that a wrong arrow fails to build.
#
#   zhuqi_part(sla USES decision calendar SOURCES policy.cpp clock.cpp LINKS fmt::fmt)
#
# makes
#   zhuqi_sla           the static library; gives <zhuqi/sla/...> to those that name it
#   zhuqi_sla_private   gives "sla/..." (the private headers in src/sla): for the part itself and its tests
# A part is COLD if what takes its time lies in the parts that it calls; so are single COLD_SOURCES of another: they build
# a quarter faster at -O1.
function(zhuqi_part part)
  cmake_parse_arguments(ARG "COLD" "" "USES;SOURCES;COLD_SOURCES;LINKS" ${ARGN})

  set(roots ${PROJECT_BINARY_DIR}/roots/${part})
  file(MAKE_DIRECTORY ${roots}/public/zhuqi ${roots}/private)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/zhuqi/${part} ${roots}/public/zhuqi/${part} SYMBOLIC)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/src/${part} ${roots}/private/${part} SYMBOLIC)

  add_library(zhuqi_${part}_private INTERFACE)
  target_include_directories(zhuqi_${part}_private INTERFACE ${roots}/private)
  target_link_libraries(zhuqi_${part}_private INTERFACE ${ARG_LINKS})

  add_library(zhuqi_${part} STATIC ${ARG_SOURCES})
  target_include_directories(zhuqi_${part} PUBLIC $<BUILD_INTERFACE:${roots}/public>)
  target_link_libraries(zhuqi_${part} PRIVATE zhuqi_${part}_private)
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(zhuqi_${part} PUBLIC zhuqi_${used})
  endforeach()
  if(NOT part STREQUAL base)
    target_link_libraries(zhuqi_${part} PUBLIC zhuqi_base PRIVATE zhuqi_base_private)
    target_link_libraries(zhuqi_${part}_private INTERFACE zhuqi_base_private)
  endif()
  zhuqi_part_options(zhuqi_${part} ${ARG_COLD})

  if(ARG_COLD_SOURCES)
    add_library(zhuqi_${part}_cold OBJECT ${ARG_COLD_SOURCES})
    target_include_directories(zhuqi_${part}_cold PRIVATE $<TARGET_PROPERTY:zhuqi_${part},INCLUDE_DIRECTORIES>)
    target_compile_definitions(zhuqi_${part}_cold PRIVATE $<TARGET_PROPERTY:zhuqi_${part},COMPILE_DEFINITIONS>)
    zhuqi_part_options(zhuqi_${part}_cold TRUE)
    target_sources(zhuqi_${part} PRIVATE $<TARGET_OBJECTS:zhuqi_${part}_cold>)
    set_property(GLOBAL APPEND PROPERTY ZHUQI_PARTS ${part}_cold)
  endif()
  set_property(GLOBAL APPEND PROPERTY ZHUQI_PARTS ${part})
endfunction()

function(zhuqi_part_options target cold)
  zhuqi_warnings(${target})
  zhuqi_headers()
  if(cold)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  target_compile_options(${target} PRIVATE -pthread)  # some of the libraries bring it: all must be compiled alike
  target_precompile_headers(${target} REUSE_FROM zhuqi_headers)
endfunction()

# Single files of a COLD part that an import runs through for every row: they are built as those of other parts.
function(zhuqi_hot_sources)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O3>)
endfunction()

# The foreign headers that nearly every file of a part includes, compiled once: reading them is a third of a build. Each
# file still includes what it uses. The presets compile eight files of a part together besides (CMAKE_UNITY_BUILD), which
# halves what is left; so names in unnamed namespaces are unlike each other throughout a part.
function(zhuqi_headers)
  if(TARGET zhuqi_headers)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/headers.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(zhuqi_headers OBJECT ${source})
  target_link_libraries(zhuqi_headers PRIVATE fmt::fmt nlohmann_json::nlohmann_json)
  target_compile_options(zhuqi_headers PRIVATE -pthread)
  zhuqi_warnings(zhuqi_headers)
  target_precompile_headers(zhuqi_headers PRIVATE <algorithm> <chrono> <functional> <map> <memory> <optional> <set>
                            <span> <string> <unordered_map> <variant> <vector> <fmt/format.h> <nlohmann/json.hpp>)
endfunction()

function(zhuqi_warnings target)
  if(ZHUQI_DEVELOPER)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror)
    # GCC 12, optimising, sees overlapping copies in "a" + std::to_string(i) (its bug 105651), uninitialised values in
    # empty std::optional and std::variant (80635), and reads past the end of small vectors (105329) where there are
    # none. Clang, in script/test --full, and the sanitizers look for the real ones.
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
      target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds
                                               -Wno-stringop-overflow)
    endif()
    if(CMAKE_UNITY_BUILD)  # GCC takes the files that are compiled together for headers
      target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
    endif()
  endif()
endfunction()

# The headers that nearly every test includes, compiled once: reading them is what building tests spends its time on.
function(zhuqi_test_headers)
  if(TARGET zhuqi_test_headers)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/test_headers.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(zhuqi_test_headers OBJECT ${source})
  target_link_libraries(zhuqi_test_headers PRIVATE GTest::gtest rapidcheck nlohmann_json::nlohmann_json)
  zhuqi_test_options(zhuqi_test_headers)
  target_precompile_headers(zhuqi_test_headers PRIVATE <gtest/gtest.h> <rapidcheck.h> <rapidcheck/gtest.h>
                            <nlohmann/json.hpp>)
endfunction()

# What is measured is the library; building tests costs the most.
function(zhuqi_test_options target)
  zhuqi_warnings(${target})
  # Compiled headers serve only those that are compiled alike: programs would ask for this in another way, and some
  # of the libraries bring -pthread.
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -pthread $<IF:$<CONFIG:Release>,-O1,-O0>)
  target_compile_definitions(
    ${target} PRIVATE ZHUQI_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ZHUQI_BINARY_DIR="${PROJECT_BINARY_DIR}"
                      ZHUQI_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
endfunction()

# zhuqi_test(sla SOURCES a_test.cpp b_test.cpp USES sla LINKS rapidcheck): one executable test_sla, one ctest entry
# per GoogleTest case. Tests see the private headers of the parts that they use. The project's root reaches them as
# ZHUQI_SOURCE_DIR; the folder of the shared judges, which may be absent, as ZHUQI_SHARED_DIR.
function(zhuqi_test name)
  cmake_parse_arguments(ARG "" "" "USES;SOURCES;LINKS" ${ARGN})
  if(NOT ZHUQI_TESTS)
    return()
  endif()
  add_executable(test_${name} ${ARG_SOURCES})
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(test_${name} PRIVATE zhuqi_${used} zhuqi_${used}_private)
  endforeach()
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(test_${name} PRIVATE GTest::gtest GTest::gmock GTest::gtest_main ${ARG_LINKS})
  zhuqi_test_headers()
  zhuqi_test_options(test_${name})
  target_precompile_headers(test_${name} REUSE_FROM zhuqi_test_headers)
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 900)
endfunction()
