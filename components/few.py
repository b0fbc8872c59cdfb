"""A few things long to make, kept for all sessions: the last ones asked for, each made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock
from typing import Generic, TypeVar

T = TypeVar("T")


class Few(Generic[T]):
    """For whoever has no Streamlit session (a route of the server) as well as for a page.

    The name of a thing says all that it hangs on, its store first: nothing is ever stale, the oldest is forgotten.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[tuple[object, ...], T] = OrderedDict()
        # Held while making: two who ask for the same thing at once wait for one making of it.
        self._lock = RLock()

    def get(self, name: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for a name."""
        with self._lock:
            if name not in self._held:
                self._held[name] = make()
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
            self._held.move_to_end(name)
            return self._held[name]
