"""One Streamlit session without a browser: its websocket protocol, enough to time reruns on the server."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class Rerun:
    """What one rerun cost. `seconds`: from the request to « script finished »; `sent`: bytes to the browser."""

    seconds: float
    sent: int
    errors: int


class Session:
    """One open page. `rerun()` runs the script with an address; the server answers with deltas."""

    def __init__(self, connection: ClientConnection) -> None:
        self._socket = connection

    def rerun(self, page: str = "", timeout: float = 60, **address: str) -> Rerun:
        """Run the page `page` (its url path) with these address parameters, wait for its end."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(address)
        message.rerun_script.page_name = page
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        sent = errors = 0
        while True:
            _acknowledge_at_once(self._socket.socket)
            raw = self._socket.recv(timeout=timeout)
            assert isinstance(raw, bytes)
            sent += len(raw)
            answer = ForwardMsg.FromString(raw)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                errors += 1
            if kind == "script_finished":
                return Rerun(time.perf_counter() - start, sent, errors)


def _acknowledge_at_once(raw: socket.socket) -> None:
    """The server waits for an acknowledgement before its next small frame; by default Linux keeps it 40 ms, which
    would be measured in place of the page. The option lasts until the next packet."""
    if hasattr(socket, "TCP_QUICKACK"):
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


@contextmanager
def session(url: str) -> Iterator[Session]:
    """A session on the server at `url` (http://127.0.0.1:port)."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as opened:  # pyright: ignore
        yield Session(opened)
