"""Requests to every route of an application, as a caller would make them who knows what the views read."""

import inspect
import re

from . import apps, limits, paths as names, samples, servers

_METHODS = {"POST": 0, "GET": 1, "PUT": 3, "PATCH": 3, "DELETE": 4}
_WITH_BODY = ("POST", "PUT", "PATCH")
_TOKEN = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")
_CHUNKS, _BYTES = 64, 1 << 20  # what is read of a stream
_SHORT = 1500  # bytes of a body that is compared


class Target(object):
    """A route with one of its methods."""

    def __init__(self, app, rule, method, reads, own_views=(), own_app=True):
        self.rule, self.method = rule, method
        self.view = app.view_functions.get(rule.endpoint)
        self.names = _view_names(self.view)
        self.foreign = not any(self.view is own for own, _ in own_views) and _is_foreign(self.view, own_app)
        self.reads = reads
        self.url = _url(rule)

    def order(self):
        """Nothing before what it needs: no arguments first, what makes before what shows, what ends last."""
        ends = self.method == "DELETE" or "logout" in self.rule.rule or "delete" in self.rule.rule
        return ends, bool(self.rule.arguments), _METHODS.get(self.method, 2)


def _url(rule):
    try:
        values = {
            name: converter.to_python(samples.argument(converter, name))
            for name, converter in rule._converters.items()
        }
        path = rule.build(values)[1]
        return path if path.startswith("/") else "/" + path
    except Exception:
        return samples.url(rule)


def _view_names(view):
    found = []
    for _ in range(8):
        if view is None:
            break
        found.append(getattr(view, "__name__", ""))
        kind = getattr(view, "view_class", None)
        if kind is not None:
            found += [method.lower() for method in getattr(kind, "methods", None) or ()] + [
                "dispatch_request"
            ]
        view = getattr(view, "__wrapped__", None)
    return found


def _is_foreign(view, own_app):
    """A view that a library brought along, or one that another file of the project lacks."""
    if view is None:
        return not own_app
    kind = getattr(view, "view_class", None)
    if kind is None:
        view = apps.unwrapped(view)
        kind = getattr(view, "view_class", None)
    if kind is not None:
        return kind.__module__ != "__main__"
    filename = getattr(getattr(view, "__code__", None), "co_filename", "")
    if filename == names.SNIPPET or names.CONTEXT.match(filename):
        return False
    return getattr(view, "__module__", "__main__") != "__main__"


def _is_assumed(view):
    code = getattr(apps.unwrapped(view), "__code__", None)
    return code is not None and code.co_filename.startswith("<assumed")


class Web(object):
    def __init__(self, run, attempts, reads, app, probes):
        self.run, self.attempts, self.reads, self.app, self.probes = run, attempts, reads, app, probes
        self.tokens = []
        self.secured = False

    def visit(self):
        targets = self._targets()
        client = self._client()
        if not targets:
            self._ask(client, "GET", "/", {}, "")
        for target in targets:
            self._visit(client, target)
        self._errors(client)
        self._again_with_token(targets)
        self._again_logged_in(targets)
        self._until_limited(targets)

    def _client(self):
        client = self.app.test_client()
        try:
            client.environ_base["HTTP_USER_AGENT"] = samples.BROWSER
            if servers.OFFERS_END in self.run.source.code and servers.offers_end():
                client.environ_base[servers.OFFERS_END] = lambda: None
        except Exception:
            pass  # a client of the snippet's own making
        return client

    def _targets(self):
        rules = [rule for rule in self.app.url_map.iter_rules() if self._is_wanted(rule)]
        found = []
        for rule in rules:
            view = self.app.view_functions.get(rule.endpoint)
            methods = set(rule.methods or ()) - {"OPTIONS", "HEAD"} or {"HEAD"}
            keys = self.reads.of(_view_names(view), len(rules) <= 2 or hasattr(view, "view_class"))
            targets = [
                Target(self.app, rule, method, keys, self.run.record.own_views, self.app is not self.run.borrowed)
                for method in sorted(methods)
            ]
            found += [
                target
                for target in targets
                if not target.foreign or (target.method == "GET" and not rule.arguments)
            ]
        return sorted(found, key=Target.order)

    def _is_wanted(self, rule):
        if (
            rule.endpoint == "static"
            or rule.endpoint.endswith(".static")
            or getattr(rule, "websocket", False)
        ):
            return False
        if rule.rule.startswith(self.probes.PREFIX):
            return False
        return not _is_assumed(self.app.view_functions.get(rule.endpoint))

    def _visit(self, client, target):
        answer = self._ask(
            client, target.method, target.url, samples.request(target.reads, target.method), "", target
        )
        if "json" in target.reads and self.reads.asks_for_body.intersection(target.names):
            self._ask(client, target.method, target.url, {}, " (no json)", target, guessed=True)
        if answer in (401, 403, 302):
            self.secured = True
        if answer in (400, 415, 422) and target.method in _WITH_BODY and "json" not in target.reads:
            as_json = samples.request(target.reads, target.method, as_json=True)
            self._ask(client, target.method, target.url, as_json, " (json)", target)

    def _errors(self, client):
        """Pages for errors that the snippet handles."""
        if not apps.has_error_handlers(self.app):
            return
        for path in ["/__no_such_page"] + self.probes.paths:
            self._ask(client, "GET", path, {}, "")

    def _again_with_token(self, targets):
        extension = apps.module("flask_jwt_extended")
        if not self.tokens and not (self.secured and extension):
            return
        if not self.tokens:
            try:
                with self.app.test_request_context("/"):
                    token = extension.create_access_token(identity="1")
            except Exception:
                return
            self.tokens.append(token.decode("ascii") if isinstance(token, bytes) else token)
        token, client = self.tokens[0], self._client()
        for target in targets:
            keywords = samples.request(target.reads, target.method, token)
            self._ask(client, target.method, target.url, keywords, " (token)", target)

    def _again_logged_in(self, targets):
        """As user number 1 of Flask-Login, or with a session that has what views look for (a guess)."""
        keys = self.reads.module.get("session", {})
        has_users = getattr(self.app, "login_manager", None) is not None
        if not (self.secured and (has_users or keys)) and not self._missed(keys):
            return
        client = self._client()
        try:
            with client.session_transaction() as session:
                session.update((key, samples.value(key, kind)) for key, kind in keys.items())
                if has_users:
                    session["_user_id"] = session["user_id"] = "1"
                    session["_fresh"] = True
        except Exception:
            return
        for target in targets:
            keywords = samples.request(target.reads, target.method)
            self._ask(
                client, target.method, target.url, keywords, " (logged in)", target, guessed=not has_users
            )

    def _until_limited(self, targets):
        """Pages that answer, asked more often than a limit of the snippet allows; the last answer counts."""
        count = limits.requests_to_exceed(self.run.source.tree)
        for target in [each for each in targets if each.method == "GET" and not each.foreign][:3] if count else ():
            request = "GET %s (%d times)" % (target.url, count)
            self.attempts.attempt(request, lambda: self._repeat(request, target, count), guessed=True, view=target.view)

    def _repeat(self, request, target, count):
        client = self._client()
        for _ in range(count):
            response = client.open(target.url, **samples.request(target.reads, "GET"))
            _read(response)
        self.run.record.add_response(request, response, "")

    def _missed(self, keys):
        """Whether a view looked for one of them in an empty session."""
        missing = {repr(key) for key in keys}
        return any(each["type"] == "KeyError" and each["message"] in missing for each in self.run.record.faults)

    def _ask(self, client, method, url, keywords, remark, target=None, guessed=False):
        """The status of the answer, None after a fault."""
        if self.attempts.requests <= 0:
            return None
        self.attempts.requests -= 1
        if target is not None:
            _set_cookies(client, target.reads.get("cookies", {}))
        request = "%s %s%s" % (method, url, remark)

        def ask():
            response = client.open(url, method=method, **keywords)
            data = _read(response)
            own = target is not None and not target.foreign and not guessed
            self.run.record.add_response(request, response, _text(response, data) if own else "")
            self._look_for_tokens(data)
            return response.status_code

        return self.attempts.attempt(
            request,
            ask,
            guessed or (target is not None and target.foreign),
            view=getattr(target, "view", None),
        )

    def _look_for_tokens(self, data):
        for token in _TOKEN.findall(data.decode("utf-8", "replace"))[:2]:
            if token not in self.tokens:
                self.tokens.append(token)


def _set_cookies(client, keys):
    """Werkzeug changed the order of these arguments in 2.3."""
    if not keys:
        return
    first = next(iter(inspect.signature(client.set_cookie).parameters))
    server = ["localhost"] if first == "server_name" else []
    for key, kind in keys.items():
        client.set_cookie(*(server + [key, str(samples.value(key, kind))]))


def _text(response, data):
    """A body as text, where it is a short one."""
    is_text = (response.mimetype or "") in ("text/html", "text/plain", "application/json")
    return data.decode("utf-8", "replace") if is_text and len(data) <= _SHORT else ""


def _read(response):
    """The beginning of a body: streams may never end."""
    data = b""
    try:
        for count, chunk in enumerate(response.iter_encoded()):
            data += chunk
            if count >= _CHUNKS or len(data) > _BYTES:
                break
    finally:
        response.close()
    return data
