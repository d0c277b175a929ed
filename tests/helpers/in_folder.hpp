#pragma once
/// A fresh folder that is the current one for as long as the object lives.
#include "support/temp_dir.hpp"

#include <filesystem>

namespace snipcheck::testing {

class InFolder {
 public:
  InFolder() { std::filesystem::current_path(dir_.path()); }
  InFolder(const InFolder&) = delete;
  InFolder& operator=(const InFolder&) = delete;
  ~InFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
  TempDir dir_;
};

}  // namespace snipcheck::testing
