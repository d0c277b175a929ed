#pragma once
/// The pieces of a report as JSON values, for report_json.cpp alone: this header costs 0.4 s wherever it is included.
#include "reports/report.hpp"

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace snipcheck::json_of {

using Json = nlohmann::ordered_json;

/// Bytes that are not UTF-8 become \xNN, so that no text of a snippet can make writing fail.
Json text(std::string_view bytes);
/// The same, but null for "" (unknown).
Json text_or_null(std::string_view bytes);
/// null for 0 (unknown).
Json number_or_null(int number);

/// Back again: null gives "" and 0. Throw std::runtime_error naming the key when it is missing or of another type.
std::string text_at(const Json& object, const char* key);
int number_at(const Json& object, const char* key);
bool flag_at(const Json& object, const char* key);
const Json& array_at(const Json& object, const char* key);

Json finding(const Finding& finding);
Finding finding(const Json& json);

}  // namespace snipcheck::json_of
