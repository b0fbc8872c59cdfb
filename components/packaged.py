"""Components that bring their own JavaScript, declared so that the strict security policy holds.

Streamlit loads a component's inline JavaScript from a `blob:` address, which our policy refuses. A packaged
component is loaded from the server instead, as a file: here `components/frontend/<name>/`. Streamlit only
looks for packaged components among installed distributions; we declare ours by the same door.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.components import v2
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

FRONTEND = Path(__file__).resolve().parent / "frontend"
PROJECT = "cap"


def packaged_component(
    name: str, *, js: str = "index.js", css: str | None = None, html: str | None = None
) -> Callable[..., Any]:
    """Declare the component of the folder `components/frontend/<name>` and return what mounts it.

    `js` and `css` are file names inside that folder; the file must exist. `html` is markup without script or
    event attribute. Call once, at the top of a module; what is returned mounts the component, with the
    keyword arguments of `st.components.v2`: `key`, `data`, `default`, `width`, `height`, `on_<name>_change`.
    """
    key = f"{PROJECT}.{name}"
    for file in filter(None, (js, css)):
        if not (FRONTEND / name / file).is_file():
            raise FileNotFoundError(FRONTEND / name / file)
    made: list[Callable[..., Any]] = []

    def mount(**arguments: Any) -> Any:
        _declare(name, key)
        if not made:  # not at import: the files are only known to a running server's registry
            made.append(v2.component(key, js=js, css=css, html=html))
        return made[0](**arguments)

    return mount


def _declare(name: str, key: str) -> None:
    """Tell the running server where the files are. Each runtime has its own registry (a test makes one)."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(key) is None:
        config = ComponentConfig(name=name, asset_dir=name)
        manager.register_from_manifest(ComponentManifest(PROJECT, "1", [config]), FRONTEND)
