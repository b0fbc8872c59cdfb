"""A component with its own JavaScript is served as a file: the security policy refuses anything else."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import packaged
from components.packaged import packaged_component


def page() -> None:
    from components.packaged import packaged_component

    packaged_component("essai", css="style.css", html="<p>Essai</p>")(key="essai", data={"a": 1})


@pytest.fixture
def frontend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "essai"
    folder.mkdir()
    (folder / "index.js").write_text("export default () => {}\n", encoding="utf-8")
    (folder / "style.css").write_text("p { color: inherit }\n", encoding="utf-8")
    monkeypatch.setattr(packaged, "FRONTEND", tmp_path)
    return folder


@pytest.mark.usefixtures("frontend")
def test_the_browser_is_given_an_address_and_no_code() -> None:
    shown = AppTest.from_function(page).run()

    assert not shown.exception
    (component,) = shown.get("bidi_component")
    sent = component.proto
    assert sent.component_name == "cap.essai"
    assert sent.js_source_path == "index.js"
    assert sent.css_source_path == "style.css"
    assert not sent.js_content
    assert not sent.css_content


def test_a_missing_file_is_found_at_import(frontend: Path) -> None:
    (frontend / "style.css").unlink()

    with pytest.raises(FileNotFoundError, match=r"style\.css"):
        packaged_component("essai", css="style.css")
