"""A return on its way: opened, filled, checked, signed; each act is one step that undo knows.

What the checker saw is what the head signs: each act counts anew and refuses when a register
changed since the filling. Signing itself is a lasting step: what left the house signed is taken
back by a correction, never by undo.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from db.figures.frozen import Content, Key, content_of, digest_of
from db.figures.period import Period
from db.figures.returns.checking import refuse_unsound
from db.figures.returns.comparing import Difference, compared, in_short
from db.figures.returns.counting import Typed, content_now, filled_of, typed_in
from db.figures.returns.guards import (
    found,
    latest,
    refuse_earlier,
    refuse_others,
    refuse_signed,
    refuse_twice,
)
from db.figures.tables import find_table
from db.registers import Return
from db.registers.statistics_return import SENT_BACK, ReturnCorrection, ReturnNote
from db.store.database import Database
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble


class Seal(Protocol):
    """What signs: the office's certificate, opened by its pass phrase."""

    @property
    def subject(self) -> str:
        """Whose certificate it is."""

    @property
    def fingerprint(self) -> str:
        """The certificate's SHA-256."""

    def sign(self, digest: str, moment: datetime) -> bytes:
        """The signature over the SHA-256 of the canonical text."""


@dataclass(frozen=True)
class _Counted:
    """What the registers give now; of a correction, what it corrects and why it was unlocked."""

    content: Content
    differences: tuple[Difference, ...] = ()
    reason: str = ""


def open_return(
    database: Database,
    code: str,
    period: Period,
    *,
    cumulative: bool = False,
    basis: str | None = None,
) -> Return:
    """The return of a table and period: a new one, or the one that is on its way already.

    Raises:
        Trouble: it was signed already; there is no such table.
    """
    with database.read() as session:
        known = find_table(session, code)
        there = latest(session, known.code, period, cumulative=cumulative)
    if there is not None:
        refuse_signed(there)
        return there
    span = f"{period.cumulative().name}累计" if cumulative else period.name
    name = f"{known.title}（{span}）"
    with database.step(f"开始填报{name}") as session:
        made = Return.fresh(
            name=name,
            table_code=known.code,
            first_on=period.first,
            last_on=period.last,
            cumulative=cumulative,
            basis=basis,
        )
        session.add(made)
    return made


def fill_in(
    database: Database,
    number: int,
    typed: Typed | None = None,
    who: str = "",
    progress: Progress = unwatched,
) -> Return:
    """Freeze what the registers give now as what was filled; may be done again until it is signed.

    Args:
        database: the open store.
        number: id of the return.
        typed: what people wrote into cells without a figure; None keeps what they wrote before.
        who: filled it; the one who is at the program, if left out.
        progress: of the counting.

    Raises:
        Trouble: it was signed; registers are hidden from the person; a correction has nothing
            to correct.
    """
    database.rights.refuse_partial("报表")
    with database.read() as session:
        made = found(session, number, "filling", "filled", "checked", act="填报")
        counted = _count(session, made, typed, progress)
    if made.previous_id is not None and not counted.differences:
        raise Trouble("现在的数字与已签发的报表没有不同，不用更正")
    with database.step(f"填报{made.called()}") as session:
        made = found(session, number, "filling", "filled", "checked", act="填报")
        made.stage, made.filled_by, made.filled_at = "filled", who or database.user, _now(None)
        made.checked_by = made.checked_at = None
        made.corrections = _corrections(made, counted)
        _hold(made, counted.content)
    return made


def check_off(
    database: Database, number: int, who: str = "", progress: Progress = unwatched
) -> Return:
    """The checker's yes: what was filled is what the registers give, and no rule forbids it.

    Raises:
        Trouble: a register changed since; a rule finds an error, or a warning without a word.
    """
    made = _unchanged(database, number, "filled", "审核", progress)
    with database.step(f"审核{made.called()}") as session:
        made = found(session, number, "filled", act="审核")
        made.stage, made.checked_by, made.checked_at = "checked", who or database.user, _now(None)
    return made


def send_back(database: Database, number: int, reason: str) -> Return:
    """Back to the one who fills, before it is signed; the reason stays with the notes.

    Raises:
        Trouble: no reason, or it stands elsewhere.
    """
    if not reason.strip():
        raise Trouble("退回请写明原因", wrong_input=True)
    with database.step("退回统计报表") as session:
        made = found(session, number, "filled", "checked", act="退回")
        made.stage = "filling"
        made.checked_by = made.checked_at = None
        made.notes.append(
            ReturnNote.fresh(
                place=SENT_BACK,
                text=reason.strip(),
                written_by=database.user,
                written_at=_now(None),
            )
        )
    return made


def sign_off(
    database: Database,
    number: int,
    head: str,
    seal: Seal,
    *,
    now: datetime | None = None,
    progress: Progress = unwatched,
) -> Return:
    """The head signs; from now on nothing of it changes.

    Args:
        database: the open store.
        number: id of the return.
        head: who signs; the office's head.
        seal: signs the digest of the canonical text.
        now: time of signing; the clock when left out.
        progress: of the counting.

    Raises:
        Trouble: not checked, changed since, signed already, not the head, the clock set back.
    """
    made = _unchanged(database, number, "checked", "签发", progress)
    moment = _now(now)
    with database.read() as session:
        refuse_others(session, head, "签发")
        refuse_twice(session, made)
        refuse_earlier(session, moment)
        previous = session.get(Return, made.previous_id) if made.previous_id else None
        said = _statement(made, head, moment, seal, previous)
    text = content_of(made).signed(**said).text()
    digest = digest_of(text)
    signature = seal.sign(digest, moment)
    with database.step(f"签发{made.called()}", lasting=True) as session:
        made = found(session, number, "checked", act="签发")
        if made.previous_id is not None:
            found(session, made.previous_id, "unlocked", act="更正").stage = "corrected"
        made.stage, made.head, made.signed_at = "signed", head, moment
        made.signed_by, made.fingerprint, made.signature = seal.subject, seal.fingerprint, signature
        made.content, made.digest = text, digest
    return made


def discard(database: Database, number: int) -> None:
    """Throw away a return that was not signed."""
    with database.step("放弃填报统计报表") as session:
        made = found(session, number, "filling", "filled", "checked", act="放弃")
        made.deleted_at = _now(None)


def _unchanged(database: Database, number: int, stage: str, act: str, progress: Progress) -> Return:
    """The return, if the registers still give what was filled and no rule is against it."""
    with database.read() as session:
        made = found(session, number, stage, act=act)
        held = content_of(made)
        filled = filled_of(session, made, typed_in(held))
        changed = compared(session, held, content_now(session, made, filled, progress))
        if changed:
            raise Trouble(f"填报之后登记簿又有改动，请重新填报再{act}：{in_short(changed)}")
        refuse_unsound(session, made, filled)
    return made


def _count(session: Session, made: Return, typed: Typed | None, progress: Progress) -> _Counted:
    if typed is None and made.content is not None:
        typed = typed_in(content_of(made))
    previous = session.get(Return, made.previous_id) if made.previous_id else None
    if previous is not None and typed is None:
        typed = typed_in(content_of(previous))
    content = content_now(session, made, filled_of(session, made, typed), progress)
    if previous is None:
        return _Counted(content)
    changed = compared(session, content_of(previous), content)
    return _Counted(content, changed, previous.unlock_reason or "")


def _corrections(made: Return, counted: _Counted) -> list[ReturnCorrection]:
    """A row for each difference; a reason that people gave before stays."""
    given: dict[Key, ReturnCorrection] = {
        (row.row_key, row.column_key): row for row in made.corrections
    }
    rows = []
    for one in counted.differences:
        row = given.get(one.key) or ReturnCorrection.fresh(
            row_key=one.key[0], column_key=one.key[1], why=one.cause() or counted.reason
        )
        row.place, row.old, row.new = one.place, one.old, one.new
        rows.append(row)
    return rows


def _hold(made: Return, content: Content) -> None:
    text = content.text()
    made.content, made.digest = text, digest_of(text)


def _statement(
    made: Return, head: str, moment: datetime, seal: Seal, previous: Return | None
) -> dict[str, Any]:
    """Who did what, and all the words that belong to the figures; signed with them."""
    made.head = head  # of the detached return, for ``hands``
    return {
        "filled_by": made.filled_by,
        "filled_at": made.filled_at.isoformat() if made.filled_at else None,
        "checked_by": made.checked_by,
        "checked_at": made.checked_at.isoformat() if made.checked_at else None,
        "head": head,
        "signed_at": moment.isoformat(),
        "hands": made.hands(),
        "certificate": seal.fingerprint,
        "previous": previous.digest if previous else None,
        "notes": [
            [one.place, one.rule, one.text, one.written_by, one.written_at.isoformat()]
            for one in made.notes
        ],
        "corrections": [[one.place, one.old, one.new, one.why] for one in made.corrections],
    }


def _now(now: datetime | None) -> datetime:
    return (now or datetime.now()).replace(microsecond=0, tzinfo=None)
