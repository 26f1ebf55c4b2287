"""The connection to the office's server, kept for a moment after a sync: the next one soon after begins at once."""

from __future__ import annotations

import threading
from typing import Any
from weakref import WeakKeyDictionary

from models.store import Store
from sync.transport import Transport


class Kept:
    """One transport a store, in nobody's hands while it lies here; closed with the store."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_store: WeakKeyDictionary[Store, tuple[Any, Transport]] = WeakKeyDictionary()

    def take(self, store: Store, fits: Any) -> Transport | None:
        """The store's transport if it was made for the same (server, identity, …); another one is closed."""
        with self._lock:
            found = self._by_store.pop(store, None)
        if found is None:
            return None
        if found[0] == fits:
            return found[1]
        found[1].close()
        return None

    def keep(self, store: Store, fits: Any, transport: Transport) -> None:
        """Until :meth:`take`, or until the store is closed."""
        with self._lock:
            self._by_store[store] = (fits, transport)
        if not store.at_close(self._drop):
            self._drop(store)

    def _drop(self, store: Store) -> None:
        with self._lock:
            found = self._by_store.pop(store, None)
        if found is not None:
            found[1].close()
