"""The browser of the tests: the system's Chromium, never a downloaded one.

`python -m tests.support.chromium` makes sure there is one: installs it when it can, or says what to install.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Il manque le navigateur Chromium pour les tests\u00a0: installez-le (apt-get install chromium), ou "
    "donnez son chemin (export CHROMIUM=/chemin/vers/chromium), puis relancez."
)

# No sandbox: it cannot start as root, and the only site visited is ours. No name nor address is ever resolved but the
# machine's own, whatever a page asks.
_SEALED = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
ARGUMENTS = [*_SEALED, "--disable-gpu"]
"""Of the tests: without a graphics card, as nothing of ours draws in WebGL; imitating one by software took half of the
processor time of these tests."""
STILL = [*_SEALED, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""Of pictures: with an imitated card, two looks at a page that no longer moves are the same to the last byte."""


def find_chromium() -> str | None:
    """The path of the browser: $CHROMIUM, or the first known name on the PATH."""
    chosen = os.environ.get("CHROMIUM")
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Try the package manager, when no password is needed. A failure is no error: the caller looks again."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode != 0:
            return
        prefix = [sudo, "-n"]
    print("Installation de Chromium…", file=sys.stderr)
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        # The output goes to the error stream: ours is the path alone.
        subprocess.run([*prefix, apt, *command], stdout=sys.stderr, check=False)


def main() -> int:
    if os.environ.get("CHROMIUM") is None and find_chromium() is None:
        install()
    if find_chromium() is None:
        print(MISSING, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
