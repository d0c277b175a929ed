"""Limits of a rate that the snippet announces, "5 per minute": so many requests and one more show whether they hold."""

import ast
import re

from . import reads

# Windows of a second may pass while we ask.
_LIMIT = re.compile(r"(\d+)\s*(?:per|/)\s*(?:\d+\s*)?(?:minute|hour|day|month|year)", re.I)
MOST = 30


def requests_to_exceed(tree):
    """How many requests are one more than the smallest limit in the texts of the snippet; 0 where there is none, or a large one."""
    texts = (reads.text_of(node) for node in ast.walk(tree))
    found = [int(number) for text in texts if text for number in _LIMIT.findall(text)]
    return min(found) + 1 if found and min(found) <= MOST else 0
