"""突发事件个人信息销毁记录: what was gathered for an emergency, and that it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.education.rolls import seal
from desktop.documents.legal_aid.ruled import Ruled, label, value
from desktop.documents.office_form import day_of, finished, office_of, said, unfilled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Incident
    from desktop.documents.form import Sheet

TITLE = "突发事件个人信息销毁记录"
_GROUND = (
    "根据《中华人民共和国突发事件应对法》第八十五条，为应对突发事件收集的个人信息只用于应对该事件，"
    "处置结束后予以销毁。上列个人信息已按所列方式销毁，未留存副本。"
)


def data_destruction(session: Session, incident: Incident) -> Sheet:
    """The record that personal data were destroyed (突发事件应对法 art. 85); two people sign it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(incident, "ended_on", "data_kept", "data_destroyed_on", "data_destroyed_how")
    form = Ruled(
        f"{TITLE}（{incident.called()}）", TITLE, office, missing=missing, made=incident.happened_on
    )
    form.rows(
        [label("事件名称"), value(incident.name, 10)],
        [
            label("发生日期"), value(day_of(incident.happened_on), 4),
            label("处置结束"), value(said(incident, "ended_on"), 4),
        ],
    )  # fmt: skip
    form.block("收集的信息", incident.data_kept or "", high=90)
    form.block("销毁方式和监督人", incident.data_destroyed_how or "", high=90)
    form.rows([label("销毁日期"), value(said(incident, "data_destroyed_on"), 10)])
    form.signed(_GROUND, "销毁人（签名）", "监督人（签名）")
    seal(form.paper, office, day_of(incident.data_destroyed_on), keep=1)
    return finished(form.paper, missing)
