"""readers.py HOW FILE ROUNDS: how a peer reads one Markdown file, timed from inside as bench_reader does.

HOW is `sybil` or `markdown-it-py`. Prints {"seconds": [...], "python": N}.
"""
import json
import sys
import time


def sybil(path):
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser

    parsers = [CodeBlockParser(language, evaluator=lambda example: None) for language in ("python", "py", "python3", "pycon")]

    def read():
        return len(list(Document.parse(path, *parsers).examples()))
    return read


def markdown_it_py(path):
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    with open(path, encoding="utf-8") as file:
        text = file.read()

    def read():
        return sum(token.type == "fence" and token.info.strip().startswith("py") for token in parser.parse(text))
    return read


def main(how, path, rounds):
    read = {"sybil": sybil, "markdown-it-py": markdown_it_py}[how](path)
    seconds, found = [], 0
    for _ in range(int(rounds)):
        start = time.process_time()
        found = read()
        seconds.append(time.process_time() - start)
    print(json.dumps({"seconds": seconds, "python": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
