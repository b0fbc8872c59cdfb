"""Every page on every other plan of the catalogue: other levels, other periods, an ended plan, one without a fiche."""

from __future__ import annotations

import re

import pytest

from data.catalogue import catalogue_files, read_catalogue
from tests.support.app import ROOT, open_app, texts

TOLD = "drome-2025-2030"
"""The other tests of pages open this one."""
PAGES = sorted(str(file.relative_to(ROOT / "pages")) for file in (ROOT / "pages").glob("*/*.py"))
OTHERS = [code for code in catalogue_files() if code != TOLD]


@pytest.mark.parametrize("code", OTHERS)
def test_every_page_bears_every_plan(code: str, database_url: str) -> None:
    plan = read_catalogue(catalogue_files()[code]).plan
    foreign = {"Projet", "Projets"} - {plan.levels.fiche, f"{plan.levels.fiche}s"}
    for page in PAGES:
        app = open_app(page, donnees="reelles", plan=code, profil="coordination")
        assert not app.exception, (page, app.exception)
        assert not app.error, (page, [error.value for error in app.error])
        said = texts(app).replace("\u00a0", " ")
        assert plan.title in "\n".join([said, *(str(box.value) for box in app.selectbox), *_options(app)]), page
        for raw in ("None", "nan", "NaT", "Traceback", "{'"):
            assert not re.search(rf"(?<!\w){re.escape(raw)}(?!\w)", said), (page, raw, said)
        if plan.reporting_months == 12:
            assert "trimestre" not in _own_words(said), (page, _own_words(said))
        for word in foreign:
            assert not re.search(rf"^#* *{word}\b", said, re.MULTILINE), (page, word)


def _options(app: object) -> list[str]:
    return [str(option) for box in app.selectbox for option in box.options]  # type: ignore[attr-defined]


def _own_words(said: str) -> str:
    """The application's own lines that speak of a quarter: the plan's words may do so whatever its period."""
    cited = re.compile(r"«|\bligne \d")
    return "\n".join(line for line in said.splitlines() if "trimestre" in line and not cited.search(line))
