"""Who can open a store, read from its keyring without the libraries that open it."""

import json
from pathlib import Path


def users_in(store: Path) -> list[str]:
    """The users whose password or start code opens the store; none where nothing can be read."""
    try:
        text = store.with_name(store.name + ".keys").read_text(encoding="utf-8")
        slots = json.loads(text)["slots"]
        return [slot["user"] for slot in slots if slot["kind"] != "recovery"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
