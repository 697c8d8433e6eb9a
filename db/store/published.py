"""Registers that people defined, by the names of their tables, once they are in force."""

from typing import Any

PUBLISHED: dict[str, Any] = {}
"""A name is that of one definition for good, whichever store it lies in."""
