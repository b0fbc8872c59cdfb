"""How pages leave the server: in French, with security headers, and with our own files at /app/static.

Streamlit's index is English and carries no security header. `Serving` wraps every response: it rewrites the
index (root and deep links), adds the headers, and refuses a websocket opened by another site.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlparse

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.stage.play import policy as stage_policy

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Cap Solidarités"

# The only page of ours that needs inline scripts: the frame in which folium draws a map. It receives
# geometry, and typed text as data that our own script writes as text.
FOLIUM_FRAME = "/component/streamlit_folium.st_folium/"

# A talk (`components.stage_files`): one document that fetches nothing, under a policy of its own.
STAGE = re.compile(r"/conference/[^/]+/[^/]+/jouer")

HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "fullscreen=(self), clipboard-write=(self)",
}

_NOSCRIPT = (
    f"<noscript><h1>{TITLE}</h1><p>Cette application a besoin de JavaScript. Activez-le dans votre "
    "navigateur, puis rechargez la page. Si votre poste l’interdit, demandez au service informatique de "
    "l’autoriser pour cette adresse\u00a0: aucun script ne vient d’un autre site.</p></noscript>"
)
_HEAD = (
    '<link rel="preload" href="./app/static/vendor/fonts/SourceSans3.ttf" as="font" type="font/ttf" '
    "crossorigin />"
    '<link rel="stylesheet" href="./app/static/cap.css" />'
    '<script defer src="./app/static/francais.js"></script></head>'
)
# What is replaced in Streamlit's index. Each pattern is expected once: a test fails when a release moves one.
REWRITES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'<html lang="en">'), '<html lang="fr">'),
    (re.compile(r"<title>Streamlit</title>"), f"<title>{TITLE}</title>"),
    (re.compile(r'href="\./favicon\.png"'), 'href="./app/static/favicon.png"'),
    # The font that Streamlit preloads is not the one we use; the agent interface is off.
    (re.compile(r'<link\s+rel="preload"[^>]*?as="font"[^>]*?/>'), ""),
    (re.compile(r'<link rel="service-desc"[^>]*?/>'), ""),
    (re.compile(r"<noscript>.*?</noscript>", re.DOTALL), _NOSCRIPT),
    (re.compile(r"</head>"), _HEAD),
)


def index_html() -> str:
    """Streamlit's own index, as installed."""
    return Path(st.__file__).with_name("static").joinpath("index.html").read_text(encoding="utf-8")


def in_french(document: str) -> str:
    """Streamlit's index in French; any other document is returned as it is."""
    if "<title>Streamlit</title>" not in document:
        return document
    for pattern, replacement in REWRITES:
        document = pattern.sub(lambda _, text=replacement: text, document, count=1)
    return document


def inline_script_hashes(document: str) -> list[str]:
    """CSP sources for the scripts written in `document` itself: they change with each Streamlit release."""
    scripts = re.findall(r"<script>(.*?)</script>", document, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


@cache
def content_security_policy(*, folium: bool = False, image_hosts: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of our pages, or the looser one of folium's frame.

    No `unsafe-eval` and no `blob:` script: a component that brings JavaScript is declared as a packaged one
    (`components.packaged`). `unsafe-inline` for styles alone: Streamlit writes its styles in the page.
    `image_hosts` are the origins of an optional base map (`data.base_map`), for that frame only; none by default.
    """
    scripts = ["'unsafe-inline'"] if folium else inline_script_hashes(index_html())
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *image_hosts],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{rule} {' '.join(sources)}" for rule, sources in rules.items())


def base_path() -> str:
    """The prefix under which the application is served: "" or "/cap"."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}" if prefix else ""


def static_files() -> Mount:
    """Our `static/` at /app/static, readable without signing in: fonts, Leaflet, shapes, never data."""
    return Mount(f"{base_path()}/app/static", app=StaticFiles(directory=ROOT / "static", check_dir=False))


class Serving:
    """ASGI middleware: French index, security headers on every answer, websockets from our own pages only."""

    def __init__(self, app: ASGIApp, *, image_hosts: Sequence[str] = ()) -> None:
        self.app = app
        self.base = base_path()
        self.policy = content_security_policy()
        self.folium_policy = content_security_policy(folium=True, image_hosts=tuple(image_hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and is_foreign(Headers(scope=scope)):
            # Also keeps Streamlit from asking an outside server for our address, which it does in that case.
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self.base)
        answer = _Answer(send, self._headers(path), may_be_index=not path.startswith("/media/"))
        await self.app(_readable(scope), receive, answer)

    def _headers(self, path: str) -> dict[str, str]:
        policy = self.folium_policy if path.startswith(FOLIUM_FRAME) else self.policy
        if STAGE.fullmatch(path):
            policy = stage_policy()
        headers = {**HEADERS, "Content-Security-Policy": policy}
        if path.startswith("/app/static/vendor/"):
            headers["Cache-Control"] = "public, max-age=604800"
        elif path.startswith("/app/static/"):
            headers["Cache-Control"] = "no-cache"
        return headers


def is_foreign(headers: Headers) -> bool:
    """True when a browser says that the request comes from a page of another site."""
    origin = headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return False
    return urlparse(origin).netloc != headers.get("host")


def _readable(scope: Scope) -> Scope:
    """The request, asking for a plain, complete document: a compressed or cached one cannot be rewritten."""
    if b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
        return scope
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}


class _Answer:
    """Sends an answer on, with our headers; holds back a HTML document until it is whole, to rewrite it."""

    def __init__(self, send: Send, headers: dict[str, str], *, may_be_index: bool) -> None:
        self.send = send
        self.headers = headers
        self.may_be_index = may_be_index
        self.held: Message | None = None
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers.update(self.headers)
            message["headers"] = headers.raw
            if self.may_be_index and _is_plain_html(headers):
                self.held = message
                return
        elif self.held is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_document(self.held)
            return
        await self.send(message)

    async def _send_document(self, start: Message) -> None:
        document = bytes(self.body).decode("utf-8", errors="surrogateescape")
        content = in_french(document).encode("utf-8", errors="surrogateescape")
        headers = MutableHeaders(raw=start["headers"])
        for name in ("Content-Length", "ETag", "Last-Modified", "Accept-Ranges"):  # true of the file only
            if name in headers:
                del headers[name]
        if content:  # none for HEAD
            headers["Content-Length"] = str(len(content))
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": content})


def _is_plain_html(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
