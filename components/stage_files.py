"""Play mode as a document of its own: asked once, it then needs neither this server nor the network."""

from __future__ import annotations

import logging
from functools import lru_cache
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from components import access
from data.conference.build import deck
from data.conference.edition import EditionRow, Pin, Told
from data.database import Store, demonstration_url, real_url
from data.drawing.shapes import shapes_for
from data.errors import CapError, StoreError
from data.french import typeset
from data.reading.editions import edition, told
from data.situation import Situation
from data.stage.play import stage_html

_LOG = logging.getLogger(__name__)
_URLS = {access.REAL: real_url, access.DEMONSTRATION: demonstration_url}
_KEPT = 6

_UNKNOWN = "Cette édition n’existe pas, ou plus. Choisissez-la dans la page « Conférence » de l’application."
_DAMAGED = (
    "Le déroulé n’a pas pu être préparé. Rien n’est perdu : revenez à la page « Conférence », puis réessayez ; "
    "si cela continue, prévenez qui administre l’application."
)


def stage_files(base: str) -> Route:
    """The route of a talk: `/conference/reelles/3/jouer`, under the prefix `base`."""
    return Route(f"{base}/conference/{{data}}/{{edition_id}}/jouer", _play)


def address(data: str, edition_id: int) -> str:
    """Where an edition is played, from any page of the application."""
    return f"./conference/{data}/{edition_id}/jouer"


def _play(asked: Request) -> HTMLResponse:
    data, number = asked.path_params["data"], str(asked.path_params["edition_id"])
    if data not in _URLS or not (number.isascii() and number.isdigit() and len(number) < 10):
        return _sorry(_UNKNOWN, 404)
    store = Store(_URLS[data]())
    try:
        found = edition(store, int(number)) if store.exists() else None
        if found is None:
            return _sorry(_UNKNOWN, 404)
        content = _content(store, found)
    except CapError as error:
        return _sorry(str(error), 503)
    except Exception:  # said in French; what happened is in the log
        _LOG.exception("edition %s of %s", number, data)
        return _sorry(_DAMAGED, 500)
    return HTMLResponse(content, headers={"Cache-Control": "no-cache"})


def _content(store: Store, found: EditionRow) -> str:
    known = _opened(store, found)
    held = told(store, found, known)
    states = tuple((pin, held.checksums[pin], held.newest) for pin in found.pins)
    return _drawn(_Asked(store.url, found, held, states))


class _Asked:
    """What names one document: the edition as it is, and the frozen states that it tells."""

    def __init__(self, url: str, found: EditionRow, held: Told, states: tuple[tuple[Pin, str, int], ...]) -> None:
        self.found, self.held = found, held
        self._named = (url, found.id, found.digest, states)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._named == other._named

    def __hash__(self) -> int:
        return hash(self._named)


@lru_cache(maxsize=_KEPT)
def _drawn(asked: _Asked) -> str:
    made = deck(asked.found, asked.held)
    return stage_html(made, shapes_for(made, asked.held.situations.values()))


def _opened(store: Store, found: EditionRow) -> dict[Pin, Situation]:
    """The frozen states that the pages keep open already; `told` reads, or refuses, the others."""
    head = access.read_head(store)
    plans = {plan.code: plan for plan in head.plans}
    known: dict[Pin, Situation] = {}
    for pin in found.pins:
        plan = plans.get(pin.plan)
        try:
            if plan is not None and plan.number(pin.period, pin.number) == pin.number:
                known[pin] = access.read_situation(store, plan, pin.period, head.today, pin.number)
        except StoreError:
            continue
    return known


def _sorry(text: str, status: int) -> HTMLResponse:
    page = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Déroulé indisponible · Cap Solidarités</title>"
        "<style>body{font:1.25rem/1.5 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1rem;"
        "color:#26231f;background:#fff}</style></head><body><main><h1>Déroulé indisponible</h1>"
        f"<p>{escape(typeset(text))}</p></main></body></html>"
    )
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-cache"})
