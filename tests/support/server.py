"""The real application, started as a user starts it, on a free port of this machine."""

import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 10

_ADDRESS = re.compile(r"URL: (http://127\.0\.0\.1:\d+)")


@dataclass
class Server:
    """A running application. `log` holds what it printed so far, line by line."""

    url: str
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)


@contextmanager
def running_server(home: Path, environment: Mapping[str, str], script: str = "app.py") -> Iterator[Server]:
    """Start `streamlit run app.py`, give it when it answers, stop it at the end.

    `home` stands for the user's folder, so that no personal setting is read. `environment` is added to ours.

    Raises:
        AssertionError: it stopped or did not answer in time; the message holds what it printed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", "0"],
        cwd=ROOT,
        env={**os.environ, "HOME": str(home), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    server = Server(url="", process=process)
    addresses: Queue[str] = Queue()
    reader = threading.Thread(target=_read, args=(server, addresses), daemon=True)
    reader.start()
    try:
        server.url = _first(addresses, server)
        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=START_SECONDS) as answer:
            assert answer.read() == b"ok"
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join(STOP_SECONDS)


def _read(server: Server, addresses: "Queue[str]") -> None:
    """Keep what the server prints (a full pipe would block it); pass on the address that it announces."""
    assert server.process.stdout is not None
    for line in server.process.stdout:
        server.log.append(line.rstrip())
        if found := _ADDRESS.search(line):
            addresses.put(found.group(1))
    addresses.put("")  # stopped


def _first(addresses: "Queue[str]", server: Server) -> str:
    try:
        address = addresses.get(timeout=START_SECONDS)
    except Empty:
        address = ""
    assert address, "\n".join(["the application did not start:", *server.log])
    return address
