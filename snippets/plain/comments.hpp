#pragma once
/// What a comment between paragraphs of code says about them.
#include <string_view>

namespace snipcheck {

/// `# or`, `# Option 2: ...`, `# good`, `# old way`: what follows stands in place of what was before.
bool says_alternative(std::string_view comment);

/// `# app/routes.py` and no more: what follows lies in that file.
bool names_python_file(std::string_view comment);

/// `# --- models ---`, `# Step 2: create the app`, `# app.py`: a part of a program, even with a blank line below it.
bool heads_part(std::string_view comment);

/// `# Chapter 2`, `# Using blueprints`: a few words with a capital and no mark of code, as headings are; not `# Prints 5.`
bool reads_as_title(std::string_view comment);

}  // namespace snipcheck
