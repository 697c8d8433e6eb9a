"""Words on a return before it is signed: a comment on a figure, an explanation, a reason."""

from datetime import datetime

from db.figures.frozen import content_of
from db.figures.returns.guards import found
from db.figures.tables.rules import shipped
from db.registers import Return
from db.registers.statistics_return import ReturnNote
from db.store.database import Database
from db.store.trouble import Trouble

_OPEN = ("filling", "filled", "checked")


def comment(database: Database, number: int, row: str, column: str, text: str) -> Return:
    """A comment on one figure, printed as a note under the table.

    Raises:
        Trouble: signed already, no such cell, nothing said.
    """
    with database.read() as session:
        place = _place(found(session, number, *_OPEN, act="批注"), row, column)
    return _note(database, number, text, place=place, row_key=row, column_key=column)


def explain(database: Database, number: int, rule: str, text: str) -> Return:
    """What the office says to the warning of one check rule; without it nobody can sign.

    Raises:
        Trouble: signed already, nothing said, no such rule.
    """
    if rule not in shipped():
        raise Trouble(f"没有核对规则“{rule}”", wrong_input=True)
    return _note(database, number, text, place=f"核对：{shipped()[rule].what}", rule=rule)


def give_reason(database: Database, number: int, row: str, column: str, text: str) -> Return:
    """Why a figure is corrected, in the place of the records' names.

    Raises:
        Trouble: signed already, nothing said, or the figure is not corrected.
    """
    said = _said(text)
    with database.step("更正的原因") as session:
        made = found(session, number, *_OPEN, act="改原因")
        for one in made.corrections:
            if (one.row_key, one.column_key) == (row, column):
                one.why = said
                break
        else:
            raise Trouble("这一格没有更正", wrong_input=True)
    return made


def _note(database: Database, number: int, text: str, **where: str) -> Return:
    said = _said(text)
    with database.step("报表批注") as session:
        made = found(session, number, *_OPEN, act="批注")
        made.notes.append(
            ReturnNote.fresh(
                text=said,
                written_by=database.user,
                written_at=datetime.now().replace(microsecond=0),
                **where,
            )
        )
    return made


def _said(text: str) -> str:
    if not text.strip():
        raise Trouble("请写明内容", wrong_input=True)
    return text.strip()


def _place(made: Return, row: str, column: str) -> str:
    content = content_of(made)
    if (row, column) not in content.cells:
        raise Trouble("报表里没有这一格", wrong_input=True)
    return content.place((row, column))
