#pragma once
/// What became of a public name between two environments, from their indexes alone.
#include "sandboxes/index.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

/// An environment as a comparison names it.
struct Side {
  std::string_view name;
  const Index& index;
};

/// For people, a line each: where the name is gone, new, another thing, has another signature or other attributes, and where
/// it is as before. `name` is as written in code: "Limiter", "flask_limiter.Limiter", "Flask.before_first_request".
std::string name_changes(std::string_view name, const Side& before, const Side& after);

/// "(app, *, key_func=..., **options)"; "" where it is not known.
std::string signature_text(const Export& one);

}  // namespace snipcheck
