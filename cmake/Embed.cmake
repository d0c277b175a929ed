# snipcheck_embed(<target> <symbol> <folder> <file>...): the bytes of the files travel inside the binary.
# Declares, for a .cpp of the target to repeat:  std::span<const EmbeddedFile> <symbol>();
# The assembler's .incbin takes the bytes as they are: nothing to escape, and no limit on their size.
function(snipcheck_embed target symbol folder)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/" OUTPUT_VARIABLE paths)
  snipcheck_embed_paths(${target} ${symbol} "${ARGN}" "${paths}")
endfunction()

# snipcheck_embed_program(<target> <symbol> <program> <file>): the same for a program that is built here, as a file of that name.
function(snipcheck_embed_program target symbol program file)
  snipcheck_embed_paths(${target} ${symbol} ${file} "${CMAKE_CURRENT_BINARY_DIR}/${file}")
  add_dependencies(${target} ${program})
endfunction()

function(snipcheck_embed_paths target symbol files paths)
  set(base "${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}")
  set(asm ".section .rodata\n")
  set(table "")
  set(declarations "")
  set(index 0)
  foreach(file path IN ZIP_LISTS files paths)
    set(label "snipcheck_${symbol}_${index}")
    string(APPEND asm ".global ${label}_begin\n.global ${label}_end\n${label}_begin:\n.incbin \"${path}\"\n${label}_end:\n.byte 0\n")
    string(APPEND declarations "extern const char ${label}_begin[];\nextern const char ${label}_end[];\n")
    string(APPEND table "      {\"${file}\", text(${label}_begin, ${label}_end)},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND asm ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT "${base}.S" CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT "${base}.cpp" CONTENT "#include \"support/embedded.hpp\"

extern \"C\" {
${declarations}}

namespace snipcheck {
std::span<const EmbeddedFile> ${symbol}();
std::span<const EmbeddedFile> ${symbol}() {
  const auto text = [](const char* begin, const char* end) {
    return std::string_view{begin, static_cast<std::size_t>(end - begin)};
  };
  static const EmbeddedFile files[] = {
${table}  };
  return files;
}
}  // namespace snipcheck
" @ONLY)
  set_source_files_properties("${base}.S" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${base}.S" "${base}.cpp")
endfunction()
