"""The check rules before a signature: errors are mended, warnings have a word of explanation."""

from sqlalchemy.orm import Session

from db.figures.tables import Filled, Finding, check, in_use
from db.figures.tables.rules import ERROR
from db.registers import Return
from db.store.trouble import Trouble

_SAID = 3  # sentences of one refusal


def against(session: Session, made: Return, filled: Filled) -> list[Finding]:
    """What keeps a return from being checked off and signed: errors, and what nobody explained.

    An explanation is for the whole rule (``notes.explain``), not for one of its cells.
    """
    explained = {note.rule for note in made.notes if note.rule}
    return [
        one
        for one in check(filled, in_use(session))
        if one.level == ERROR or one.rule.code not in explained
    ]


def refuse_unsound(session: Session, made: Return, filled: Filled) -> None:
    """Refuses what is ``against`` it.

    Raises:
        Trouble: names the first ones, errors before warnings.
    """
    found = sorted(against(session, made, filled), key=lambda one: one.level != ERROR)
    if not found:
        return
    first = "；".join(one.sentence for one in found[:_SAID])
    more = f"，等 {len(found)} 处" if len(found) > _SAID else ""
    ask = "请先改正" if found[0].level == ERROR else "请写明说明"
    raise Trouble(f"核对不符，{ask}：{first}{more}")
