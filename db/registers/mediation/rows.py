"""What a mediation case is made of: parties, mediators, meetings, terms, return visits."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import (
    Ahead,
    CreditCode,
    IdNumber,
    LongText,
    Money,
    Phone,
    choice,
    choices,
    field,
    link,
)
from db.store.kinds.identity import age_on, implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Child

_UNIT = re.compile(
    r".{2,}(?:公司|合作社|委员会|村委会|居委会|事务所|银行|信用社|中学|小学|学校|幼儿园|医院|卫生院"
    r"|经营部|项目部|工程队|超市|农家乐|人民政府|.厂)(?:（.*）)?"
)
"""How the names of companies and bodies end; people have no such names."""


def _person(party: "Party") -> bool:
    return party.kind != "organization"


def _organization(party: "Party") -> bool:
    return party.kind == "organization"


def _has_agent(party: "Party") -> bool:
    return bool(party.agent)


class Party(Child):
    """A party to the dispute 当事人; the seven items of the official forms, and the agent."""

    __tablename__ = "mediation_party"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "name"

    role: Mapped[str] = choice("地位", "party_role", listed=True, default="1", quick=True)
    kind: Mapped[str] = choice("类别", "party_kind", listed=True, default="person", quick=True)
    person_id: Mapped[int | None] = link(
        "人员",
        "person",
        shown_when=_person,
        carries=("name", "id_number", "sex", "born_on", "ethnic_group", "phone", "address"),
    )
    enterprise_id: Mapped[int | None] = link(
        "企业和单位",
        "enterprise",
        shown_when=_organization,
        carries=(
            "name",
            "credit_code",
            "representative",
            "representative_post",
            "phone",
            "address",
        ),
    )
    name: Mapped[str] = field("姓名或名称", listed=True, searched=True, index=True, quick=True)
    id_number: Mapped[IdNumber | None] = field(
        "身份证号",
        searched=True,
        sensitive=True,
        shown_when=_person,
        needed_when=lambda party: _person(party) and not party.no_id_reason,
        index=True,
        quick=True,
    )
    no_id_reason: Mapped[str | None] = field(
        "无法提供身份证号的原因",
        shown_when=lambda party: _person(party) and not party.id_number,
        help="确实提供不了的写明原因，如 无户籍、证件遗失待补办",
    )
    sex: Mapped[str | None] = choice("性别", "sex", shown_when=_person)
    born_on: Mapped[date | None] = field(
        "出生日期", sensitive=True, shown_when=_person, ahead=Ahead.REFUSED
    )
    ethnic_group: Mapped[str | None] = choice("民族", "ethnic_group", shown_when=_person)
    occupation: Mapped[str | None] = field("职业或职务", shown_when=_person)
    credit_code: Mapped[CreditCode | None] = field(
        "统一社会信用代码", searched=True, shown_when=_organization
    )
    representative: Mapped[str | None] = field(
        "法定代表人", shown_when=_organization, needed_when=_organization
    )
    representative_post: Mapped[str | None] = field("代表人职务", shown_when=_organization)
    phone: Mapped[Phone | None] = field(
        "联系方式", listed=True, searched=True, sensitive=True, quick=True
    )
    address: Mapped[str | None] = field(
        "单位或住址", listed=True, sensitive=True, needed_when=lambda _party: True, quick=True
    )
    service_address: Mapped[str | None] = field(
        "送达地址", sensitive=True, help="法院文书送到别处的才填；印在司法确认申请书上"
    )
    agent: Mapped[str | None] = field("代理人", searched=True)
    agent_relation: Mapped[str | None] = field("代理关系", shown_when=_has_agent)
    agent_phone: Mapped[Phone | None] = field("代理人电话", sensitive=True, shown_when=_has_agent)
    agent_id_number: Mapped[IdNumber | None] = field(
        "代理人身份证号", sensitive=True, shown_when=_has_agent
    )
    agent_address: Mapped[str | None] = field("代理人住址", sensitive=True, shown_when=_has_agent)
    agent_scopes: Mapped[str | None] = choices(
        "代理权限",
        "agent_scope",
        shown_when=_has_agent,
        needed_when=lambda party: _has_agent(party) and not party.agent_scope,
    )
    agent_scope: Mapped[str | None] = field(
        "代理权限说明", shown_when=_has_agent, help="所列事项之外的权限，或者对权限的限制"
    )
    authorized_on: Mapped[date | None] = field("委托日期", shown_when=_has_agent)

    def age(self, day: date) -> int | None:
        """Full years on the day of mediation, as the forms ask for."""
        return age_on(self.born_on, day) if self.born_on else None

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells sex and birth date."""
        return implied_by_id_number(self.id_number) if name == "id_number" else {}

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """The second party answers the first."""
        return {"role": "2"} if record.parties else {}

    @classmethod
    def likely(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ledgers have companies among the people, and no column that says so."""
        said = given.get("kind") or given.get("id_number")
        unit = not said and _UNIT.fullmatch(given.get("name") or "")
        return {"kind": "organization"} if unit else {}

    def rules(self) -> Iterator[Problem]:
        """A company is nobody with an ID number."""
        if _person(self) and not self.id_number and _UNIT.fullmatch(self.name or ""):
            said = f"“{self.name}”像是单位，请把类别改为“法人或其他组织”"
            yield Problem("kind", said, Level.WARN)


class CaseMediator(Child):
    """A mediator of the case 承办调解员."""

    __tablename__ = "mediation_mediator"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "mediator_id"

    mediator_id: Mapped[int] = link("调解员", "mediator", listed=True, sole=True)
    leading: Mapped[bool] = field("主持", listed=True, default=False)


class Meeting(Child):
    """One mediation record 人民调解记录 (人民调解法 art. 27)."""

    __tablename__ = "mediation_meeting"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "held_on"

    held_on: Mapped[date] = field("时间", listed=True)
    place: Mapped[str | None] = field("地点", listed=True)
    present: Mapped[str | None] = field("到场当事人", listed=True)
    invited: Mapped[str | None] = field("参加人", help="只填受邀请的人，不含当事人、调解员和记录人")
    informed: Mapped[bool] = field("已告知权利义务", default=True)
    text: Mapped[LongText | None] = field(
        "调解记录",
        help="记明：权利义务的告知、调解原则和调解员身份、各方陈述、查明的事实、风险提示、"
        "达成的条款（没有达成的，写原因和已告知的其他途径）",
    )
    outcome: Mapped[str] = choice("调解结果", "meeting_outcome", listed=True, default="3")
    recorder: Mapped[str | None] = field("记录人")


class Term(Child):
    """One numbered term of the agreement 协议条款."""

    __tablename__ = "mediation_term"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "text"

    text: Mapped[LongText] = field(
        "条款内容", listed=True, help="写明谁、向谁、做什么；日期写到年月日，不写“下月”“尽快”"
    )
    amount: Mapped[Money | None] = field("金额", unit="元", listed=True)
    due_on: Mapped[date | None] = field("履行期限", listed=True, ahead=Ahead.MAY)
    done_on: Mapped[date | None] = field("实际履行日", listed=True)

    def rules(self) -> Iterator[Problem]:
        """Words of time that nobody can enforce are doubted."""
        vague = [
            word for word in ("尽快", "近期", "下月", "适当", "以后") if word in (self.text or "")
        ]
        if vague:
            yield Problem("text", f"“{vague[0]}”说不清期限或数额，请写具体", Level.WARN)


class Visit(Child):
    """One return visit 人民调解回访记录."""

    __tablename__ = "mediation_visit"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "visited_on"

    visited_on: Mapped[date] = field("回访时间", listed=True)
    visited: Mapped[str] = field("回访对象", listed=True)
    way: Mapped[str | None] = choice("回访方式", "visit_way", listed=True)
    performance: Mapped[str | None] = choice("履行情况", "performance_state", listed=True)
    satisfaction: Mapped[str | None] = choice("满意程度", "satisfaction", listed=True)
    text: Mapped[LongText | None] = field("回访情况")
    visitor_id: Mapped[int | None] = link("回访人", "mediator", listed=True, sole=True)
