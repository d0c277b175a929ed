# cmake -DOUT=<file> -DROOT=<source> -P SourceDigest.cmake: writes build_digest(), SHA-256 over every source of ours and the pinned
# grammars. Run at each build; the file changes only when the digest does.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE sources LIST_DIRECTORIES false RELATIVE "${ROOT}" "${ROOT}/support/*" "${ROOT}/snippets/*" "${ROOT}/sandboxes/*.[ch]pp"
     "${ROOT}/verifier/*" "${ROOT}/grammars/package-lock.json")
list(SORT sources)
set(all "")
foreach(source IN LISTS sources)
  file(SHA256 "${ROOT}/${source}" digest)
  string(APPEND all "${source} ${digest}\n")
endforeach()
string(SHA256 digest "${all}")
file(CONFIGURE OUTPUT "${OUT}" CONTENT "#include \"verifier/version.hpp\"\n
namespace snipcheck {
std::string_view build_digest() { return \"${digest}\"; }
}  // namespace snipcheck
")
