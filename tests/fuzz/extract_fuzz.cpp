/// libFuzzer's way in: `./dev fuzz`. A broken invariant ends the process, as a fault that a sanitizer finds does.
#include "tests/fuzz/check_document.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = snipcheck::testing::check_document({reinterpret_cast<const char*>(data), size});
  if (fault.empty())
    return 0;
  std::fprintf(stderr, "broken invariant: %s\n", fault.c_str());
  std::abort();
}
