"""The same stores as in tests/store."""

from tests.store.conftest import database, store, template

__all__ = ["database", "store", "template"]
