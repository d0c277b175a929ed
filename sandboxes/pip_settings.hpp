#pragma once
/// pip's settings in uv's words: uv reads none of pip's files and variables, and a mirror is usually set up for pip.
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

using Settings = std::map<std::string, std::string>;

/// The [global] and [install] options of pip configuration files, later files over earlier ones, then PIP_... of `environment`.
/// Names without the prefix, with dashes: "index-url".
Settings pip_settings(const std::vector<std::filesystem::path>& files, const Settings& environment);

/// The files that pip reads on this machine, in its order; `prefix` is that of the interpreter.
std::vector<std::filesystem::path> pip_configuration_files(const Settings& environment, const std::filesystem::path& prefix);

/// Adds to `environment` what makes uv do as pip would; what is set for uv already stays. Returns options for its command line.
std::vector<std::string> translate_for_uv(const Settings& pip, Settings& environment);

/// Text without addresses: those of an index may hold passwords, and where it lies is nobody's business.
/// `settings` are those that name an index: their hosts go wherever they stand alone, too.
std::string without_addresses(std::string_view text, const Settings& settings);

}  // namespace snipcheck
