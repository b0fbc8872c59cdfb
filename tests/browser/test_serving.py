"""The running application in a real browser: French, dressed, sealed, and alone."""

import urllib.request
from collections.abc import Callable
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from streamlit import config as streamlit_config

from components.serving import HEADERS, content_security_policy
from tests.support.browser import Guard, visit
from tests.support.server import ROOT, Server

pytestmark = pytest.mark.browser

DEEP_LINK = "/une-adresse-qui-n-existe-pas"


@pytest.mark.parametrize("path", ["/", DEEP_LINK])
def test_the_document_is_french_and_sealed(browser_page: Page, path: str) -> None:
    answer = browser_page.goto(path)

    assert answer is not None
    assert answer.status == 200
    assert browser_page.locator("html").get_attribute("lang") == "fr"
    assert browser_page.title().endswith("Cap Solidarités")
    headers = answer.all_headers()
    assert headers["content-security-policy"] == content_security_policy()
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/app/static/cap.css", "/absent.js"])
def test_every_answer_carries_the_headers(app_url: str, path: str) -> None:
    with urllib.request.urlopen(app_url + path) as answer:
        assert answer.headers["Content-Security-Policy"] == content_security_policy()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Access-Control-Allow-Origin"] in (None, app_url)


def test_the_page_is_drawn_without_leaving_this_machine(browser_page: Page, guard: Guard) -> None:
    asked: list[str] = []
    browser_page.context.on("request", lambda request: asked.append(request.url))

    visit(browser_page)

    assert any(url.endswith("/app/static/vendor/fonts/SourceSans3.ttf") for url in asked)
    assert not guard.outside
    assert not guard.refused


def test_the_font_is_ours_and_in_use(browser_page: Page) -> None:
    visit(browser_page)

    used = browser_page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).fontFamily")
    assert used.startswith("SourceSans3")
    loaded = browser_page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert "SourceSans3" in loaded


def test_figures_line_up(browser_page: Page) -> None:
    visit(browser_page)

    widths = browser_page.evaluate(
        """() => ["1111", "0000", "8888"].map(text => {
            const mark = document.createElement("span");
            mark.textContent = text;
            document.querySelector("[data-testid=stApp]").append(mark);
            return mark.getBoundingClientRect().width;
        })"""
    )
    assert max(widths) - min(widths) < 0.01


def test_nothing_english_is_left_around_the_page(browser_page: Page) -> None:
    visit(browser_page)

    expect(browser_page.get_by_role("link", name="Aller au contenu principal")).to_have_count(1)
    for english in (
        "Deploy",
        "Rerun",
        "Settings",
        "Main menu",
        "Skip to main content",
        "Streamlit",
    ):
        expect(browser_page.get_by_text(english)).to_have_count(0)
        expect(browser_page.get_by_label(english)).to_have_count(0)


def test_an_unknown_address_is_told_in_french(browser_page: Page) -> None:
    visit(browser_page, DEEP_LINK)

    expect(browser_page.get_by_role("dialog")).to_contain_text("Page introuvable")
    expect(browser_page.get_by_role("dialog")).to_contain_text("ne correspond à aucune page")


def test_a_person_without_javascript_is_told_in_french(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)

    page.goto("/")

    expect(page.locator("body")).to_contain_text("Cette application a besoin de JavaScript", use_inner_text=True)


@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(26, 25, 23)")])
def test_the_theme_follows_the_person(open_page: Callable[..., Page], scheme: str, background: str) -> None:
    page = open_page(color_scheme=scheme)

    visit(page)

    expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)


def test_an_inline_script_is_refused(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    guard = Guard()
    guard.watch(page.context)
    visit(page)

    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.intruder = true";
            document.body.append(script);
        }"""
    )

    assert page.evaluate("window.intruder") is None
    assert guard.refused


def test_the_guard_sees_what_leaves(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context(bypass_csp=True)
    guard = Guard()
    guard.watch(context)
    page = context.new_page()
    visit(page)

    with socket() as elsewhere:
        elsewhere.bind(("127.0.0.2", 0))
        elsewhere.listen()
        elsewhere.setblocking(False)
        asked = ["https://ailleurs.example/mouchard", f"http://127.0.0.2:{elsewhere.getsockname()[1]}/mouchard"]

        page.evaluate(
            """asked => Promise.all(asked.map(one =>
                fetch(one, {mode: "no-cors", signal: AbortSignal.timeout(5000)}).catch(() => null)))""",
            asked,
        )

        with pytest.raises(BlockingIOError):  # nobody came
            elsewhere.accept()
    assert guard.outside == asked


def test_the_application_runs_with_the_settings_of_the_repository(server: Server) -> None:
    settings = streamlit_config.get_config_options(force_reparse=True)
    expected = {
        "runner.postScriptGC": False,  # a forced collection would stop every session after each run
        "runner.magicEnabled": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 10,
    }
    assert {name: settings[name].value for name in expected} == expected
    assert Path.cwd() == ROOT  # where those settings were read, as the server does
    before_the_address = server.log[: next(i for i, line in enumerate(server.log) if server.url in line)]
    assert not [line for line in before_the_address if "warning" in line.lower()]
