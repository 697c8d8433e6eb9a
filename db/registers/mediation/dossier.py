"""What a case's dossier holds: the papers and scans of each row of the order, and what is lacking.

The paper signed in ink is the real one. So a scan whose purpose names a paper takes the place of
the printed one, whose lines for signatures are empty; the office may ask for both. Where a paper
stands for several acts (three meetings, two receipts) it is replaced only by as many scans: a
record too many does no harm in a dossier, a lost one does. A scan goes to the row that has the
longest word of its purpose (司法确认申请书 is no 申请书), or of its file's name while it has none;
one that no row knows is told as left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.registers.mediation.orders import (
    IF_AGREED,
    MUST,
    NOTE,
    PAPER,
    Order,
    OrderRow,
    order_in_force,
    words_of,
)
from db.registers.mediation.states import SETTLED
from db.store.attachments import Attachment, attachments_of

if TYPE_CHECKING:
    from db.registers.mediation.case import Case

_COUNTS: dict[str, Callable[[Any], int]] = {
    "application": lambda case: int(case.source == "2" and bool(case.summary or case.claims)),
    "acceptance": lambda case: int(case.accepted_on is not None),
    "notice": lambda case: int(any(meeting.informed for meeting in case.meetings)),
    "authorization": lambda case: sum(bool(party.agent) for party in case.parties),
    "inquiry": lambda case: len(case.inquiries),
    "evidence": lambda case: int(bool(case.evidence)),
    "meeting": lambda case: len(case.meetings),
    "agreement": lambda case: int(_agreed(case, "written") and case.effective() is not None),
    "oral_agreement": lambda case: int(_agreed(case, "oral")),
    "receipt": lambda case: len(case.receipts),
    "visit": lambda case: len(case.visits),
    "confirmation": lambda case: int(case.confirmation_state is not None),
    "closing_report": lambda case: int(case.closed_on is not None),
    "refusal": lambda case: int(case.refused_on is not None),
    "termination": lambda case: int(case.ending_reason is not None),
    "failure": lambda case: int(case.ended_on is not None and case.ending_reason is None),
}
"""How many acts each paper tells of; 0 while the case has nothing to write on it.

An agreement counts once all its acts are dated: signed by the parties and the mediator, sealed
(人民调解法 art. 29); an oral one from the day it was reached (art. 30).
"""


@dataclass(frozen=True)
class Entry:
    """One row of a case's dossier.

    Attributes:
        row: what belongs there.
        number: 序号; None for cover and contents.
        must: whether this case may not do without it.
        forms: codes of the papers that are printed from the record.
        scans: attachments, in their order.
        made: the dossier makes the sheet itself (cover, contents, note, back cover).
    """

    row: OrderRow
    number: int | None
    must: bool
    forms: tuple[str, ...]
    scans: tuple[Attachment, ...]
    made: bool

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return self.made or bool(self.forms or self.scans)

    @property
    def lacking(self) -> bool:
        """Whether it must be there and is not."""
        return self.must and not self.filled


@dataclass(frozen=True)
class Standing:
    """A case's dossier as it stands: its entries in order, and the scans that no row takes."""

    order: Order
    entries: tuple[Entry, ...]
    left_out: tuple[Attachment, ...]

    @property
    def lacking(self) -> list[str]:
        """The names of the rows that must be filled and are not."""
        return [entry.row.name for entry in self.entries if entry.lacking]


def dossier_of(session: Session, case: "Case") -> Standing:
    """How the case's dossier stands by the order in force.

    Args:
        session: for looking; the case need not belong to it.
        case: with its child rows loaded; one that is not saved yet has no scans.
    """
    order = order_in_force(session)
    return standing(order, case, attachments_of(session, case.__tablename__, case.id))


def standing(order: Order, case: "Case", scans: Sequence[Attachment]) -> Standing:
    """The same from an order and the scans, asking no store."""
    taken: dict[int, list[Attachment]] = defaultdict(list)
    left_out = []
    for scan in scans:
        place = place_of(order, _called(scan))
        if place is None:
            left_out.append(scan)
        else:
            taken[place].append(scan)
    entries, number = [], 0
    for place, row in enumerate(order.rows):
        number += row.numbered
        entries.append(
            Entry(
                row,
                number if row.numbered else None,
                row.need == MUST or (row.need == IF_AGREED and _agreed(case)),
                tuple(_printed(row, case, taken[place], both=order.both)),
                tuple(taken[place]),
                row.part not in (PAPER, NOTE) or (row.part == NOTE and _explained(case)),
            )
        )
    return Standing(order, tuple(entries), tuple(left_out))


def place_of(order: Order, purpose: str | None) -> int | None:
    """The row that a scan of this purpose belongs to: the one with the longest word of it."""
    plain = (purpose or "").strip()
    best: tuple[int, int] | None = None
    for place, row in enumerate(order.rows):
        if row.part != PAPER:
            continue
        longest = max((len(word) for word in row.words() if word in plain), default=0)
        if longest and (best is None or longest > best[0]):
            best = (longest, place)
    return best[1] if best else None


def offered_purposes(session: Session) -> list[str]:
    """What the scans of a case are for, as the order in force calls it."""
    rows = order_in_force(session).rows
    names = [row.name for row in rows if row.part == PAPER and not row.either]
    either = [words_of(code)[0] for row in rows if row.either for code in row.forms]
    return [*names, *either]


def _printed(
    row: OrderRow, case: "Case", scans: Sequence[Attachment], *, both: bool
) -> Iterator[str]:
    """The papers of a row that are printed: those with something on them that no scan replaces."""
    ready = [code for code in row.forms if _COUNTS.get(code, _nothing)(case)]
    if row.either:
        ready = ready[:1]
    if row.either and not both and any(_is(scan, code) for scan in scans for code in row.forms):
        return
    for code in ready:
        signed = sum(_is(scan, code) for scan in scans)
        if both or signed < _COUNTS[code](case):
            yield code


def _is(scan: Attachment, code: str) -> bool:
    """Whether the scan is that very paper."""
    return any(word in _called(scan) for word in words_of(code))


def _called(scan: Attachment) -> str:
    """What people say that it is; until they do, what its file is called."""
    return scan.purpose or scan.name


def _nothing(_case: "Case") -> int:
    return 0


def _agreed(case: "Case", form: str | None = None) -> bool:
    settled = case.agreed_on is not None and case.state in SETTLED
    return settled and form in (None, case.agreement_form)


def _explained(case: "Case") -> bool:
    return bool(case.dossier_note or case.gaps_reason)
