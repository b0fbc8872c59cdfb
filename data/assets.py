"""Files that the browser needs and that the repository does not hold: the font, Leaflet, an empty world.

They come from pinned packages and are copied at set-up into `static/vendor/`, which git ignores. Nothing is
fetched at run time. Copying twice changes nothing; a half-written file is never visible.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from data.errors import CapError

VENDOR = Path("static") / "vendor"

# Layers that the charting library's world file holds. Empty, they stop it from asking an outside server for
# the real one, and nothing but our own polygons is drawn.
WORLD_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")

_FONTS = (
    ("files/SourceSans3[wght].ttf", "fonts/SourceSans3.ttf"),
    ("files/SourceSans3-Italic[wght].ttf", "fonts/SourceSans3-Italic.ttf"),
    ("LICENSE", "fonts/LICENSE.txt"),
)
_LEAFLET = (
    ("data/leaflet.js", "leaflet/leaflet.js"),
    ("data/leaflet.css", "leaflet/leaflet.css"),
    ("data/images/layers.png", "leaflet/images/layers.png"),
    ("data/images/layers-2x.png", "leaflet/images/layers-2x.png"),
    ("data/images/marker-icon.png", "leaflet/images/marker-icon.png"),
    ("data/images/marker-icon-2x.png", "leaflet/images/marker-icon-2x.png"),
    ("data/images/marker-shadow.png", "leaflet/images/marker-shadow.png"),
)


class AssetsError(CapError):
    """A file for the browser cannot be prepared (package absent, disk refusing). The message is in French."""


def copy_assets(project_root: Path) -> list[Path]:
    """Copy fonts, Leaflet and the empty world under `project_root/static/vendor`.

    Returns the files that were written, in order; a file already there with the same content is left alone.

    Raises:
        AssetsError: a package is missing or incomplete, or the folder cannot be written.
    """
    vendor = project_root / VENDOR
    try:
        return [vendor / name for name, content in _assets() if _write_if_different(vendor / name, content)]
    except OSError as error:
        raise AssetsError(
            f"Les polices et les cartes n’ont pas pu être copiées dans « {VENDOR.as_posix()} » : "
            f"{error.strerror or error}. Vérifiez que le dossier existe, que vous pouvez y écrire et qu’il "
            "reste de la place, puis relancez l’installation ; vos données ne sont pas touchées."
        ) from error


def empty_world() -> str:
    """The world file, in TopoJSON, with every layer present and nothing in it."""
    nothing: list[object] = []
    layers = {name: {"type": "GeometryCollection", "geometries": nothing} for name in WORLD_LAYERS}
    return json.dumps({"type": "Topology", "objects": layers, "arcs": nothing}, separators=(",", ":"))


def _assets() -> Iterator[tuple[str, bytes]]:
    """Each file to write: its name under `static/vendor` and its content."""
    for package, distribution, wanted in (
        ("fontpkg_source_sans_3", "fontpkg-source-sans-3", _FONTS),
        ("xstatic.pkg.leaflet", "xstatic-leaflet", _LEAFLET),
    ):
        root = _package_files(package, distribution)
        for source, name in wanted:
            yield name, _read(root, source, distribution)
    yield "topojson/world_110m.json", empty_world().encode()


def _package_files(package: str, distribution: str) -> Traversable:
    try:
        return files(package)
    except ModuleNotFoundError as error:
        raise _incomplete(distribution) from error


def _read(root: Traversable, source: str, distribution: str) -> bytes:
    try:
        return root.joinpath(source).read_bytes()
    except FileNotFoundError as error:
        raise _incomplete(distribution) from error


def _incomplete(distribution: str) -> AssetsError:
    return AssetsError(
        f"Le paquet « {distribution} » est absent ou incomplet : les polices et les cartes ne peuvent pas "
        "être préparées. Relancez « make run », qui réinstalle ce qui "
        "manque ; vos données ne sont pas touchées."
    )


def _write_if_different(target: Path, content: bytes) -> bool:
    """Write `content` at `target` in one move: a reader, or a second set-up, never sees half a file."""
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)  # mkstemp gives 0600: another account may run the server
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True
