"""What leaves the server, without a browser: the French index, the policy, the headers, the foreign pages."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from components import serving
from components.serving import (
    HEADERS,
    REWRITES,
    Serving,
    content_security_policy,
    in_french,
    index_html,
    inline_script_hashes,
    is_foreign,
)

HTML = {"accept": "text/html,*/*"}
OTHER_PAGE = '<html lang="en"><head><title>Autre</title></head><body>É</body></html>'


def site() -> TestClient:
    """A small application behind the middleware: the index, another page, a text, a websocket."""

    def index(_request: Request) -> Response:
        return HTMLResponse(index_html(), headers={"etag": '"index"', "last-modified": "Sun"})

    def other(_request: Request) -> Response:
        return HTMLResponse(OTHER_PAGE)

    def text(_request: Request) -> Response:
        return PlainTextResponse("ok" * 1000)

    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    routes = [
        Route("/", index),
        Route("/autre", other),
        Route("/component/streamlit_folium.st_folium/index.html", other),
        Route("/app/static/vendor/x.txt", text),
        Route("/app/static/x.txt", text),
        WebSocketRoute("/_stcore/stream", socket),
    ]
    middleware = [Middleware(Serving), Middleware(GZipMiddleware, minimum_size=10)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url="http://cap.test")


@pytest.mark.parametrize("rule", REWRITES, ids=lambda rule: rule[0].pattern)
def test_the_installed_index_has_what_we_replace_once(rule: tuple[re.Pattern[str], str]) -> None:
    pattern, _ = rule
    assert len(pattern.findall(index_html())) == 1


def test_the_index_becomes_french() -> None:
    french = in_french(index_html())

    assert '<html lang="fr">' in french
    assert "<title>Cap Solidarités</title>" in french
    assert "Activez-le dans votre navigateur" in french
    assert french.index("francais.js") < french.index("</head>")
    for english in ("enable JavaScript", "Streamlit</title>", "agent/openapi.json", "SourceSansVF"):
        assert english not in french


def test_the_files_that_the_index_asks_for_exist() -> None:
    ours = re.findall(r'(?:href|src)="\./app/(static/[^"]+)"', in_french(index_html()))
    assert len(ours) == 4
    for path in ours:
        if "/vendor/" not in path:
            assert (serving.ROOT / path).is_file()


def test_the_rewritten_index_keeps_its_scripts() -> None:
    assert inline_script_hashes(in_french(index_html())) == inline_script_hashes(index_html())


def test_a_document_of_another_kind_is_left_alone() -> None:
    assert in_french(OTHER_PAGE) == OTHER_PAGE


def test_the_hash_is_the_one_of_the_standard() -> None:
    # The example of the CSP specification.
    assert inline_script_hashes("<script>alert('Hello, world.');</script>") == [
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    ]


def test_the_policy_allows_no_outside_and_no_loose_script() -> None:
    policy = content_security_policy()

    assert "unsafe-eval" not in policy
    assert "http" not in policy
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert re.fullmatch(r"script-src 'self'( 'sha256-[A-Za-z0-9+/=]{44}')+", scripts)


def test_a_base_map_is_allowed_by_name_only() -> None:
    policy = content_security_policy(folium=True, image_hosts=("https://cartes.example",))

    assert "img-src 'self' data: blob: https://cartes.example;" in policy
    assert policy.count("https://") == 1


def test_the_images_of_a_base_map_are_allowed_in_its_frame_and_nowhere_else() -> None:
    hosts = Middleware(Serving, image_hosts=("https://cartes.example",))
    client = TestClient(Starlette(routes=[serving.static_files()], middleware=[hosts]), base_url="http://cap.test")

    frame = client.get("/component/streamlit_folium.st_folium/index.html").headers["content-security-policy"]
    assert "https://cartes.example" in frame
    assert frame == content_security_policy(folium=True, image_hosts=("https://cartes.example",))
    assert client.get("/").headers["content-security-policy"] == content_security_policy()


def test_every_answer_carries_the_headers() -> None:
    for path in ("/", "/autre", "/app/static/x.txt", "/absent"):
        answer = site().get(path, headers=HTML)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["content-security-policy"] == content_security_policy()


def test_only_the_frame_of_folium_may_run_inline_scripts() -> None:
    frame = site().get("/component/streamlit_folium.st_folium/index.html").headers["content-security-policy"]

    assert "script-src 'self' 'unsafe-inline';" in frame
    assert "script-src 'self' 'unsafe-inline'" not in content_security_policy()


def test_a_document_is_whole_for_a_browser_that_compresses_and_caches() -> None:
    asked = {**HTML, "accept-encoding": "gzip", "if-none-match": '"index"', "range": "bytes=0-10"}

    answer = site().get("/", headers=asked)

    assert answer.status_code == 200
    assert answer.text == in_french(index_html())
    assert answer.headers["content-length"] == str(len(answer.content))
    assert not {"etag", "last-modified", "content-encoding"} & set(answer.headers)


def test_another_page_is_not_changed() -> None:
    assert site().get("/autre", headers=HTML).text == OTHER_PAGE


def test_what_is_not_a_document_is_still_compressed() -> None:
    answer = site().get("/app/static/x.txt", headers={"accept": "*/*", "accept-encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "ok" * 1000


def test_packages_files_are_cached_and_ours_are_checked() -> None:
    assert site().get("/app/static/vendor/x.txt").headers["cache-control"] == "public, max-age=604800"
    assert site().get("/app/static/x.txt").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        (None, False),
        ("http://cap.test", False),
        ("https://cap.test", False),
        ("http://cap.test:8080", True),
        ("http://localhost", True),
        ("https://ailleurs.example", True),
        ("null", True),
    ],
)
def test_who_is_foreign(origin: str | None, foreign: bool) -> None:
    headers = {"host": "cap.test"} | ({"origin": origin} if origin else {})
    assert is_foreign(Headers(headers)) is foreign


def test_a_page_of_another_site_cannot_open_the_websocket() -> None:
    stream = "ws://cap.test/_stcore/stream"
    with site().websocket_connect(stream, headers={"origin": "http://cap.test"}):
        pass
    foreign = site().websocket_connect(stream, headers={"origin": "https://ailleurs.example"})
    with pytest.raises(WebSocketDisconnect), foreign:
        pass


def test_our_files_are_served_without_opening_them_to_other_sites(tmp_path: Path) -> None:
    client = TestClient(Starlette(routes=[serving.static_files()], middleware=[Middleware(Serving)]))

    answer = client.get("/app/static/favicon.svg")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "access-control-allow-origin" not in answer.headers
    assert client.get("/app/static/../app.py").status_code == 404
    assert client.get("/app/static/%2e%2e/app.py").status_code == 404
