"""Texts typed by people: cleaned of control characters, limited in length, otherwise kept as they are."""

import unicodedata

from data.errors import Refused
from data.french import number

LONGEST = 10_000
"""Characters of a free text: about four printed pages."""
LONGEST_TITLE = 400
_NOT_CHARACTERS = "\ufffe\uffff"
"""The XML of an office document refuses them."""


def cleaned(text: str, what: str, longest: int = LONGEST) -> str:
    """`text` without control characters nor halves of characters (they break exports), ends trimmed;
    Refused beyond `longest` characters.

    HTML and right-to-left marks stay: they are shown as text.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(
        letter
        for letter in plain
        if letter in "\n\t" or (unicodedata.category(letter) not in ("Cc", "Cs") and letter not in _NOT_CHARACTERS)
    ).strip()
    if len(plain) > longest:
        raise Refused(
            f"{what} compte {number(len(plain))} caractères ; le maximum est de {number(longest)}. "
            "Rien n’a été modifié et votre texte est conservé dans le brouillon : raccourcissez-le."
        )
    return plain


def short(text: str, what: str) -> str:
    """A title or a name: one line, never empty, 400 characters at most."""
    plain = " ".join(cleaned(text, what, LONGEST_TITLE).split())
    if not plain:
        raise Refused(f"{what} est vide. Rien n’a été modifié : écrivez quelques mots.")
    return plain
