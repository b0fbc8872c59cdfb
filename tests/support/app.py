"""The application without a browser: one session, run by Streamlit's own test harness."""

import json
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent.parent
SHELL = ROOT / "components" / "shell.py"
_sendings = count(1)
# The harness looks through all installed packages for components each time a session opens: once is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_app(page: str = "piloter/accueil.py", **address: str) -> AppTest:
    """A session that opened `pages/<page>` with these address parameters, already run once.

    The store is the one of DATABASE_URL: ask for the fixture `database_url`.
    """
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    if page != "piloter/accueil.py":
        # The relative way from the main script, as the harness wants it.
        app.switch_page(f"../pages/{page}")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def held(app: AppTest, key: str) -> dict[str, Any]:
    """What a field that sends its text as one types (`components.typing`) was given: its value, its revision…"""
    return json.loads(app.get_by_key(key).proto.json)


def write(app: AppTest, key: str, text: str) -> AppTest:
    """Type in such a field, which the harness does not know."""
    said = {"texte": text, "revision": held(app, key)["revision"], "envoi": next(_sendings)}
    states = app._tree.get_widget_states()  # pyright: ignore[reportPrivateUsage]
    states.widgets.append(WidgetState(id=app.get_by_key(key).proto.id, json_value=json.dumps({"texte": said})))
    return app._run(states)  # pyright: ignore[reportPrivateUsage]


def texts(app: AppTest) -> str:
    """Everything that the page says in words, for assertions on French sentences (typographic spaces kept)."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info, *app.error]
    parts += [*app.warning, *app.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
