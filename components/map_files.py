"""The shapes of a département, and of France, as files: a browser fetches them once.

A map coloured anew then weighs a few kilobytes.

Public outlines of places, readable without signing in; never data.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import map_france
from components.map_data import FOLDER, Shapes, digest, shapes


def shape_files(base: str) -> Route:
    """The route of the files, under the prefix `base`. Their address is in `map_data.Shapes.addresses`."""
    return Route(f"{base}/{FOLDER}/{{code}}/{{level}}.json", _file)


def _file(asked: Request) -> Response:
    body = _body(asked.path_params["code"], asked.path_params["level"])
    if body is None:
        return Response(status_code=404)
    for_good = asked.query_params.get("v") == digest(body)
    kept = "public, max-age=31536000, immutable" if for_good else "no-cache"
    return Response(body, media_type="application/json", headers={"Cache-Control": kept})


def _body(code: str, level: str) -> bytes | None:
    if (code, level) == (map_france.CODE, map_france.LEVEL):
        whole = map_france.departements()
        return whole.body if isinstance(whole, map_france.Departements) else None
    drawn = shapes(code)
    return drawn.files.get(level) if isinstance(drawn, Shapes) else None
