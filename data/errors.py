"""Errors whose message is a French sentence meant for the person in front of the screen.

A message says what happened, what to do, and that nothing was lost; a page shows it as it is.
"""

import errno

_CAUSES = {
    errno.ENOENT: "dossier ou fichier introuvable",
    errno.ENOTDIR: "un fichier est à la place du dossier",
    errno.EEXIST: "un fichier est à la place du dossier",
    errno.EISDIR: "c’est un dossier",
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "droits insuffisants",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.ENAMETOOLONG: "nom trop long",
}


def cause(error: OSError) -> str:
    """Why a file could not be read or written, in French where it is an ordinary reason, in the system's words else."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)


class CapError(Exception):
    """Base of every error that a user may read. `str(error)` is the French sentence."""


class CatalogueError(CapError):
    """A catalogue file is missing, unreadable or breaks a rule of its format."""


class StoreError(CapError):
    """The store cannot be opened, read or written (corrupt, read-only, absent, too old)."""


class GeographyError(CapError):
    """Maps cannot be prepared (package absent, unknown département, unexpected polygons)."""


class Refused(CapError):
    """A command refuses: not permitted, closed period, absurd value. Nothing was changed."""


class Conflict(Refused):
    """Somebody changed the row since it was read. `theirs` holds what the store now says.

    Attributes:
        theirs: field name → value now in the store.
    """

    def __init__(self, message: str, theirs: dict[str, object]) -> None:
        super().__init__(message)
        self.theirs = theirs
