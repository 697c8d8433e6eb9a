"""Legal consultations 法律咨询: who asked what, what was answered, and where it led."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import IdNumber, LongText, Phone, Section
from db.store.kinds.identity import implied_by_id_number
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record

_visit = Section("咨询")
_who = Section("咨询人")
_answer = Section("解答")

LETTER = "3"


CAUSES = {
    "01": "12",  # 婚姻家庭
    "03": "04",  # 赡养抚养扶养
    "04": "05",  # 劳动报酬和劳动争议
    "05": "07",  # 工伤
    "06": "08",  # 交通事故
    "07": "13",  # 其他人身损害
    "12": "02",  # 社会保险和社会救助
}
"""Codes of consultation_matter that mean one of aid_cause; the rest people choose."""


def _cause(consultation: "Consultation") -> dict[str, Any]:
    return {"cause": CAUSES.get(consultation.matter or "")}


def _by_letter(consultation: "Consultation") -> bool:
    return consultation.way == LETTER


class Consultation(Record):
    """One visit, call or letter 法律咨询; a day of outreach may be one row of many person-times.

    Consultations are no aid cases: figures count their 人次 apart.
    """

    __tablename__ = "consultation"
    title: ClassVar = "法律咨询"
    unit: ClassVar = "次"
    group: ClassVar = "办理"
    icon: ClassVar = "info"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "day"
    compared_by: ClassVar = ("person_id", "id_number", "phone")
    onward: ClassVar = (
        Onward(
            "legal_aid",
            "转为法律援助申请",
            (
                Along(
                    (
                        *("person_id", "name", "id_number", "sex", "phone", "address"),
                        *("categories", "place_id"),
                        ("content", "facts"),
                    ),
                    _cause,
                ),
            ),
            link="aid_id",
            when=lambda consultation: consultation.persons == 1,
        ),
    )

    day: Mapped[date] = _visit.day("咨询日期")
    way: Mapped[str] = _visit.choice(
        "咨询方式",
        "consultation_way",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    replied_on: Mapped[date | None] = _visit.field(
        "来信答复日期",
        shown_when=_by_letter,
        needed_when=_by_letter,
        help="来信自收到之日起 7 个工作日内答复（默认，可在期限规则里调整）",
    )
    persons: Mapped[int] = _visit.field(
        "咨询人次",
        unit="人次",
        listed=True,
        summed=True,
        default=1,
        help="同一人一次来访问几件事，计 1 人次；一天的现场咨询可以合记一行",
    )
    place_id: Mapped[int | None] = _visit.link("所在村居", "place", filtered=True, counted=True)
    event_id: Mapped[int | None] = _visit.link(
        "所属普法活动", "law_event", help="在普法活动现场解答的；人次随那场活动统计，只计一次"
    )
    activity_id: Mapped[int | None] = _visit.link(
        "所属法律服务活动",
        "service_activity",
        shown_when=lambda consultation: consultation.event_id is None,
        help="在法律服务活动中解答的；人次随那次活动统计，只计一次",
    )
    person_id: Mapped[int | None] = _who.link(
        "人员",
        "person",
        carries=("name", "id_number", "sex", "phone", "address", "categories"),
    )
    name: Mapped[str | None] = _who.field(
        "咨询人姓名", listed=True, searched=True, quick=True, help="不愿留姓名的可以不填"
    )
    id_number: Mapped[IdNumber | None] = _who.field(
        "身份证号", searched=True, sensitive=True, index=True, help="咨询不要求提供身份证"
    )
    sex: Mapped[str | None] = _who.choice("性别", "sex", counted=True)
    phone: Mapped[Phone | None] = _who.field("联系电话", searched=True, sensitive=True, quick=True)
    address: Mapped[str | None] = _who.field("住址", sensitive=True)
    categories: Mapped[str | None] = _who.choices(
        "人员类别", "people_category", sensitive=True, quick=True, help="可选几项"
    )
    matter: Mapped[str | None] = _answer.choice(
        "咨询事项",
        "consultation_matter",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda _consultation: True,
    )
    content: Mapped[LongText | None] = _answer.field(
        "咨询内容", searched=True, quick=True, needed_when=lambda _consultation: True
    )
    answer: Mapped[LongText | None] = _answer.field(
        "解答意见", quick=True, needed_when=lambda _consultation: True
    )
    path: Mapped[str | None] = _answer.choice(
        "建议途径", "consultation_path", filtered=True, counted=True
    )
    answered_by_id: Mapped[int | None] = _answer.link(
        "解答人", "staff", listed=True, filtered=True, sole=True, usual=True
    )
    satisfaction: Mapped[str | None] = _answer.choice("满意程度", "satisfaction", counted=True)
    aid_id: Mapped[int | None] = _answer.link(
        "转为法律援助申请", "legal_aid", help="已经提出申请的，指向那件申请"
    )
    note: Mapped[LongText | None] = _answer.field("备注")

    def called(self) -> str:
        """张三 劳动报酬和劳动争议 2024-03-01; 现场活动 25 人次 for many."""
        fields = type(self).fields
        who = self.name or f"{fields['way'].kind.format(self.way)}咨询"
        many = f"{self.persons} 人次" if (self.persons or 1) > 1 else ""
        matter = fields["matter"].kind.format(self.matter)
        return " ".join(filter(None, (who, many, matter, fields["day"].kind.format(self.day))))

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells the sex."""
        told = implied_by_id_number(self.id_number) if name == "id_number" else {}
        return {"sex": told["sex"]} if "sex" in told else {}

    def rules(self) -> Iterator[Problem]:
        """At least one person asked; a reply follows its letter; one name is one person."""
        day: date | None = self.day  # not yet typed, in a new consultation
        persons: int | None = self.persons
        if persons is not None and persons < 1:
            yield Problem("persons", "咨询人次至少是 1")
        if self.name and (persons or 1) > 1:
            yield Problem("persons", "写了一个人的姓名却是多人次，请核对", Level.WARN)
        if day and self.replied_on and self.replied_on < day:
            sentence = f"来信答复日期（{self.replied_on}）早于咨询日期（{day}），请核对"
            yield Problem("replied_on", sentence)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A second consultation of the same person on the same day is doubted: 1 人次."""
        same = [Consultation.person_id == self.person_id] if self.person_id else []
        if self.id_number:
            same.append(Consultation.id_number == self.id_number)
        if self.name and self.phone:
            same.append((Consultation.name == self.name) & (Consultation.phone == self.phone))
        day: date | None = self.day  # not yet typed, in a new consultation
        if not same or day is None:
            return
        others = select(Consultation.caption).where(
            Consultation.day == day,
            or_(*same),
            Consultation.id != (self.id or 0),
            Consultation.deleted_at.is_(None),
        )
        for caption in session.scalars(others.limit(1)):
            sentence = f"当天已登记“{caption}”；同一人一次来访问几件事，计 1 人次，请核对"
            yield Problem("persons", sentence, Level.WARN)
