"""What a risk is: the kind, the record it is about, the department concerned, since when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Risk:
    """One risk that the registers show.

    Attributes:
        kind: a code of resources/warnings.toml.
        table, record_id: the record that is opened. ``caption``: what it is called.
        department_id: whom it concerns; None where no department is known.
        since: the day it began; None where the registers do not tell.
        sentence: what is wrong, for people.
        mark: tells risks of one kind about one record apart: the year of training hours.
    """

    kind: str
    table: str
    record_id: int
    caption: str
    department_id: int | None
    since: date | None
    sentence: str
    mark: str = ""

    @property
    def key(self) -> str:
        """The same for the same risk, whenever it is looked for."""
        return ":".join(filter(None, (self.kind, self.table, str(self.record_id), self.mark)))
