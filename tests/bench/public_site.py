"""What the public page costs: bytes of the first view, and what a small nginx gives to a room of 300 phones.

Requests per second are told as a ratio to a file of 1 kB given by the same nginx in the same minute: the machine, and
the generator that shares it, weigh on both. nginx reads our own `deploy/page-publique.conf`.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.drawing.shapes import shapes_for
from data.site.folder import write_site
from data.site.site import public_site
from tests.support.server import ROOT
from tests.support.site_pages import public_deck

PHONES = 300
SECONDS = 3.0
ROUNDS = 3
SNIPPET = ROOT / "deploy" / "page-publique.conf"
FIRST_VIEW = 300_000
"""Bytes, compressed: the most that was aimed at."""


def public_page(folder: Path) -> None:
    """Print the weight of the first view, then what nginx gives of it. `folder`: to write in."""
    folder.mkdir(exist_ok=True)
    deck = public_deck()
    shapes = shapes_for(deck)
    started = time.perf_counter()
    files = public_site(deck, shapes)
    made = time.perf_counter() - started
    first = len(gzip.compress(files["index.html"], 9)) + len(files["favicon.svg"])
    whole = sum(len(content) for content in files.values())
    print(f"\nPage publique : {len(deck.slides)} scènes, {len(files)} fichiers, {whole / 1000:.0f} ko, {made:.2f} s")
    print(f"  première vue : {first / 1000:.0f} ko compressés (visé : moins de {FIRST_VIEW / 1000:.0f} ko)")
    assert first < FIRST_VIEW
    if shutil.which("nginx") is None:
        print("  nginx n’est pas sur cette machine : débit non mesuré")
        return
    write_site(files, folder / "srv" / "conference")
    (folder / "srv" / "conference" / "petit.bin").write_bytes(os.urandom(1000))
    with _nginx(folder) as port:
        rates: dict[str, list[float]] = {"index.html": [], "petit.bin": []}
        for _ in range(ROUNDS):
            for name, found in rates.items():
                found.append(asyncio.run(_rate(port, f"/conference/{name}")))
        room = statistics.median(asyncio.run(_room(port, "/conference/")) for _ in range(ROUNDS))
    page, small = (statistics.median(found) for found in rates.values())
    ratio = statistics.median(a / b for a, b in zip(*rates.values(), strict=True))
    # Near 1, it is the generator that is at its limit, not nginx.
    print(
        f"  nginx, {PHONES} connexions : {page:.0f} pages/s, {small:.0f} fichiers de 1 ko/s (rapport {ratio:.2f}) ; "
        f"{PHONES} téléphones servis en {1000 * room:.0f} ms"
    )


@contextmanager
def _nginx(folder: Path) -> Iterator[int]:
    """One worker on a free port of this machine, with our own settings for the page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = SNIPPET.read_text(encoding="utf-8").replace("/srv/cap", str(folder / "srv"))
    (folder / "page.conf").write_text(ours, encoding="utf-8")
    temporary = "".join(
        f"{one}_temp_path {folder}/tmp;" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1; pid {folder}/nginx.pid;"
        f"error_log {folder}/nginx.log; events {{ worker_connections 1024; }}"
        f"http {{ {temporary} types {{ text/html html; image/svg+xml svg; image/jpeg jpg; text/plain txt; }}"
        f"access_log off; keepalive_requests 1000000; server {{ listen 127.0.0.1:{port} backlog=1024;"
        f"include {folder}/page.conf; }} }}",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/conference/", timeout=5) as answer:
                assert answer.status == 200
                return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


class _Phone(asyncio.Protocol):
    """A connection kept open that asks again as soon as it is answered; `rounds` times, or until it is closed."""

    def __init__(self, request: bytes, size: int, rounds: int) -> None:
        self.request, self.size, self.rounds = request, size, rounds
        self.left, self.answered = size, 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.left -= len(data)
        if self.left > 0:
            return
        assert self.left == 0, "an answer of another size"
        self.answered += 1
        self.left = self.size
        if self.answered != self.rounds:
            self.transport.write(self.request)
        elif not self.done.done():
            self.done.set_result(None)


async def _phones(port: int, path: str, rounds: int) -> list[_Phone]:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    size = await _answer_size(port, request)
    loop = asyncio.get_running_loop()
    opened = [loop.create_connection(lambda: _Phone(request, size, rounds), "127.0.0.1", port) for _ in range(PHONES)]
    return [phone for _, phone in await asyncio.gather(*opened)]


async def _answer_size(port: int, request: bytes) -> int:
    """Bytes of a whole answer, headers included."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    lines = head.decode().lower().split("\r\n")
    length = next(int(line.partition(":")[2]) for line in lines if line.startswith("content-length:"))
    writer.close()
    return len(head) + length


async def _rate(port: int, path: str) -> float:
    """Answers a second over `SECONDS`, with every phone asking without a pause."""
    phones = await _phones(port, path, 0)
    await asyncio.sleep(0.3)
    before, started = sum(phone.answered for phone in phones), time.perf_counter()
    await asyncio.sleep(SECONDS)
    rate = (sum(phone.answered for phone in phones) - before) / (time.perf_counter() - started)
    for phone in phones:
        phone.transport.abort()
    return rate


async def _room(port: int, path: str) -> float:
    """Seconds until the last phone of the room has the page, all having asked at once."""
    started = time.perf_counter()
    phones = await _phones(port, path, 1)
    await asyncio.gather(*(phone.done for phone in phones))
    spent = time.perf_counter() - started
    for phone in phones:
        phone.transport.close()
    return spent
