#!/usr/bin/env python3
"""finders.py HOW DOCUMENT...: the texts of the Python snippets that a peer finds in Markdown documents, as JSON.

HOW is a name of FINDERS. The answer is {DOCUMENT: [TEXT, ...]}, with null where the peer gives the document up.
"""
import json
import sys
from pathlib import Path

LABELS = ("python", "py", "python3", "pycon")


def markdown_it_py(path):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(Path(path).read_text(encoding="utf-8"))
    return [each.content for each in tokens if each.type == "fence" and each.info.split()[:1] in [[label] for label in LABELS]]


def claimlint(path):
    from claimlint.docs_parser import parse_text

    claims = parse_text(Path(path).read_text(encoding="utf-8"), path)
    return [each.text for each in claims if each.kind == "code" and each.language in LABELS]


def pytest_examples(path):
    from pytest_examples import find_examples

    return [each.source for each in find_examples(path)]


def pytest_markdown_docs(path):
    from markdown_it import MarkdownIt
    from pytest_markdown_docs.plugin import extract_fence_tests

    text = Path(path).read_text(encoding="utf-8")
    return [each.source for each in extract_fence_tests(MarkdownIt("commonmark"), text, 0, Path(path))]


def sybil(path):
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser

    parsers = [CodeBlockParser(language, evaluator=lambda example: None) for language in LABELS]
    return [example.parsed for example in Document.parse(path, *parsers).examples()]


def pytest_codeblocks(path):
    from pytest_codeblocks.main import extract_from_file

    return [each.code for each in extract_from_file(path) if each.syntax in LABELS]


def mktestdocs(path):
    from mktestdocs.__main__ import grab_code_blocks

    text = Path(path).read_text(encoding="utf-8")
    return [each for label in LABELS for each in grab_code_blocks(text, lang=label)]


def phmdoctest(path):
    from phmdoctest.fillrole import is_doctest_block, is_python_block
    from phmdoctest.tool import fenced_block_nodes

    with open(path, encoding="utf-8") as file:
        return [each.literal for each in fenced_block_nodes(file) if is_python_block(each) or is_doctest_block(each)]


FINDERS = {each.__name__: each for each in (markdown_it_py, claimlint, pytest_examples, pytest_markdown_docs, sybil, pytest_codeblocks,
                                            mktestdocs, phmdoctest)}


def main(how, *paths):
    answer = {}
    for path in paths:
        try:
            answer[path] = FINDERS[how](path)
        except Exception as error:   # a reader that gives a document up has found nothing in it
            print(f"{how}: {Path(path).name}: {error!r:.200}", file=sys.stderr)
            answer[path] = None
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
