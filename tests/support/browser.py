"""What a test does in the browser: open a page, act and wait for the run, and never leave this machine."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, Request, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SECONDS = 1000  # Playwright counts in milliseconds
RUN_TIMEOUT = 30 * SECONDS

# The script has run once and is not running, the page is connected, and nothing is a grey placeholder.
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
UNFINISHED = '[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-stale="true"]'

_sockets: WeakKeyDictionary[Page, WebSocket] = WeakKeyDictionary()


OURS = re.compile(r"data:|blob:|about:|https?://127\.0\.0\.1[:/]")


class Guard:
    """Notes every request that would leave 127.0.0.1 (the browser itself stops it: `tests.support.chromium`), and what
    the security policy refused.

    It listens and does not intercept: intercepting makes the browser forget its cache, and each page a third slower.
    """

    def __init__(self) -> None:
        self.outside: list[str] = []
        self.refused: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Put `context` (its pages to come) under watch. Requests to this machine are left alone."""
        context.on("request", self._note_request)
        context.on("console", lambda message: self._note_refusal(message.text))
        context.on("page", self._watch_page)

    def _note_request(self, request: Request) -> None:
        if not OURS.match(request.url):
            self.outside.append(request.url)

    def _note_refusal(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused.append(text)

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._note_socket(page, socket))

    def _note_socket(self, page: Page, socket: WebSocket) -> None:
        if urlparse(socket.url).hostname != "127.0.0.1":
            self.outside.append(socket.url)
        _sockets[page] = socket


def visit(page: Page, path: str = "/") -> None:
    """Open a page of the application and wait until it is entirely drawn."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing runs and nothing is left to draw. After an action, use `rerun` instead."""
    page.wait_for_selector(SETTLED, timeout=RUN_TIMEOUT)
    page.wait_for_function(
        "unfinished => document.querySelector(unfinished) === null", arg=UNFINISHED, timeout=RUN_TIMEOUT
    )


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """Do something that makes the page run again, and wait for the end of that run.

        with rerun(page):
            page.get_by_role("button", name="Enregistrer").click()

    The end is what the server says, not a guess on the screen: a short run may never be seen there.
    """
    with _sockets[page].expect_event("framereceived", _is_end_of_run, timeout=RUN_TIMEOUT):
        yield
    settle(page)


def _is_end_of_run(payload: "bytes | str") -> bool:
    if isinstance(payload, str):
        return False
    message = ForwardMsg.FromString(payload)
    replaced = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
    return message.WhichOneof("type") == "script_finished" and message.script_finished != replaced
