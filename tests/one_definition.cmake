# cmake -DROOT=<source> -P one_definition.cmake: two headers never define a type of the same name; the linker would take one for both.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE headers RELATIVE "${ROOT}" "${ROOT}/support/*.hpp" "${ROOT}/snippets/*.hpp" "${ROOT}/sandboxes/*.hpp" "${ROOT}/reports/*.hpp"
     "${ROOT}/verifier/*.hpp")
foreach(header IN LISTS headers)
  file(STRINGS "${ROOT}/${header}" lines REGEX "^(struct|class|enum class) [A-Za-z]+( final)?( : [^;]*)? {")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^(struct|class|enum class) ([A-Za-z]+).*" "\\2" type "${line}")
    if(DEFINED home_of_${type})
      message(SEND_ERROR "${header} defines ${type}, and so does ${home_of_${type}}")
    endif()
    set(home_of_${type} "${header}")
  endforeach()
endforeach()
