"""Play mode as a document of its own: asked once, it then needs neither this server nor the network."""

from __future__ import annotations

import logging
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from components import access
from components.conference import telling
from components.few import Few
from data.conference.edition import EditionRow
from data.database import Store, demonstration_url, real_url
from data.drawing.shapes import shapes_for
from data.errors import CapError
from data.french import typeset
from data.reading import head
from data.reading.editions import edition
from data.stage.play import stage_html

_LOG = logging.getLogger(__name__)
_URLS = {access.REAL: real_url, access.DEMONSTRATION: demonstration_url}
_KEPT: Few[str] = Few(6)

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
    """The document, made once for an edition as it stands and the frozen states of its plans."""
    plans = head(store).plans

    def make() -> str:
        told = telling.told(store, plans, found)
        deck = telling.deck_of(store, found, told)
        return stage_html(deck, shapes_for(deck, told.situations.values()))

    return _KEPT.get(telling.named(store, plans, found), make)


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
