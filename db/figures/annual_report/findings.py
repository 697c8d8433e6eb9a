"""What a check of a report finds: which statement, what is wrong in one sentence, how badly."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """ERROR stops a signed report, DOUBT wants a look, NOTE is told."""

    ERROR = "错误"
    DOUBT = "请核对"
    NOTE = "提示"


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        rule: which check.
        sentence: what is wrong, for people.
        key: of the statement it is about; blank where it is about the whole.
    """

    rule: str
    sentence: str
    level: Level
    key: str = ""
