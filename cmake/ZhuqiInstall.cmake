# What `cmake --install` lays down, and what finds it again; nothing in it names where it lies, so it may be moved.
#
#   lib/libzhuqi.so        the C API                          find_package: zhuqi::capi    pkg-config: zhuqi
#   lib/libzhuqi.a         all parts and the C API, static    find_package: zhuqi::zhuqi   pkg-config: zhuqi-static
#   include/zhuqi.h, include/zhuqi/, bin/zhuqi
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# One archive instead of one per part, so that nobody has to know the parts nor their order.
get_property(parts GLOBAL PROPERTY ZHUQI_PARTS)
set(archived zhuqi_capi)
foreach(part IN LISTS parts)
  list(APPEND archived zhuqi_${part})
endforeach()
list(TRANSFORM archived REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
add_library(zhuqi_archive STATIC ${objects})
set_target_properties(zhuqi_archive PROPERTIES OUTPUT_NAME zhuqi EXPORT_NAME zhuqi LINKER_LANGUAGE CXX)
target_compile_features(zhuqi_archive INTERFACE cxx_std_20)
target_include_directories(zhuqi_archive INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(
  zhuqi_archive PRIVATE Boost::graph Boost::date_time SQLiteCpp fmt::fmt pugixml::pugixml OpenSSL::Crypto
                        PkgConfig::sqlite3 PkgConfig::re2 PkgConfig::utf8proc Threads::Threads)

set_target_properties(zhuqi_capi PROPERTIES EXPORT_NAME capi)
target_include_directories(zhuqi_capi PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/zhuqi)
install(TARGETS zhuqi_capi EXPORT zhuqi_capi)
install(TARGETS zhuqi_archive EXPORT zhuqi_cpp)
foreach(language capi cpp)
  install(EXPORT zhuqi_${language} NAMESPACE zhuqi:: DESTINATION ${package})
endforeach()
if(ZHUQI_TOOLS)
  install(TARGETS zhuqi_command)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/capi/zhuqi.h TYPE INCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/zhuqi TYPE INCLUDE FILES_MATCHING PATTERN "*.hpp")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE TYPE DOC)

set(files ${PROJECT_BINARY_DIR}/install)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/zhuqiConfig.cmake.in ${files}/zhuqiConfig.cmake
                              INSTALL_DESTINATION ${package} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${files}/zhuqiConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${files}/zhuqiConfig.cmake ${files}/zhuqiConfigVersion.cmake DESTINATION ${package})

file(RELATIVE_PATH ZHUQI_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(name zhuqi zhuqi-static)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in ${files}/${name}.pc @ONLY)
  install(FILES ${files}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
