"""Legal aid counted and awaited: 件 and 人次 apart, steps due, on time and late."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.figures.asking import value
from db.figures.behind import records
from db.figures.catalogue import figure
from db.figures.deadlines import due, due_of
from db.figures.legal_aid import steps
from db.figures.period import Period
from db.registers import Consultation, LegalAid
from db.registers.legal_aid import AidVisit, Fellow, Objection, Subsidy, Supplement
from db.store import codes as tables
from db.store.database import Database
from tests.applicants import DAY, day, go, registered
from tests.offices import new_store, settle

TODAY = date(2024, 12, 31)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
WAY = ("receive", "review", "forward", "grant", "assign", "sign", "close", "file")
NOT_YET = dict.fromkeys(("granted_on", "assigned_on", "agreement_on", "closed_on", "filed_on"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as made:
        settle(made)
        yield made


def count(database, code, first=YEAR[0], last=YEAR[1]):
    with database.read() as session:
        return value(session, figure(code), Period(first, last)).number


def ids(rows):
    return [row.id for row in rows]


def kept(database, rule):
    with database.read() as session:
        return steps(session, *YEAR, TODAY)[rule]


def waits(database, today):
    with database.read() as session:
        every = due(session, today)
        for item in (one for one in every if one.register == "legal_aid"):
            assert item in due_of(session, today, "legal_aid", item.record_id)
        return {item.code: item for item in every}


def test_cases_and_persons_are_two_counts_and_categories_overlap(database):
    one = registered(database)
    group = registered(
        database,
        persons=12,
        primary_category="migrant_worker",
        categories="migrant_worker",
        fellows=[Fellow.fresh(name="李四", categories="migrant_worker,woman")],
    )
    for number in (one, group):
        go(database, number, *WAY[:4])
    assert count(database, "aid.granted") == 2
    assert count(database, "aid.granted.persons") == 13
    with database.read() as session:
        (behind,) = records(session, figure("aid.granted"), Period.year(2024))
    assert ids(behind.rows) == [one, group]
    heads = {
        entry.code: tuple(
            count(database, f"aid.category.{entry.code}{what}") for what in ("", ".persons")
        )
        for entry in tables.codes("people_category").entries
    }
    assert {code: one for code, one in heads.items() if any(one)} == {
        "disabled": (1, 1), "farmer": (1, 1), "migrant_worker": (1, 12), "woman": (1, 1),
    }  # fmt: skip


def test_each_act_counts_by_its_own_day(database):
    for codes, values in (
        ((), {}),
        (("receive",), NOT_YET),
        ((*WAY[:3], "refuse"), NOT_YET | {"refused_on": day(8), "refusal_reason": "超出范围"}),
        ((*WAY[:6], "terminate"), {
            "closed_on": None, "terminated_on": day(30), "termination_ground": "6",
        }),
        (WAY, {}),
        (("receive", "void"), {"void_reason": "重复"}),
    ):  # fmt: skip
        go(database, registered(database, **values), *codes)
    names = ("applied", "forwarded", "granted", "refused", "closed", "terminated", "open")
    assert [count(database, f"aid.{name}") for name in names] == [4, 4, 2, 1, 1, 1, 1]
    march = (date(2024, 3, 1), date(2024, 3, 10))
    assert [count(database, f"aid.{name}", *march) for name in names] == [4, 4, 0, 0, 0, 0, 4]


def test_consultations_are_no_cases(database):
    with database.step("咨询") as session:
        session.add_all(
            Consultation.fresh(day=when, persons=persons)
            for when, persons in ((DAY, 25), (DAY, 1), (date(2023, 12, 31), 40))
        )
    assert count(database, "consultations.entries") == 2
    assert count(database, "consultations.single") == 26
    assert count(database, "aid.applied") == 0


# ---- what waits ----


ACTS = {
    "grant": "granted_on",
    "assign": "assigned_on",
    "sign": "agreement_on",
    "close": "closed_on",
    "file": "filed_on",
}
AGENCY, FIRM = "测试县法律援助中心", "测试律师事务所"


def as_far_as(database, last, **values):
    """A case that made the moves up to this one; what comes later has no day yet."""
    codes = WAY[: WAY.index(last) + 1]
    ahead = {name: None for code, name in ACTS.items() if code not in codes}
    number = registered(database, **ahead, **values)
    go(database, number, *codes)
    return number


@pytest.mark.parametrize(
    ("last", "values", "rule", "expected"),
    [
        ("forward", {}, "aid_decision", (day(4), AGENCY)),
        ("grant", {}, "aid_assignment", (day(8), AGENCY)),
        ("assign", {}, "aid_agreement", (day(9), FIRM)),
        ("close", {}, "aid_dossier", (day(60), FIRM)),
        ("close", {}, "aid_visit", (day(60), "本站")),
        ("close", {"dossier_on": day(70)}, "aid_dossier_review", (day(70), AGENCY)),
        (
            "close",
            {"dossier_on": day(70), "dossier_reviewed_on": day(80)},
            "aid_subsidy",
            (day(80), AGENCY),
        ),
    ],
)
def test_every_step_waits_from_its_own_day(database, last, values, rule, expected):
    number = as_far_as(database, last, **values)
    found = waits(database, day(90))[rule]
    assert (found.start, found.whose) == expected
    assert found.record_id == number


def test_nothing_waits_once_it_is_done(database):
    number = registered(
        database,
        dossier_on=day(70),
        dossier_reviewed_on=day(80),
        subsidies=[Subsidy.fresh(payee="王律师", standard=150_000, paid_on=day(88))],
        visits=[AidVisit.fresh(visited_on=day(65))],
    )
    go(database, number, *WAY)
    assert waits(database, TODAY) == {}


def test_the_applicant_is_waited_for_until_the_day_on_the_notice(database):
    notice = [Supplement.fresh(asked_on=day(1), items="欠条", due_on=day(5))]
    number = registered(database, supplements=notice)
    go(database, number, "receive", "ask_supplement")
    found = waits(database, day(2))["aid_supplement"]
    assert (found.due_on, found.whose) == (day(5), "张三")


def test_days_of_supplementing_stop_the_agencys_clock(database):
    asked = Supplement.fresh(asked_by="2", asked_on=day(5), items="流水", supplied_on=day(15))
    plain, paused = (registered(database, **NOT_YET, supplements=rows) for rows in ([], [asked]))
    for number in (plain, paused):
        go(database, number, *WAY[:3])
    with database.read() as session:
        found = {
            item.record_id: item for item in due(session, day(6)) if item.code == "aid_decision"
        }
    assert (found[paused].raw_on - found[plain].raw_on).days == 10


def test_an_objection_waits_for_the_bureau_and_a_letter_for_us(database):
    refused = NOT_YET | {"refused_on": day(8), "refusal_reason": "超出范围"}
    number = registered(database, **refused, objections=[Objection.fresh(filed_on=day(12))])
    go(database, number, *WAY[:3], "refuse", "object")
    with database.step("来信") as session:
        session.add(Consultation.fresh(day=day(12), way="3"))
        session.add(Consultation.fresh(day=day(12), way="2"))
    found = waits(database, day(13))
    assert found["aid_objection"].whose == "司法行政部门"
    assert found["letter_reply"].length == "7 个工作日"
    assert found["letter_reply"].register == "consultation"


def test_urgent_aid_waits_for_its_papers(database):
    urgent = {"urgent": True, "urgent_ground": "1", "urgent_on": DAY, "formalities_due": day(20)}
    number = registered(database, **urgent)
    go(database, number, "receive")
    assert waits(database, day(1))["aid_supplement"].due_on == day(20)
    with database.step("补办") as session:
        session.get(LegalAid, number).formalities_done_on = day(10)
    assert "aid_supplement" not in waits(database, day(1))


# ---- steps kept ----


def test_steps_are_on_time_late_or_still_running(database):
    intime = registered(database, closed_on=None, filed_on=None)
    go(database, intime, *WAY[:6])
    late_days = {"granted_on": day(40), "assigned_on": day(41), "agreement_on": day(42)}
    late = registered(database, **late_days)
    go(database, late, *WAY)
    undecided = registered(database, **NOT_YET)
    go(database, undecided, *WAY[:3])
    decision = kept(database, "aid_decision")
    assert ids(decision.due) == [intime, late, undecided]
    assert (ids(decision.on_time), ids(decision.late)) == ([intime], [late, undecided])
    assert ids(kept(database, "aid_agreement").on_time) == [intime, late]
    assert ids(kept(database, "aid_dossier").late) == [late], "filed without a dossier"


def test_a_subsidy_is_paid_in_time_by_its_own_due_day(database):
    reviewed = {"dossier_on": day(70), "dossier_reviewed_on": day(80)}
    numbers = [
        registered(
            database,
            **reviewed,
            subsidies=[Subsidy.fresh(payee="王律师", standard=150_000, paid_on=paid)],
        )
        for paid in (day(100), day(200), None)
    ]
    for number in numbers:
        go(database, number, *WAY)
    subsidies = kept(database, "aid_subsidy")
    assert (ids(subsidies.on_time), ids(subsidies.late)) == (numbers[:1], numbers[1:])
