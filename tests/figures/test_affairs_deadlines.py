"""What waits in services and under oversight, and on which day it is due."""

from datetime import date

import pytest

from db.figures.deadlines import due
from db.registers import Appeal, Handling, ListDocument, Petition, Place, Proposal
from db.registers.affairs import Posting


def keep(store, record):
    with store.step("登记") as session:
        session.add(record)
    return record.id


def change(store, cls, number, **values):
    with store.step("修改") as session:
        for name, value in values.items():
            setattr(session.get(cls, number), name, value)


def told(store, today):
    """(what, day, whose) of everything that is brought up on a day."""
    with store.read() as session:
        return [(one.what, one.due_on, one.whose) for one in due(session, today)]


def test_a_list_waits_to_be_posted_and_after_a_change_again(store):
    number = keep(store, ListDocument.fresh(kind="1", name="清单", made_on=date(2024, 3, 1)))
    today, what = date(2024, 3, 4), "公布新制定或变更的清单"
    assert told(store, today) == [(what, date(2024, 3, 29), "")]
    with store.step("公布") as session:
        posting = Posting.fresh(day=date(2024, 3, 29))
        session.get(ListDocument, number).postings = [posting]
    assert told(store, today) == []
    change(store, ListDocument, number, changed_on=date(2024, 9, 27))
    assert told(store, today) == [(what, date(2024, 10, 30), "")], (
        "over National Day, with days made up"
    )
    change(store, ListDocument, number, ended_on=date(2024, 3, 4))
    assert told(store, today) == []


def test_a_list_is_looked_over_on_its_day_and_not_long_before(store):
    values = {"made_on": date(2024, 3, 1), "review_on": date(2024, 12, 1), "responsible": "司法所"}
    made = ListDocument.fresh(kind="1", name="清单", **values)
    made.postings = [Posting.fresh(day=date(2024, 3, 1))]
    keep(store, made)
    assert told(store, date(2024, 10, 31)) == []
    assert told(store, date(2024, 11, 1)) == [("复核公开清单", date(2024, 12, 1), "司法所")]


def test_promised_papers_wait_while_the_item_is_open(store):
    values = {"tolerant": True, "make_up_by": date(2024, 3, 8), "lacking": "户口簿"}
    entry = Handling.fresh(other_item="救助", received_on=date(2024, 3, 1), name="张三", **values)
    number = keep(store, entry)
    assert told(store, date(2024, 3, 4)) == []
    assert told(store, date(2024, 3, 5)) == [("补齐容缺受理的材料", date(2024, 3, 8), "张三")]
    change(store, Handling, number, made_up_on=date(2024, 3, 6))
    assert told(store, date(2024, 3, 9)) == []


def test_an_appeal_is_answered_within_three_working_days(store):
    unit = keep(store, Place.fresh(name="经济发展办", kind="4"))
    values = {"kind": "1", "content": "问", "name": "某厂", "unit_id": unit}
    number = keep(store, Appeal.fresh(received_on=date(2024, 3, 1), **values))
    assert told(store, date(2024, 3, 1)) == [("首次响应企业诉求", date(2024, 3, 6), "经济发展办")]
    change(store, Appeal, number, responded_on=date(2024, 3, 6))
    assert told(store, date(2024, 3, 7)) == []


@pytest.mark.parametrize(
    ("handed", "complicated", "last"),
    [
        (date(2024, 2, 29), False, date(2024, 5, 29)),
        (date(2024, 2, 29), True, date(2024, 8, 29)),
        (date(2024, 11, 30), False, date(2025, 2, 28)),  # the month has no 30th
        (date(2024, 3, 1), False, date(2024, 6, 3)),  # 1 June is a Saturday
    ],
)
def test_a_proposal_is_answered_within_three_months_or_six(store, handed, complicated, last):
    values = {"lead": "代表", "handed_on": handed, "complicated": complicated}
    number = keep(store, Proposal.fresh(name="修路", **values))
    assert [day for _, day, _ in told(store, last)] == [last]
    change(store, Proposal, number, returned_on=handed)
    assert told(store, last) == []


def test_a_petition_has_sixty_days_unless_a_day_was_set(store):
    number = keep(store, Petition.fresh(matter="边界", received_on=date(2024, 3, 1)))
    what = "办结信访事项"
    assert told(store, date(2024, 4, 30)) == [(what, date(2024, 4, 30), "")]
    change(store, Petition, number, due_on=date(2024, 5, 3))
    assert told(store, date(2024, 4, 30)) == [(what, date(2024, 5, 3), "")]
    change(store, Petition, number, handled_on=date(2024, 4, 29), result="1")
    assert told(store, date(2024, 4, 30)) == []
