#pragma once
/// The templates and other files that an answer shows beside its Python.
#include "verifier/context/context.hpp"

#include <string>

namespace snipcheck {

/// A file's path below the project, as an answer or a program names it; "" where it lies elsewhere.
std::string own_path(const std::string& file);

/// Lays out the answer's HTML and Jinja blocks that carry a file name as templates/NAME.
void lay_out_templates(const Subject& subject, Context& context);

/// Lays out the answer's other blocks that carry a file name (schema.sql, config.json) under that name.
void lay_out_data(const Subject& subject, Context& context);

/// The one HTML or Jinja block of the answer that may stand for any template that is asked for; nullptr when there is none, or
/// more than one, or all have names of their own.
const Snippet* only_template(const Subject& subject);

}  // namespace snipcheck
