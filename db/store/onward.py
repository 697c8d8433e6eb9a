"""Records that begin from another one: in which register, what goes along, what ties the two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from db.store.moves import always

_ORIGIN = "begun_from"


def _none_given(_record: Any) -> dict[str, Any]:
    """What goes along are the named fields alone."""
    return {}


@dataclass(frozen=True)
class Along:
    """What goes along into the new record, or into a row of it.

    Attributes:
        fields: names that both have, or pairs of the name here and the name there.
        given: what else the record tells, by the name there.
        rows: the child rows of which one is made; empty for the new record itself.
    """

    fields: tuple[str | tuple[str, str], ...] = ()
    given: Callable[[Any], dict[str, Any]] = _none_given
    rows: str = ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The names here and there."""
        return tuple((one, one) if isinstance(one, str) else one for one in self.fields)

    def target(self, made: Any) -> Any:
        """The class that takes it, of the register ``made``."""
        return made.fields[self.rows].kind.row if self.rows else made

    def values(self, source: Any, made: Any, *, full: bool) -> dict[str, Any]:
        """What is filled in there: nothing that is blank here.

        Without ``full`` nothing sensitive: who may not see it sees a new record in full. Where
        the same person is linked, saving fills it in (``db.store.shared``).
        """
        known = self.target(made).fields
        told = {there: getattr(source, here) for here, there in self.pairs} | self.given(source)
        hidden = {there for here, there in self.pairs if type(source).fields[here].sensitive}
        return {
            name: value
            for name, value in told.items()
            if value not in (None, "") and (full or not (name in hidden or known[name].sensitive))
        }


@dataclass(frozen=True)
class Onward:
    """One way on from a register, into another one or into the same.

    Attributes:
        register: the table in which the new record is entered. ``label``: what the button says.
        along: what goes along.
        link: the field here that names the new record once it is saved, ``rows.field`` for one of
            a new row; what names a record already goes on no further.
        back: instead of ``link``, the field there that names this record.
        when: what must hold for it to be offered.
    """

    register: str
    label: str
    along: tuple[Along, ...]
    link: str = ""
    back: str = ""
    when: Callable[[Any], bool] = always

    def offered(self, source: Any) -> bool:
        """Whether a saved record can go on this way."""
        if source.id is None or not self.when(source):
            return False
        return not self.link or "." in self.link or getattr(source, self.link) is None

    def begin(self, source: Any, made: Any, *, full: bool) -> None:
        """Fill the new record ``made``, and let it remember where it begins.

        Args:
            source: the saved record.
            made: a new one of ``register``, with its defaults.
            full: whether who begins it may see sensitive fields.
        """
        for along in self.along:
            values = along.values(source, type(made), full=full)
            if not along.rows:
                for name, value in values.items():
                    setattr(made, name, value)
            elif values:
                setattr(made, along.rows, [along.target(type(made)).fresh(**values)])
        if self.back:
            setattr(made, self.back, source.id)
        else:
            remember(made, Origin(type(source), source.id, self))


@dataclass(frozen=True)
class Origin:
    """Where a record begins that is not saved yet, while the other one does not say so."""

    cls: Any
    record_id: int
    onward: Onward

    def tie(self, session: Session, made: Any) -> None:
        """Let the record it began from name it, in the step that saves it.

        One in the recycle bin stays as it is, and so does what names another record meanwhile:
        the new record is kept all the same.
        """
        source = session.get(self.cls, self.record_id)
        if source is None or source.deleted_at is not None:
            return
        rows, _, name = self.onward.link.rpartition(".")
        if rows:
            row = self.cls.fields[rows].kind.row
            getattr(source, rows).append(row.fresh(**{name: made.id}))
        elif getattr(source, name) is None:
            setattr(source, name, made.id)


def remember(record: Any, origin: Origin) -> None:
    """Let a record, not yet saved, remember where it begins."""
    inspect(record).info[_ORIGIN] = origin


def begun_from(record: Any) -> Origin | None:
    """Where a record begins that is not saved yet; None for nearly all."""
    origin: Origin | None = inspect(record).info.get(_ORIGIN)
    return origin
