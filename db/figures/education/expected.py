"""What is expected of law education in a village, from resources/law_education.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache

from db.store.places import RESOURCES
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Expected:
    """Numbers that a county may change, each with its ground."""

    guides_in_a_village: int
    guides_basis: str
    hours_a_month: int
    lectures_a_quarter: int
    adviser_basis: str


@cache
def expected() -> Expected:
    """The numbers in force.

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        data = tomllib.loads((RESOURCES / "law_education.toml").read_text(encoding="utf-8"))
        guides, adviser = data["guides"], data["adviser"]
        return Expected(
            int(guides["least"]),
            guides["basis"],
            int(adviser["hours_a_month"]),
            int(adviser["lectures_a_quarter"]),
            adviser["basis"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("普法要求表 law_education.toml 读不出来，请重新安装程序") from error
