"""Keeping the open record: it, the sheet it was typed from, and the move made, in one step."""

from typing import TYPE_CHECKING, Any

from db.registers.blank_form import enter, typed_from

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.moves import Move


def keep(database: "Database", record: Any, name: str, move: "Move | None") -> int:
    """Write a detached record into the store, all or nothing; gives its id.

    Raises:
        Trouble: the store, or the move, does not take it.
    """
    with database.step(name) as session:
        kept = session.merge(record)
        session.flush()
        if sheet := typed_from(record):
            enter(session, sheet, kept)
        if move:
            move.make(kept, session)
            session.flush()
        number: int = kept.id
    return number


def is_fixed(database: "Database", cls: Any) -> bool:
    """Whether people only look: the program writes here, or they have no right to."""
    by_program = cls.written_by_program and cls.__tablename__ != "certificate"
    return by_program or not database.rights.may_change(cls)
