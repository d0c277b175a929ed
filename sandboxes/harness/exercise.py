"""What a caller would do after importing the snippet: pages, tests, commands, events, forms, functions."""

import ast

from . import apps, attempts as bounded, calls, cases, commands, endings, events, forms, reads, shown, tables, web


def exercise(run):
    """Each part stands for itself; what they find goes into the record."""
    endings.note(run.record)
    attempts = bounded.Attempts(run.record, run.reporter)
    run.enter("request")
    found = apps.ready(run, attempts)
    probes = [apps.Probes(app) for app in found]
    keys = reads.Reads(_trees(run))
    with apps.letting_errors_through(found):
        shown.ask_pages(run, found, run.job.get("shown_paths", ()))
    run.enter("call")
    cases.run_all(run, attempts, found)
    run.enter("request")
    apps.let_errors_through(run, found)
    for app, probe in zip(found, probes):
        tables.prepare(run, app)
        tables.make_by_hand(run, attempts, app)
        web.Web(run, attempts, keys, app, probe).visit()
    run.enter("call")
    for app in found:
        commands.of_app(run, attempts, app)
    commands.of_namespace(run, attempts, found)
    events.emit_all(run, attempts, found)
    forms.make_all(run, attempts, found, keys)
    calls.call_all(run, attempts, found)


def _trees(run):
    """The snippet's and those of the earlier snippets that it continues."""
    found = []
    for piece in run.job.get("before", ()):
        if piece.get("label") == "earlier":
            try:
                found.append(ast.parse(piece["code"]))
            except (SyntaxError, ValueError):
                pass
    return found + [run.source.tree]
