"""Whatever people type is shown letter for letter: in a real browser, since only it knows what it made of it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.support.browser import visit
from tests.support.server import Server, running_server

pytestmark = pytest.mark.browser

TYPED = [
    "<script>window.touche = 1</script><img src=x onerror='window.touche = 1'>",
    "![image](https://ailleurs.example/i.png) [lien](https://ailleurs.example)",
    "Voir www.ailleurs.example ou https://ailleurs.example/a?b=1, écrire à a.b@ailleurs.example",
    "Titre\n===",
    "1. un\n2) deux\n- trois\n# quatre",
    "    code\n\ttabulation",
    "a*b_c`d`~~e~~ | f | $x$ :red[g] :material/home: :heart: &lt; &amp;",
    "\u202eenvers\u202c « guillemets » — œuvre",
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("typed")
    with running_server(folder, {"PYTHONPATH": "."}, script="tests/browser/typed_text.py") as server:
        yield server


@pytest.mark.parametrize("text", TYPED)
def test_text_is_shown_as_typed(browser_page: Page, shown: Server, text: str) -> None:
    visit(browser_page, f"{shown.url}/?texte={quote(text)}")
    box = browser_page.get_by_test_id("stMarkdownContainer").first
    said = box.inner_text().replace("\u2060", "").replace("\u00a0", " ")
    assert said.split() == text.split()
    assert box.locator("a, img, script, h1, h2, li, code, pre, del, em, strong, svg, .katex").count() == 0
    assert browser_page.evaluate("window.touche === undefined")
