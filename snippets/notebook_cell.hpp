#pragma once
/// A code cell of a notebook as Python: what only IPython understands is taken out of its way.
#include "snippets/encoded_text.hpp"

#include <string>

namespace snipcheck {

/// What a code cell holds.
struct NotebookCell {
  EncodedText code;  ///< Line for line the cell's; what is not Python is a comment, or `pass` where a statement has to stand.
  std::string info;  ///< As the info string of a fence: its language, and the file that it writes (`python title=app.py`).
};

/// The cell of a notebook whose kernel speaks that language. Cell magics: `%%bash`, `%%html`, `%%sql` ... are another language,
/// `%%writefile app.py` is that file, those that only watch (`%%time`, `%%capture`) are a comment, any other is text. Line
/// magics above the code are left out, others change: `!pip install x`, `%matplotlib inline`, `?x` become comments, `%time f()`
/// is `f()`, `x = !ls` is `x = []`. A cell of nothing but shell lines is bash. See
/// https://ipython.readthedocs.io/en/stable/interactive/magics.html.
NotebookCell notebook_cell(const EncodedText& source, std::string_view language);

}  // namespace snipcheck
