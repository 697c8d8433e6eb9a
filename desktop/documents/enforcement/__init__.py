"""The forms of enforcement certificates and training."""

from __future__ import annotations

from typing import Any

from db.registers import Card, Training
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.enforcement.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, cls: Any, **more: Any) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), **more)


FORMS = (
    _paper(
        "card_ending",
        "行政执法证注销决定书",
        Card,
        offered=lambda card: card.state in ("cancelled", "revoked"),
    ),
    _paper(
        "card_receipt",
        "行政执法证领取登记表",
        Card,
        offered=lambda card: card.valid_from is not None and bool(card.events),
    ),
    _paper("card_roster", "行政执法持证人员名册", Card, over="day"),
    _paper("card_handed_out", "行政执法证领取登记簿", Card, over="year"),
    _paper("training_sign_in", "执法培训签到表", Training),
)
