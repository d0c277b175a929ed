"""Sample data by name and type: what a caller of the snippet might send."""

import json
import re

made = set()  # all values that were handed out in this run

_NUMBERS = (
    "id",
    "page",
    "per_page",
    "age",
    "count",
    "qty",
    "quantity",
    "price",
    "amount",
    "year",
    "n",
    "a",
    "b",
    "x",
    "y",
    "num",
    "number",
    "limit",
    "offset",
    "size",
    "total",
    "rating",
    "stock",
)
_BY_CONVERTER = {
    "IntegerConverter": "1",
    "FloatConverter": "1.5",
    "UUIDConverter": "12345678-1234-5678-1234-567812345678",
    "PathConverter": "a.txt",
}


def value(key, kind="str"):
    """A value for a key of a form, a query or a JSON body; `kind`: its type, or that of the rows of a list (reads.py)."""
    if isinstance(kind, dict):
        return [{name: value(name, sort) for name, sort in kind.items()}]
    found = _value(key, kind)
    if not isinstance(found, list):
        made.add(found)
    return found


def _value(key, kind):
    word = key.lower()
    if kind in ("int", "float"):
        return 1
    if kind == "bool":
        return True
    if kind == "list":
        return []
    if "mail" in word:
        return "ann@example.com"
    if word in _NUMBERS or word.endswith("_id"):
        return 1
    if "date" in word:
        return "2024-01-31"
    if "time" in word:
        return "2024-01-31T12:00:00"
    if "password" in word or word in ("pwd", "pass", "passwd", "confirm"):
        return "secret-123"
    if "url" in word or "link" in word:
        return "http://localhost/"
    return "sample"


def argument(converter, name):
    """Text for a part of a URL."""
    found = _argument(converter, name)
    made.add(found)
    if re.match(r"[\d.]+$", found):
        made.add(float(found))
    return found


def _argument(converter, name):
    kind = type(converter).__name__
    if kind in _BY_CONVERTER:
        return _BY_CONVERTER[kind]
    if kind == "AnyConverter":
        choices = re.match(r"\(\?:(.*)\)$", getattr(converter, "regex", "") or "")
        return choices.group(1).split("|")[0].replace("\\", "") if choices else "a"
    if "file" in name.lower():
        return "a.txt"
    if kind != "UnicodeConverter":
        return "1"
    text = str(value(name))
    found = re.search(r"\{(\d+)", getattr(converter, "regex", "") or "")
    length = int(found.group(1)) if found else 1
    return (text * length)[: max(len(text), length)] if length > len(text) else text


def url(rule):
    """The path of a rule with an argument for each of its converters."""
    path = rule.rule
    for name, converter in rule._converters.items():
        text = argument(converter, name).replace("\\", "")
        path = re.sub(r"<(?:[^<>:]*(?:\([^)]*\))?:)?%s>" % re.escape(name), lambda _: text, path)
    return path


# Views look for a browser in it.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"


def headers(reads, token=""):
    found = {
        key: str(value(key, kind))
        for key, kind in reads.get("headers", {}).items()
        if key.lower() != "user-agent"  # a browser's (web.py)
    }
    if token:
        found["Authorization"] = "Bearer " + token
    return found


def body(reads, as_json=False):
    """Keyword arguments of the test client for the body of a request."""
    form, files = reads.get("form", {}), reads.get("files", {})
    if as_json:
        parts = ("form", "args", "json")
        return _as_json({key: value(key, kind) for part in parts for key, kind in reads.get(part, {}).items()})
    if files:
        import io

        made.add("a,b\n1,2\n")
        data = {key: str(value(key, kind)) for key, kind in form.items()}
        data.update((key, (io.BytesIO(b"a,b\n1,2\n"), _file_name(key))) for key in files)
        return {"data": data, "content_type": "multipart/form-data"}
    if "json" in reads and not form:
        return _as_json({key: value(key, kind) for key, kind in reads["json"].items()})
    return {"data": {key: str(value(key, kind)) for key, kind in form.items()}}


def _as_json(data):
    """For test clients from before Flask 1.0 as well, which have no `json`."""
    return {"data": json.dumps(data), "content_type": "application/json"}


def _file_name(key):
    word = key.lower()
    name = "a.png" if any(part in word for part in ("image", "photo", "avatar", "picture", "img")) else "a.txt"
    made.add(name)
    return name


def request(reads, method, token="", as_json=False):
    """Keyword arguments for a request by this method to a view that reads these keys."""
    keywords = {}
    with_body = method in ("POST", "PUT", "PATCH")
    if "parser" in reads:  # looks into the body and the query: a caller sends what the method is for
        part = "json" if with_body else "args"
        reads = dict(reads, **{part: dict(reads.get(part, {}), **reads["parser"])})
    if reads.get("args") and not as_json:
        keywords["query_string"] = {key: str(value(key, kind)) for key, kind in reads["args"].items()}
    if with_body or "json" in reads:
        keywords.update(body(reads, as_json))
    found = headers(reads, token)
    if found:
        keywords["headers"] = found
    return keywords
