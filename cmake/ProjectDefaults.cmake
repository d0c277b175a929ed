# snipcheck_defaults: linked PRIVATE by every target of ours, never by third-party code.
add_library(snipcheck_defaults INTERFACE)
target_compile_options(snipcheck_defaults INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wextra-semi -Wcast-align -Wno-missing-field-initializers)   # designated initialisers leave out what has a default
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(snipcheck_defaults INTERFACE -Wno-restrict)   # g++ 12 sees overlaps in std::string that are none
endif()
set(CMAKE_CXX_EXTENSIONS OFF)

# Rebuilds of what was compiled before are nearly free where ccache is installed (24 s -> 1 s).
find_program(SNIPCHECK_CCACHE ccache)
if(SNIPCHECK_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${SNIPCHECK_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SNIPCHECK_CCACHE}")
endif()

option(SNIPCHECK_WERROR "Warnings are errors in our own code" OFF)
if(SNIPCHECK_WERROR)
  target_compile_options(snipcheck_defaults INTERFACE -Werror)
endif()

set(SNIPCHECK_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined")
if(SNIPCHECK_SANITIZE)      # directory-wide on purpose: the grammars parse hostile text too
  add_compile_options(-fsanitize=${SNIPCHECK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SNIPCHECK_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-fno-sanitize=function)   # tree-sitter calls its scanners through pointers that leave out arguments
  endif()
endif()

# snipcheck_module(reports HEADERS ... SOURCES ... PUBLIC ... PRIVATE ...): one library per folder.
function(snipcheck_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;PUBLIC;PRIVATE")
  add_library(${name} STATIC)
  add_library(snipcheck::${name} ALIAS ${name})
  target_sources(${name} PRIVATE ${arg_SOURCES}
    PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${arg_HEADERS})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE snipcheck_defaults ${arg_PRIVATE})
endfunction()

# snipcheck_registry(reports renderers): every line of renderers.def names a file of renderers/.
function(snipcheck_registry target folder)
  set(def "${CMAKE_CURRENT_SOURCE_DIR}/${folder}.def")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${def}")
  file(STRINGS "${def}" lines REGEX "^SNIPCHECK_ENTRY\\([a-z_0-9]+\\)")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^SNIPCHECK_ENTRY\\(([a-z_0-9]+)\\).*" "\\1" entry "${line}")
    target_sources(${target} PRIVATE "${folder}/${entry}.cpp")
  endforeach()
endfunction()

# snipcheck_tests(reports LABELS unit SOURCES ... LINK ...): one test binary per module.
function(snipcheck_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LABELS;LINK")
  add_executable(${name}_tests ${arg_SOURCES})
  target_include_directories(${name}_tests PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name}_tests PRIVATE snipcheck_defaults ${arg_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name}_tests PRIVATE SNIPCHECK_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests")
  gtest_discover_tests(${name}_tests TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 60)
endfunction()
