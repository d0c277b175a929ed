#pragma once
/// Posts in JSON: the items of the Stack Exchange API, and the records of data sets of questions and answers.
#include "snippets/json_text.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// One object that is a post.
struct JsonPost {
  std::size_t begin = 0, end = 0;  ///< Bytes of the object.
  std::string key;                 ///< "question 17", "answer 18", "post 3"; "" where nothing identifies it.
  std::string title;               ///< Of its question; an answer has that of the question it stands in.
};

/// The posts of a document: the root, the elements of a root that is an array, those of an array that is a member of the root
/// (`items`, `data` ...), and the `answers` of each of them. An object is a post when it has one of
///
///     body (HTML) or body_markdown (with entities)                          of the API
///     question, instruction and input, prompt, query                        the question side of a record
///     answer, output, response, completion, accepted_answer                 its answer side
///     messages or conversations: [{role or from, content or value}]         of a conversation
///     text, content, markdown, html, selftext                               of several lines
///
/// as a string that is not empty; names count without case. Any other JSON has none.
std::vector<JsonPost> posts_in(const JsonText& json);

}  // namespace snipcheck
