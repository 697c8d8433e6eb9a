"""The first blocks of an application: its number, who applies, and for what."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from db.registers.legal_aid.moves import STATES
from db.store.fields import Ahead, IdNumber, LongText, Money, Phone, Section, never, state

accepting = Section("受理")
applicant = Section("申请人")
acting = Section("代理人")
matter = Section("申请事项")


def _urgent(aid: Any) -> bool:
    return bool(aid.urgent)


def _has_agent(aid: Any) -> bool:
    return bool(aid.agent)


class Head:
    """The application as it comes in; the number is the station's own, given with the receipt."""

    number: Mapped[str | None] = accepting.field(
        "编号", listed=True, searched=True, computed=lambda aid: aid.written_number()
    )
    number_year: Mapped[int | None] = accepting.field(
        "编号年份", computed=lambda aid: aid.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = accepting.field(
        "编号序号", computed=lambda aid: aid.number_no, shown_when=never
    )
    number_text: Mapped[str | None] = accepting.field(
        "编号字样", computed=lambda aid: aid.number_text, shown_when=never
    )
    state: Mapped[str] = state("状态", STATES, section="受理")
    applied_on: Mapped[date] = accepting.day("申请日期")
    received_on: Mapped[date | None] = accepting.field(
        "本站接收日期", dated=True, help="材料交到本站之日；县机构收到之日另记"
    )
    received_by_id: Mapped[int | None] = accepting.link("接收人", "staff", sole=True, usual=True)
    place_id: Mapped[int | None] = accepting.link("所在村居", "place", filtered=True, counted=True)
    urgent: Mapped[bool] = accepting.field(
        "先行提供援助",
        filtered=True,
        counted=True,
        default=False,
        help="情况紧急，可以先行提供，再补办手续",
    )
    urgent_ground: Mapped[str | None] = accepting.choice(
        "先行提供的情形", "aid_urgent_ground", shown_when=_urgent, needed_when=_urgent
    )
    urgent_on: Mapped[date | None] = accepting.field(
        "先行提供日期", shown_when=_urgent, needed_when=_urgent
    )
    formalities_due: Mapped[date | None] = accepting.field(
        "补办手续期限", shown_when=_urgent, needed_when=_urgent, ahead=Ahead.MAY
    )
    formalities_done_on: Mapped[date | None] = accepting.field("手续补齐日期", shown_when=_urgent)


class Applicant:
    """Who applies 申请人, and the agent 代理人 (art. 40)."""

    person_id: Mapped[int | None] = applicant.link(
        "人员",
        "person",
        carries=(
            "name",
            "id_number",
            "sex",
            "born_on",
            "ethnic_group",
            "education",
            "occupation",
            "phone",
            "address",
            "household_address",
            "categories",
        ),
    )
    name: Mapped[str] = applicant.field("申请人姓名", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = applicant.field(
        "身份证号",
        searched=True,
        sensitive=True,
        index=True,
        quick=True,
        needed_when=lambda aid: not aid.no_id_reason,
    )
    no_id_reason: Mapped[str | None] = applicant.field(
        "无法提供身份证号的原因",
        shown_when=lambda aid: not aid.id_number,
        help="确实提供不了的写明原因，如 无户籍、证件遗失待补办",
    )
    sex: Mapped[str | None] = applicant.choice("性别", "sex", counted=True)
    born_on: Mapped[date | None] = applicant.field("出生日期", sensitive=True, ahead=Ahead.REFUSED)
    ethnic_group: Mapped[str | None] = applicant.choice("民族", "ethnic_group", counted=True)
    education: Mapped[str | None] = applicant.choice("文化程度", "education", counted=True)
    occupation: Mapped[str | None] = applicant.field("单位或职业")
    health: Mapped[str | None] = applicant.choice("健康状况", "aid_health", sensitive=True)
    phone: Mapped[Phone | None] = applicant.field(
        "联系电话", searched=True, sensitive=True, quick=True, needed_when=lambda _aid: True
    )
    address: Mapped[str | None] = applicant.field(
        "住所地", sensitive=True, quick=True, needed_when=lambda _aid: True, help="经常居住地"
    )
    household_address: Mapped[str | None] = applicant.field("户籍所在地", sensitive=True)
    postcode: Mapped[str | None] = applicant.field("邮政编码")
    language: Mapped[str | None] = applicant.field(
        "语言需要", help="需要民族语言翻译或者手语的写明"
    )
    categories: Mapped[str | None] = applicant.choices(
        "人员类别", "people_category", sensitive=True
    )
    primary_category: Mapped[str | None] = applicant.choice(
        "主要类别",
        "people_category",
        filtered=True,
        counted=True,
        sensitive=True,
        quick=True,
        help="统计时归入的一类；其余类别可以重叠",
    )
    persons: Mapped[int] = applicant.field(
        "受援人次",
        unit="人次",
        summed=True,
        default=1,
        help="群体案件是 1 件、多人次；其他受援人写在下面的名单里",
    )
    earlier: Mapped[bool] = applicant.field("曾申请过法律援助", default=False)
    earlier_note: Mapped[str | None] = applicant.field(
        "上次申请的时间、地点和编号",
        shown_when=lambda aid: aid.earlier,
        needed_when=lambda aid: aid.earlier,
    )
    agent: Mapped[str | None] = acting.field("代理人姓名", searched=True)
    agent_kind: Mapped[str | None] = acting.choice(
        "代理人类别", "aid_agent_kind", shown_when=_has_agent, needed_when=_has_agent
    )
    agent_id_number: Mapped[IdNumber | None] = acting.field(
        "代理人身份证号", sensitive=True, shown_when=_has_agent
    )
    agent_phone: Mapped[Phone | None] = acting.field(
        "代理人电话", sensitive=True, shown_when=_has_agent
    )
    agent_proof: Mapped[str | None] = acting.field(
        "代理权证明", shown_when=_has_agent, needed_when=_has_agent, help="如 户口簿、授权委托书"
    )


class Matter:
    """What is asked for 申请事项."""

    cause: Mapped[str | None] = matter.choice(
        "案由", "aid_cause", listed=True, filtered=True, counted=True, quick=True
    )
    nature: Mapped[str | None] = matter.choice(
        "案件性质", "aid_nature", filtered=True, counted=True
    )
    procedure: Mapped[str | None] = matter.choice(
        "诉讼或非诉讼", "aid_procedure", filtered=True, counted=True
    )
    aid_form: Mapped[str | None] = matter.choice(
        "申请的援助形式", "aid_form", filtered=True, counted=True
    )
    standing: Mapped[str | None] = matter.choice("在本案中的地位", "aid_standing")
    legal_state: Mapped[str | None] = matter.choice("所处法律状态", "aid_legal_state")
    opponent: Mapped[str | None] = matter.field("对方当事人", searched=True)
    authority: Mapped[str | None] = matter.field(
        "办案机关", help="法院、仲裁委、公安等；没有进入程序的不填"
    )
    amount: Mapped[Money | None] = matter.field("涉及金额", unit="元", summed=True)
    facts: Mapped[LongText | None] = matter.field(
        "案情和申请理由", searched=True, quick=True, needed_when=lambda _aid: True
    )
