"""Problems and measures: one of each to a pair, solved or carried over to the next year."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.figures.pairs import pairs
from db.registers import Place, Shortcoming
from db.registers.shortcoming import IMPROVED, SAME, SOLVED, Evidence, MeasureStep
from db.store.moves import Move
from db.store.problems import Level, all_problems, stopping
from db.store.trouble import Trouble
from tests.offices import new_store


def shortcoming(year=2024, **values):
    known = {"heading": "思想认识方面", "problem": "重视不够。", "measure": "纳入考核。"}
    return Shortcoming.fresh(**({"year": year} | known | values))


def keep(store, *records):
    for record in records:
        with store.step("登记") as session:
            session.add(record)
    return records[-1].id


def move(code) -> Move:
    return next(one for one in Shortcoming.moves if one.code == code)


def make(store, number, code, **values):
    with store.step(code) as session:
        record = session.get(Shortcoming, number)
        for name, value in values.items():
            setattr(record, name, value)
        move(code).make(record, session)


def refused(store, record):
    with store.read() as session:
        return [one.sentence for one in stopping(session, record)]


def asked(store, year):
    with store.read() as session:
        return pairs(session, year)


def test_they_are_numbered_within_their_year(store):
    keep(store, shortcoming(), shortcoming(), shortcoming(2023), shortcoming(order_no=7))
    keep(store, shortcoming())
    with store.read() as session:
        rows = session.query(Shortcoming).order_by(Shortcoming.id)
        assert [(row.year, row.order_no) for row in rows] == [
            (2024, 1), (2024, 2), (2023, 1), (2024, 7), (2024, 8),
        ]  # fmt: skip
        assert rows[0].caption == "2024年第1个问题 思想认识方面"


def test_two_saved_at_once_get_two_numbers(store):
    with store.step("登记") as session:
        session.add_all([shortcoming(), shortcoming()])
    with store.read() as session:
        assert sorted(row.order_no for row in session.query(Shortcoming)) == [1, 2]


def test_a_second_measure_for_a_problem_is_refused_in_one_sentence(store):
    keep(store, shortcoming(order_no=1))
    again = shortcoming(order_no=1, measure="另一条措施。")
    [word] = refused(store, again)
    assert word.startswith("“2024年第1个问题 思想认识方面”已经配有措施：一个问题只配一条措施")
    assert refused(store, shortcoming(order_no=2)) == []
    assert refused(store, shortcoming(2025, order_no=1)) == []


def test_a_problem_without_a_measure_is_unfinished_and_stays_where_it_is(store):
    bare = shortcoming(measure=None)
    missing = {one.path for one in bare.problems() if one.level is Level.MISSING}
    assert {"measure", "causes", "evidence"} <= missing
    number = keep(store, bare)
    with pytest.raises(Trouble, match="措施内容"):
        make(store, number, "carry", outcome=SAME)
    with pytest.raises(Trouble, match="措施内容"):
        make(store, number, "solve", solved_on=date(2024, 12, 1))
    assert [one.id for one in asked(store, 2024).unpaired] == [number]


def test_it_is_solved_when_every_step_is_done(store):
    one = shortcoming()
    done = date(2024, 6, 30)
    one.steps = [
        MeasureStep.fresh(what="通报", weight=25, done_on=done),
        MeasureStep.fresh(what="考核", weight=75, progress=40),
    ]
    number = keep(store, one)
    assert one.progress == 55
    with pytest.raises(Trouble, match="还有 1 项举措"):
        make(store, number, "solve", solved_on=date(2024, 12, 1))
    with store.step("完成") as session:
        session.get(Shortcoming, number).steps[1].done_on = done
    make(store, number, "solve", solved_on=date(2024, 12, 1))
    with store.read() as session:
        row = session.get(Shortcoming, number)
        assert (row.state, row.outcome, row.progress) == ("done", SOLVED, 100)


def test_a_solved_one_is_not_carried_over(store):
    number = keep(store, shortcoming())
    with pytest.raises(Trouble, match="已解决的问题不转入下一年"):
        make(store, number, "carry", outcome=SOLVED)
    make(store, number, "solve", solved_on=date(2024, 12, 1))
    with pytest.raises(Trouble, match="不能转入下一年"):
        make(store, number, "carry", outcome=SAME)


def test_carried_over_it_stands_in_the_next_year_with_what_is_left_to_do(store):
    department = keep(store, Place.fresh(name="党政办", kind="4"))
    one = shortcoming(measure_heading="强化责任")
    one.evidence = [Evidence.fresh(figure="mediation.rate"), Evidence.fresh(what="群众反映")]
    one.steps = [
        MeasureStep.fresh(what="通报", done_on=date(2024, 6, 30)),
        MeasureStep.fresh(
            what="考核", department_id=department, due_on=date(2024, 12, 1), progress=40
        ),
    ]
    number = keep(store, one)
    keep(store, shortcoming(2025))
    make(store, number, "carry", outcome=IMPROVED, outcome_note="考核办法已印发。")
    told = asked(store, 2025)
    [was] = told.before
    assert (was.outcome, was.note, was.done, was.steps) == ("有进展", "考核办法已印发。", 1, 2)
    assert not was.solved
    assert was.sentence == "有进展：考核办法已印发。"
    assert was.follower == told.problems[1].id
    coming = told.problems[1]
    assert (coming.order, coming.carried_from) == (2, number)
    assert (coming.heading, coming.measure_heading) == ("思想认识方面", "强化责任")
    assert coming.figures == ("mediation.rate",)
    with store.read() as session:
        [step] = session.get(Shortcoming, coming.id).steps
        assert (step.what, step.department_id, step.progress, step.due_on) == (
            "考核", department, 40, None,
        )  # fmt: skip


def test_it_is_taken_over_once_and_only_from_an_earlier_year(store):
    number = keep(store, shortcoming())
    make(store, number, "carry", outcome=SAME)
    second = shortcoming(2025, carried_from_id=number)
    assert refused(store, second) == ["“2025年第1个问题 思想认识方面”已经承接了这个问题"]
    with pytest.raises(Trouble, match="承接这个问题"):
        make(store, number, "reopen")
    with store.read() as session:
        follower = session.query(Shortcoming).filter_by(year=2025).one()
        assert [p for p in all_problems(session, follower) if p.level is Level.STOP] == []
    same_year = keep(store, shortcoming(2025))
    assert refused(store, shortcoming(2025, carried_from_id=same_year)) == [
        "“2025年第2个问题 思想认识方面”不是以前年度的问题，不能承接"
    ]


def test_carried_over_by_mistake_it_is_taken_up_again_once_its_follower_is_gone(store):
    number = keep(store, shortcoming())
    make(store, number, "carry", outcome=SAME)
    with store.step("删除") as session:
        follower = session.query(Shortcoming).filter_by(year=2025).one()
        follower.deleted_at = follower.created_at
    make(store, number, "reopen")
    with store.read() as session:
        again = session.get(Shortcoming, number)
    assert (again.state, again.outcome) == ("open", None)
    [was] = asked(store, 2025).before
    assert (was.told, was.sentence, was.follower) == (False, "", None)


def test_undone_it_is_as_if_it_had_not_been_carried_over(store):
    number = keep(store, shortcoming())
    make(store, number, "carry", outcome=SAME)
    store.undo()
    assert asked(store, 2025).problems == ()
    make(store, number, "carry", outcome=IMPROVED)
    assert len(asked(store, 2025).problems) == 1


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"solved_on": date(2023, 11, 1)}, "done"),
        ({"outcome": SOLVED}, "done"),
        ({"outcome": IMPROVED}, "open"),
        ({}, "open"),
    ],
)
def test_an_old_ledger_tells_what_was_solved(store, values, state):
    one = shortcoming(2023, **values)
    with store.read() as session:
        assert list(one.take_over({}, session)) == []
    assert one.state == state
    assert (one.outcome == SOLVED) == (state == "done")


FATES = st.sampled_from(["solve", "carry", "leave", "delete"])


@settings(max_examples=25, deadline=None)
@given(fates=st.lists(FATES, max_size=6), orders=st.randoms(use_true_random=False))
def test_whatever_becomes_of_them_both_lists_are_one(fates, orders, tmp_path_factory):
    """Problems and measures in one order without gaps; each of last year's has one end at most."""
    with new_store(tmp_path_factory.mktemp("pairs")) as store:
        numbers = list(range(1, len(fates) + 1))
        orders.shuffle(numbers)
        known = []
        for place, order in enumerate(numbers):
            known.append(keep(store, shortcoming(order_no=order * 2, heading=f"问题{place}")))
        for number, fate in zip(known, fates, strict=True):
            if fate == "solve":
                make(store, number, fate, solved_on=date(2024, 12, 1))
            elif fate == "carry":
                make(store, number, fate, outcome=SAME)
            elif fate == "delete":
                with store.step("删除") as session:
                    record = session.get(Shortcoming, number)
                    record.deleted_at = record.created_at
        there = [n for n, fate in zip(known, fates, strict=True) if fate != "delete"]
        this, coming = asked(store, 2024), asked(store, 2025)
        by_order = sorted(there, key=lambda n: numbers[known.index(n)])
        assert [one.id for one in this.problems] == by_order
        assert [one.order for one in this.problems] == list(range(1, len(there) + 1))
        assert [one.id for one in coming.before] == by_order
        carried = {n for n, fate in zip(known, fates, strict=True) if fate == "carry"}
        assert {one.carried_from for one in coming.problems} == carried
        assert len(coming.problems) == len(carried)
        for was in coming.before:
            fate = fates[known.index(was.id)]
            assert was.told is (fate != "leave")
            assert was.solved is (fate == "solve")
            assert (was.follower is not None) is (fate == "carry")
