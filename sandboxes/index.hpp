#pragma once
/// What an environment holds, found by introspection when it was built: distributions, and the names that modules export.
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

struct Distribution {
  std::string name;  ///< Normalised.
  std::string version;
  std::vector<std::string> modules;                             ///< Top-level ones.
  std::vector<std::string> requires_;                           ///< Normalised names, without extras.
  std::map<std::string, std::vector<std::string>> extras = {};  ///< Normalised names to what they require besides.
  std::vector<std::string> keys = {};  ///< Configuration keys that its sources mention ("JSON_SORT_KEYS"), sorted.
};

struct Parameter {
  std::string name;
  int kind = 1;  ///< As inspect's: 0 positional only, 1 either, 2 *args, 3 keyword only, 4 **kwargs.
  bool has_default = false;
};

/// A public name of a module.
struct Export {
  enum class Kind { cls, function, object, module };
  std::string module;  ///< That one imports it from.
  std::string name;
  std::string distribution;  ///< Normalised; "python" for the standard library.
  Kind kind = Kind::object;
  std::string defined_in;                           ///< Module of definition of classes and functions.
  bool has_init_app = false;                        ///< A class with init_app: an extension object.
  std::optional<std::vector<Parameter>> signature;  ///< Without self; of classes, of __init__.
  std::vector<std::string> attributes;              ///< Public attributes of classes (methods included).
  /// Messages of the marks of what is deprecated, however it is used: "" for itself, else the name of an attribute. A message may
  /// be empty.
  std::map<std::string, std::string, std::less<>> deprecated = {};
};

/// A value that is cheap to copy: copies share what was loaded.
class Index {
 public:
  /// Throws UsageError when the file is missing, CannotCheck when it is damaged.
  static Index load(const std::filesystem::path& file);

  /// Everything exported under that name, in the order of modules.
  [[nodiscard]] std::vector<const Export*> named(std::string_view name) const;
  /// Extension classes (has_init_app) of distributions named flask-*.
  [[nodiscard]] std::vector<const Export*> extensions() const;
  [[nodiscard]] const Export* find(std::string_view module, std::string_view name) const;
  [[nodiscard]] const std::map<std::string, Distribution>& distributions() const { return data_->distributions; }
  /// The distribution that owns a module (by its first part), "python" for the standard library, "" for none.
  [[nodiscard]] std::string distribution_of(std::string_view module) const;
  [[nodiscard]] bool in_standard_library(std::string_view module) const;
  /// Whether it tells what a module exports ("flask.json").
  [[nodiscard]] bool has_module(std::string_view module) const { return data_->modules.contains(module); }
  /// Whether a class of that distribution has that public attribute.
  [[nodiscard]] bool has_attribute(std::string_view distribution, std::string_view attribute) const;
  /// Whether some other distribution requires that one: then it is there by accident.
  [[nodiscard]] bool is_required_by_another(std::string_view distribution) const;
  /// The distributions with all they require; a name may be of an extra: "flask[async]".
  [[nodiscard]] std::set<std::string> closure(const std::set<std::string>& names) const;

 private:
  struct Data {
    std::vector<Export> exports;                 // sorted by name
    std::set<std::string, std::less<>> modules;  // that the exports are of
    std::map<std::string, Distribution> distributions;
    std::map<std::string, std::string, std::less<>> owner;  // top-level module -> distribution
    std::set<std::string, std::less<>> standard_library;
  };
  std::shared_ptr<const Data> data_ = std::make_shared<const Data>();
};

}  // namespace snipcheck
