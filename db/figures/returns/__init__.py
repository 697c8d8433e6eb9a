"""Returns 统计报表: a table filled, checked, signed and frozen; what differs since; corrections."""

from db.figures.returns.checking import against
from db.figures.returns.comparing import Difference
from db.figures.returns.counting import content_now, filled_of
from db.figures.returns.guards import latest
from db.figures.returns.holding import as_signed, held, signed_report
from db.figures.returns.notes import comment, explain, give_reason
from db.figures.returns.revising import differences, lock_again, revise, revisions, unlock
from db.figures.returns.signing_off import (
    Seal,
    check_off,
    discard,
    fill_in,
    open_return,
    send_back,
    sign_off,
)

__all__ = [
    "Difference",
    "Seal",
    "against",
    "as_signed",
    "check_off",
    "comment",
    "content_now",
    "differences",
    "discard",
    "explain",
    "fill_in",
    "filled_of",
    "give_reason",
    "held",
    "latest",
    "lock_again",
    "open_return",
    "revise",
    "revisions",
    "send_back",
    "sign_off",
    "signed_report",
    "unlock",
]
