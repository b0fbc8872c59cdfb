"""`python -m data page-publique`: the public page of an edition, from the store to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from data.conference.build import deck
from data.database import MAPS, Store
from data.drawing.shapes import shapes_for
from data.errors import CapError, GeographyError
from data.french import plural, typeset
from data.geography import departement_map
from data.reading.editions import edition, told
from data.site.folder import write_site
from data.site.site import public_site
from data.situation import Situation


def write_public_page(
    store: Store, edition_id: int, folder: Path, joined: Sequence[Path], say: Callable[[str], None]
) -> None:
    """Write the public page of an edition into `folder`. `joined`: files of open data to offer with it.

    Raises CapError when there is no such edition, when a file cannot be read, or when `folder` is not free.
    """
    found = edition(store, edition_id)
    if found is None:
        raise CapError(
            typeset(
                f"Il n’y a pas d’édition n° {edition_id}. Le numéro d’une édition est dans l’adresse de sa page ; "
                "rien n’a été écrit."
            )
        )
    source = told(store, found)
    made = deck(found, source, public=True)
    situations = list(source.situations.values())
    shapes = shapes_for(made, situations)
    files = public_site(made, shapes, data_files=_read(joined), credits=_credits(situations) if shapes else ())
    write_site(files, folder)
    shown = [one for one in made.slides if not one.missing]
    for slide in made.slides:
        if slide.missing:
            say(f"Laissée de côté, « {slide.title} » : {slide.missing}")
    say(f"{folder} : page publique de « {made.theme or made.event} », {plural(len(shown), 'scène')}.")


def _read(joined: Sequence[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in joined:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CapError(
                typeset(f"Le fichier « {path} » ne se lit pas ({error.strerror}). Rien n’a été écrit.")
            ) from error
        if path.name in found:
            raise CapError(typeset(f"Deux fichiers de données s’appellent « {path.name} ». Rien n’a été écrit."))
        found[path.name] = content
    return found


def _credits(situations: Sequence[Situation]) -> list[str]:
    """Where outlines and populations come from, each line once."""
    lines: dict[str, None] = {}
    for code in dict.fromkeys(one.plan.departement_code for one in situations):
        try:
            lines |= dict.fromkeys(departement_map(code, MAPS).sources)
        except GeographyError:
            continue
    return [f"Contours et populations : {line}" for line in lines]
