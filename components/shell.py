"""The main script, run for each session: settings, navigation, header, filter bar, then the page.

Nothing is shown by a page that did not come through here (`components.view.current`).
"""

from pathlib import Path
from typing import Any

import streamlit as st

from components import access, address, filters, header, links, view
from data.errors import CapError
from data.french import typeset
from data.period import Period
from data.reading import Head, PlanHead

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "pages"

HOME = "piloter/accueil.py"
SECTIONS = {
    "Piloter": [
        (HOME, "Pilotage", "pilotage"),
        ("piloter/regles.py", "Règles et seuils", "regles"),
    ],
    "Lire": [
        ("lire/territoires.py", "Territoires", "territoires"),
        ("lire/plan.py", "Plan", "plan"),
        ("lire/indicateurs.py", "Indicateurs", "indicateurs"),
        ("lire/changements.py", "Changements", "changements"),
        ("lire/equipements.py", "Équipements", "equipements"),
        ("lire/gouvernance.py", "Gouvernance", "gouvernance"),
        ("lire/fiche.py", "Fiche", "fiche"),
        ("lire/initiatives.py", "Initiatives", "initiatives"),
        ("lire/initiative.py", "Initiative", "initiative"),
    ],
    "Raconter": [
        ("raconter/conference.py", "Conférence", "conference"),
        ("raconter/documents.py", "Documents", "documents"),
    ],
    "Agir": [
        ("agir/campagne.py", "Campagne", "campagne"),
        ("agir/saisie.py", "Ma saisie", "saisie"),
        ("agir/valeurs.py", "Valeurs", "valeurs"),
        ("agir/pilotes.py", "Pilotes", "pilotes"),
        ("agir/qualite.py", "Qualité", "qualite"),
    ],
}
HIDDEN = {"fiche", "initiative", "regles"}
"""Pages reached by a link, not by the menu."""


def main() -> None:
    st.set_page_config("Cap Solidarités", page_icon=str(ROOT / "static" / "favicon.png"), layout="wide")
    st.logo(str(ROOT / "static" / "logo.svg"), size="large")
    pages = _pages()
    links.know(pages)
    # The first page has no path of its own: an address that names it, typed or kept, must open it all the same.
    alias = st.Page(PAGES / HOME, title="Pilotage", url_path="pilotage", visibility="hidden")
    page = st.navigation([*pages.values(), alias], position="top")
    view.keep(None)
    address.begin(page.url_path)
    try:
        opened = _open()
    except CapError as error:
        header.failed(str(error))
        return
    if opened is None:
        header.no_plan()
        return
    view.keep(opened)
    header.banner(opened)
    page.run()


def _pages() -> dict[str, Any]:
    """Every page by its url path, in the order of the menu."""
    return {
        path: st.Page(
            PAGES / file,
            title=title,
            url_path="" if file == HOME else path,
            default=file == HOME,
            visibility="hidden" if path in HIDDEN else "visible",
        )
        for pages in SECTIONS.values()
        for file, title, path in pages
    }


def _open() -> view.View | None:
    store = access.store()
    head = access.read_head(store)
    if head.first is None:
        return None
    plan = _plan(head, head.first)
    period = _period(plan)
    version = _version(plan, period)
    whole = access.read_situation(store, plan, period, head.today, version)
    wanted, notes = filters.admitted(whole, view.wanted())
    for note in notes:
        st.toast(f"Le lien contenait un filtre que ce plan ne connaît pas ({note})\u00a0: il est ignoré.")
    return view.build(store, head, plan, header.profile(head), wanted, whole, version)


def _plan(head: Head, first: PlanHead) -> PlanHead:
    asked = address.current("plan")
    found = next((plan for plan in head.plans if plan.code == asked), None)
    if asked and found is None:
        st.toast("Le lien désignait un plan absent de cette base\u00a0: un autre est affiché.")
        address.change(plan=None)
    return found or first


def _period(plan: PlanHead) -> str:
    asked = address.current("trimestre")
    if asked is None:
        return plan.current_period
    try:
        period = Period.parse(asked)
    except CapError as error:
        st.toast(f"{typeset(str(error))} La période en cours est affichée.")
        address.change(trimestre=None)
        return plan.current_period
    if period.code not in plan.periods and period.code != plan.current_period:
        st.toast(f"Ce plan ne suit pas {period.the}\u00a0: la période en cours est affichée.")
        address.change(trimestre=None)
        return plan.current_period
    return period.code


def _version(plan: PlanHead, period: str) -> int | None:
    """The frozen state that the address asks for, None for what the period shows by itself."""
    asked = address.current("version")
    if asked is None:
        return None
    if asked.isdecimal() and 1 <= int(asked) <= len(plan.frozen.get(period, ())):
        return int(asked)
    st.toast("Le lien désignait un état figé qui n’existe pas\u00a0: le plus récent est affiché.")
    address.change(version=None)
    return None


main()
