"""An application for legal aid that has everything its whole way demands, for tests."""

from datetime import date, timedelta
from typing import Any

from db.registers import LegalAid, Staff
from db.registers.legal_aid import Lawyer, Material, Member
from db.store.database import Database
from db.store.trouble import Trouble

DAY = date(2024, 3, 4)


def day(after: int) -> date:
    """So many days after the application."""
    return DAY + timedelta(days=after)


def application(**values: Any) -> LegalAid:
    """An application with its days in their order, not yet received."""
    aid = LegalAid.fresh(
        **{
            "applied_on": DAY,
            "received_on": DAY,
            "name": "张三",
            "id_number": "520403198001010016",
            "phone": "0851-00000001",
            "address": "测试镇天龙村一组",
            "household_address": "测试县",
            "ethnic_group": "01",
            "primary_category": "disabled",
            "categories": "disabled,farmer",
            "cause": "05",
            "nature": "1",
            "procedure": "2",
            "aid_form": "6",
            "opponent": "某某公司",
            "facts": "在工地做工，工资三个月未付。",
            "check_way": "2",
            "promised_on": DAY,
            "opinion": "1",
            "opinion_reason": "属于援助范围，经济困难。",
            "reviewed_on": day(2),
            "forwarded_on": day(3),
            "agency": "测试县法律援助中心",
            "agency_received_on": day(4),
            "granted_on": day(8),
            "grant_number": "测援决字〔2024〕第9号",
            "assigned_on": day(9),
            "firm": "测试律师事务所",
            "agreement_on": day(11),
            "closed_on": day(60),
            "closing_way": "6",
            "result": "裁决支付工资。",
            "filed_on": day(90),
            **values,
        }
    )
    aid.members = aid.members or [
        Member.fresh(relation="本人", name="张三", monthly_income=100_000),
        Member.fresh(relation="女儿", name="张小", monthly_income=0),
    ]
    aid.materials = aid.materials or [Material.fresh(name="身份证", received_on=DAY)]
    aid.lawyers = aid.lawyers or [Lawyer.fresh(name="王律师", since=day(9))]
    return aid


def registered(database: Database, **values: Any) -> int:
    """Saves an application with a reviewer; gives its id."""
    with database.step("登记") as session:
        staff = Staff.fresh(name="李站长")
        session.add(staff)
        session.flush()
        aid = application(reviewer_id=staff.id, **values)
        session.add(aid)
    return int(aid.id)


def go(database: Database, number: int, *codes: str, **values: Any) -> LegalAid:
    """Make moves one after another, each its own step, after setting values; gives the case."""
    for code in codes:
        with database.step(code) as session:
            aid = session.get(LegalAid, number)
            if aid is None:
                raise Trouble("没有这件申请")
            for name, value in values.items():
                setattr(aid, name, value)
            next(move for move in LegalAid.moves if move.code == code).make(aid, session)
    return loaded(database, number)


def loaded(database: Database, number: int) -> LegalAid:
    """The case as it is kept."""
    with database.read() as session:
        aid = session.get(LegalAid, number)
    assert aid is not None
    return aid
