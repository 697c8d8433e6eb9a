"""What each register is for, from which law it follows and which periods it watches."""

import tomllib
from functools import cache
from typing import Any

from db.store.places import RESOURCES


@cache
def purposes() -> dict[str, dict[str, Any]]:
    """By table name: ``purpose``, and where there are any ``basis`` and ``periods``."""
    path = RESOURCES / "help" / "registers.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def basis_of(cls: Any) -> str:
    """The law and article from which a register as a whole follows.

    Args:
        cls: a register, or the class of a child row, which follows from its register's.

    Returns:
        Empty for what this program keeps for its own working, and for an office's own registers.
    """
    table = getattr(cls, "owner", cls.__tablename__)
    return str(purposes().get(table, {}).get("basis", ""))
