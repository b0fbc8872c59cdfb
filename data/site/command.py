"""`python -m data page-publique`: the public page of an edition, from the store to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from data.conference.build import deck
from data.database import Store
from data.errors import CapError, cause
from data.french import plural, typeset
from data.reading.editions import edition, told
from data.site.edition import edition_site
from data.site.folder import write_site


def write_public_page(
    store: Store, edition_id: int, folder: Path, joined: Sequence[Path], say: Callable[[str], None]
) -> None:
    """Write the public page of an edition into `folder`. `joined`: files of open data to offer
    with it, instead of those of its frozen state.

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
    write_site(edition_site(made, found, source, data_files=_read(joined)), folder)
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
                typeset(f"Le fichier « {path} » ne se lit pas ({cause(error)}). Rien n’a été écrit.")
            ) from error
        if path.name in found:
            raise CapError(typeset(f"Deux fichiers de données s’appellent « {path.name} ». Rien n’a été écrit."))
        found[path.name] = content
    return found
