#include "support/digest.hpp"

#include <cstdint>

#include <sha2.h>
#include <sys/types.h>

namespace snipcheck {

std::string sha256(std::string_view bytes) {
  char hex[SHA256_DIGEST_STRING_LENGTH];
  SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), hex);
  return hex;
}

Digest& Digest::add(std::string_view tag, std::string_view value) {
  fields_.append(tag).push_back('\0');
  fields_.append(std::to_string(value.size())).push_back('\0');
  fields_.append(value);
  return *this;
}

std::string Digest::hex() const { return sha256(fields_); }

}  // namespace snipcheck
