"""Who may use the desk: the person at this machine who started it, from the desk's own pages.

A page of any other site can send requests to this machine. It knows neither the address that the desk was opened by nor
the token in the desk's forms, its requests name another origin, and a name that it has pointed at this machine is
another host.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

HOST = "127.0.0.1"
FORM_FIELD = "token"
OPENING = "/open"
"""The page that the address with the key leads to."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of one start, and the port that the desk listens on."""

    port: int
    secret: str = field(default_factory=lambda: token_urlsafe(24))

    @property
    def address(self) -> str:
        """The address that opens the desk."""
        return f"http://{HOST}:{self.port}{OPENING}?key={self.secret}"

    @property
    def form_token(self) -> str:
        """The token in every form; the cookie does not give it away."""
        return hmac.new(self.secret.encode(), b"form", sha256).hexdigest()

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers send cookies to all ports of a host."""
        return f"desk-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the desk may be addressed."""
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})


def guard(app: Flask, key: Key) -> None:
    """Answer only requests that may come in, and send every page with the policy."""
    app.before_request(_check(key))
    app.after_request(_with_policy)

    @app.get(OPENING)
    def open_desk() -> AnyResponse:
        if not hmac.compare_digest(request.args.get("key", "").encode(), key.secret.encode()):
            abort(403)
        # The address with the key does not stay in the browser's history.
        answer = redirect(url_for("overview.show"))
        answer.set_cookie(key.cookie, _session(key), httponly=True, samesite="Strict")
        return answer

    @app.context_processor
    def form_token() -> dict[str, str]:
        return {"form_token": key.form_token, "form_field": FORM_FIELD}


def _session(key: Key) -> str:
    return hmac.new(key.secret.encode(), b"session", sha256).hexdigest()


def _check(key: Key) -> Callable[[], None]:
    def check() -> None:
        if request.host not in key.hosts:
            abort(403)
        if request.path == OPENING:
            return
        if not hmac.compare_digest(request.cookies.get(key.cookie, "").encode(), _session(key).encode()):
            abort(403)
        if request.method not in _SAFE:
            _check_writing(key)

    return check


def _check_writing(key: Key) -> None:
    """Refuse a request that changes something, unless it comes from a form of the desk."""
    origin = request.headers.get("Origin", "")
    if origin not in {f"http://{host}" for host in key.hosts}:
        abort(403)
    token = request.headers.get("X-Desk-Token") or request.form.get(FORM_FIELD, "")
    if not hmac.compare_digest(token.encode(), key.form_token.encode()):
        abort(403)


def _with_policy(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    # With "no-referrer", browsers send forms with the origin "null".
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
