"""The application without a browser: one session, run by Streamlit's own test harness."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent.parent
SHELL = ROOT / "components" / "shell.py"


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


def texts(app: AppTest) -> str:
    """Everything that the page says in words, for assertions on French sentences (typographic spaces kept)."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info, *app.error]
    parts += [*app.warning, *app.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
