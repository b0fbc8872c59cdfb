"""One way to refuse a catalogue file: what happened, up to ten errors, and that nothing was changed."""

from collections.abc import Sequence

from data.errors import CatalogueError
from data.french import plural, typeset

MOST_ERRORS = 10
"""Errors listed in one message; the rest is counted."""


def refusal(what: str, sentences: Sequence[str]) -> CatalogueError:
    """The error to raise.

    Args:
        what: subject and verb, « Le catalogue « a.json » n’est pas chargé ».
        sentences: one for each error: where, what is wrong, what to do.
    """
    shown = [f"– {sentence}" for sentence in sentences[:MOST_ERRORS]]
    rest = len(sentences) - len(shown)
    if rest:
        shown.append(f"… et {plural(rest, 'autre erreur', 'autres erreurs')}.")
    head = f"{what} : {plural(len(sentences), 'erreur')}. Rien n’a été modifié."
    return CatalogueError("\n".join(map(typeset, [head, *shown])))
