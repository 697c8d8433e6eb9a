"""What the office may set for certificates and training, from resources/enforcement.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache

from db.store.places import RESOURCES


@dataclass(frozen=True)
class Settings:
    """``number_pattern`` is a regular expression, empty for none; hours are 学时 a year.

    ``valid_years``: how long a card is usually good for, 0 where nothing is usual.
    """

    number_pattern: str
    number_form: str
    training_hours: int
    expiring_days: int
    valid_years: int


@cache
def settings() -> Settings:
    """The settings as the file has them."""
    path = RESOURCES / "enforcement.toml"
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
