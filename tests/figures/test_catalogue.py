"""Every figure is what its records add up to, in every period, in parts, and for each record."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.figures.asking import value, values
from db.figures.behind import records
from db.figures.catalogue import catalogue, figure, in_force
from db.figures.counting_in import standing
from db.figures.figure import Basis, Condition, Figure
from db.figures.measures import COUNT, Distinct, Stock, Sum
from db.figures.period import Period
from db.figures.splitting import split, splits
from db.registers import (
    Campaign,
    Case,
    Committee,
    Consultation,
    Finding,
    Inspection,
    LawEvent,
    LegalActivity,
    LegalAid,
    LegalGuide,
    Mediator,
    Place,
    Training,
)
from db.registers.legal_aid import Fellow
from db.registers.mediation import Party, Visit
from db.registers.mediator import Appointment
from db.store.codes import codes
from db.store.listing import Filter
from db.store.trouble import Trouble
from tests.offices import new_store

FIRST, DAYS = date(2022, 11, 1), 900
PERIODS = [
    Period.quarter(2023, 3),
    Period.year(2024),
    Period(date(2023, 5, 9), date(2024, 2, 29)),
    Period.year(1999),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Registers filled at random, with blanks, oddities and deleted records."""
    with new_store(tmp_path_factory.mktemp("figures")) as database:
        random = Random(5)
        with database.step("村居和调委会") as session:
            session.add_all(Place.fresh(name=f"村{n}") for n in range(3))
            session.add_all(
                Committee.fresh(
                    name=f"调委会{n}",
                    short_name=f"{n}",
                    kind=str(n % 6 + 1),
                    set_up_on=day(random, 0.7),
                    ended_on=day(random, 0.2),
                )
                for n in range(8)
            )
        with database.step("登记") as session:
            session.add_all(made(random) for made in (*MAKERS * 25, *[case] * 120))
        with database.step("删除") as session:
            for cls in (Case, LegalGuide, LawEvent, Inspection):
                session.get(cls, 3).deleted_at = session.get(cls, 3).created_at
        yield database


def day(random, filled=1.0):
    return FIRST + timedelta(random.randrange(DAYS)) if random.random() < filled else None


def one_of(random, table, filled=0.9):
    leaves = [entry.code for entry in codes(table).leaves()]
    return random.choice(leaves) if random.random() < filled else None


def case(random):
    start = day(random)
    end = start + timedelta(random.randrange(-3, 60))
    way = random.choice(("agreed", "performed", "closed", "filed", "failed", "ended", "void"))
    over = random.random() < 0.85
    settled = over and way not in ("failed", "ended")
    made = Case.fresh(
        state=way if over else random.choice(("registered", "accepted", "refused")),
        registered_on=start,
        accepted_on=start if random.random() < 0.95 else None,
        refused_on=None if over else start,
        agreed_on=end if settled else None,
        ended_on=end if over and not settled else None,
        ending_reason="1" if over and way == "ended" else None,
        closed_on=day(random, 0.5),
        archived_on=day(random, 0.5),
        committee_id=random.choice((None, *range(1, 9))),
        place_id=random.choice((None, 1, 2, 3)),
        source=one_of(random, "dispute_source"),
        dispute_type=one_of(random, "dispute_type"),
        difficulty=one_of(random, "difficulty"),
        agreement_form=one_of(random, "agreement_form"),
        performance_state=one_of(random, "performance_state"),
        confirmation_state=one_of(random, "confirmation_state", 0.3),
        amount=random.choice((None, 0, 123_456)),
        persons_involved=random.choice((None, 1, 40)),
        prevented_crime=random.choice((None, 0, 3)),
        turned_criminal=random.random() < 0.2,
        turned_criminal_on=day(random, 0.3),
    )
    made.parties = [Party.fresh(name="某") for _ in range(random.randrange(4))]
    if random.random() < 0.3:
        made.visits = [Visit.fresh(visited_on=end, visited="某")]
    return made


def guide(random):
    return LegalGuide.fresh(
        name="某", village_id=random.randrange(3) + 1, certified_on=day(random),
        left_on=day(random, 0.4),
    )  # fmt: skip


def mediator(random):
    made = Mediator.fresh(name="某", full_time=random.random() < 0.5, sex=one_of(random, "sex"))
    made.appointments = [
        Appointment.fresh(
            committee_id=random.randrange(8) + 1, since=day(random, 0.8), until=day(random, 0.5)
        )
        for _ in range(random.randrange(3))
    ]
    return made


def event(random):
    return LawEvent.fresh(
        name="活动", starts_on=day(random), state=random.choice(("planned", "held", "reviewed")),
        audience_number=random.choice((None, 0, 80)), consultations=random.choice((None, 7)),
        village_id=random.choice((None, 1, 2)),
    )  # fmt: skip


def activity(random):
    return LegalActivity.fresh(
        held_on=day(random), place="村委会", consultations=random.choice((None, 4)),
        event_id=random.choice((None, None, 1, 2)),
    )  # fmt: skip


def consultation(random):
    return Consultation.fresh(
        day=day(random), persons=random.randrange(5) + 1,
        event_id=random.choice((None, None, 1, 2)), activity_id=random.choice((None, None, 1)),
    )  # fmt: skip


def aid(random):
    start = day(random)
    made = LegalAid.fresh(
        name="某", state=random.choice(("registered", "granted", "closed", "refused", "void")),
        applied_on=start, received_on=start, granted_on=day(random, 0.6),
        refused_on=day(random, 0.2), closed_on=day(random, 0.5), persons=random.randrange(4) + 1,
        sex=one_of(random, "sex"), primary_category=one_of(random, "people_category"),
        categories=random.choice((None, "woman", "minor,woman")),
        nature=one_of(random, "aid_nature"),
    )  # fmt: skip
    made.fellows = [
        Fellow.fresh(name="某", categories=random.choice((None, "woman,disabled")))
        for _ in range(random.randrange(3))
    ]
    return made


def training(random):
    return Training.fresh(name="培训", starts_on=day(random), hours=8)


def inspection(random):
    return Inspection.fresh(
        name=f"店{random.randrange(9)}", day=day(random), items="证照",
        result=one_of(random, "inspection_result"), campaign_id=random.choice((None, 1, 2)),
    )  # fmt: skip


def campaign(random):
    return Campaign.fresh(
        name="行动", starts_on=day(random), field=one_of(random, "enforcement_field"),
        kind=random.choice("123"), visits=random.choice((None, 0, 7, 40)),
        objects=random.choice((None, 5)), people=random.choice((None, 8)),
    )  # fmt: skip


def finding(random):
    return Finding.fresh(
        description="问题", found_on=day(random), source=random.choice("1234"),
        state=random.choice(("open", "corrected", "overdue", "transferred")),
        ordered_on=day(random, 0.6), corrected_on=day(random, 0.5),
    )  # fmt: skip


MAKERS = (
    guide,
    mediator,
    event,
    activity,
    consultation,
    aid,
    training,
    campaign,
    inspection,
    finding,
)


def carried(one, group):
    if isinstance(one.measure, Distinct):
        return len({row.key for row in group.rows})
    return sum(row.weight for row in group.rows)


@pytest.mark.parametrize("basis", [None, "受理", "协议"])
@pytest.mark.parametrize("period", PERIODS, ids=lambda one: one.name)
def test_every_value_is_what_its_records_carry(store, period, basis):
    with store.read() as session:
        figures = [one for one in in_force(period) if basis is None or one.cls is Case]
        found = values(session, figures, period, basis)
        for one in figures:
            known = basis if any(basis == day.words for day in one.bases) else None
            groups = records(session, one, period, known)
            told = [number for _, number in found[one.code].pieces]
            assert [carried(one, group) for group in groups] == told, one.code
            for group in groups:
                assert group.total == len(group.rows)
                assert len({(row.table, row.id) for row in group.rows}) == group.total, one.code
            if isinstance(one.measure, Stock):
                closing, opening, came, went = told
                assert opening + came - went == closing, one.code


def test_the_random_store_makes_most_figures_say_something(store):
    with store.read() as session:
        found = values(session, in_force(PERIODS[0]), Period(FIRST, date(2025, 12, 31)))
    said = {code.split(".")[0] for code, one in found.items() if one.number}
    assert said >= {"mediation", "committees", "mediators", "aid", "education", "consultations"}
    assert sum(bool(one.number) for one in found.values()) > 150


@given(data=st.data())
@settings(max_examples=40)
def test_a_record_counts_where_it_is_among_the_records_and_knows_what_it_misses(store, data):
    one = data.draw(st.sampled_from([f for f in catalogue().values() if f.cls is Case]))
    period = data.draw(st.sampled_from(PERIODS))
    number = data.draw(st.integers(1, 120))
    with store.read() as session:
        record = session.get(Case, number)
        (told,) = standing(session, record, [one], period)
        behind = {row.id: row.weight for row in records(session, one, period)[0].rows}
        assert told.counts == (number in behind), (one.code, told.missed)
        assert bool(told.missed) != told.counts
        if told.counts:
            assert told.weight == behind[number]


@pytest.mark.parametrize(
    ("codes_", "by"),
    [
        (("mediation.total", "mediation.parties", "mediation.resolved"), "dispute_type"),
        (("mediation.total", "mediation.amount"), "committee_id"),
        (("mediation.total", "mediation.open"), "committee_id.kind"),
        (("mediation.total", "mediation.resolved"), "source"),
        (("mediation.total",), "place_id"),
        (("mediation.total", "mediation.accepted"), "month"),
        (("education.events", "education.reach"), "village_id"),
        (("education.guides",), "village_id"),
        (("aid.granted", "aid.granted.persons"), "nature"),
    ],
)
@pytest.mark.parametrize("period", PERIODS[:2], ids=lambda one: one.name)
def test_the_parts_add_up_to_the_whole(store, codes_, by, period):
    figures = [figure(code) for code in codes_]
    with store.read() as session:
        whole = values(session, figures, period)
        for code, parts in splits(session, figures, by, period).items():
            assert sum(part.value.number for part in parts) == whole[code].number
            for part in parts:
                if part.parts:
                    assert sum(leaf.value.number for leaf in part.parts) == part.value.number


def test_parts_stand_in_the_order_of_the_table_with_their_leaves(store):
    with store.read() as session:
        parts = split(session, figure("mediation.total"), "dispute_type", Period.year(2023))
    names = [part.name for part in parts]
    assert names[:2] == ["婚姻家庭纠纷", "邻里纠纷"]
    assert names[-1] == "未填"
    assert len(names) == 16
    consumer = next(part for part in parts if part.name == "消费纠纷")
    assert [leaf.name for leaf in consumer.parts] == ["旅游纠纷", "电子商务纠纷", "其他消费纠纷"]


def test_what_cannot_be_parted_is_refused_in_words(store):
    with store.read() as session:
        for code, by in (
            ("mediation.committees", "source"),
            ("mediation.total", "nowhere"),
            ("mediation.open", "month"),
            ("education.events", "forms"),
        ):
            with pytest.raises(Trouble):
                split(session, figure(code), by, Period.year(2023))


def test_a_page_of_records_and_the_whole_number(store):
    with store.read() as session:
        (every,) = records(session, figure("mediation.total"), Period.year(2023))
        (page,) = records(session, figure("mediation.total"), Period.year(2023), offset=5, limit=7)
    assert page.rows == every.rows[5:12]
    assert page.total == every.total > 12


def test_a_figure_made_of_a_lists_conditions(store):
    """As an office will make its own, from data."""
    with store.read() as session:
        conditions = (Filter("dispute_type", "=", "02"), Filter("committee_id", "=", 2))
        own = Figure(
            code="office.neighbours",
            name="邻里纠纷",
            unit="件",
            cls=Case,
            measure=Sum(Case.amount),
            tests=tuple(Condition.of(session, Case, one) for one in conditions),
            bases=(Basis("accepted", "受理", (Case.accepted_on,)),),
        )
        assert [test.words for test in own.tests] == ["纠纷类型为邻里纠纷", "调解委员会为调委会1"]
        period = Period.year(2023)
        found = value(session, own, period)
        assert found.number == sum(row.weight for row in records(session, own, period)[0].rows)
        with pytest.raises(Trouble, match="受理"):
            value(session, own, period, "协议")


def test_codes_are_lower_case_and_dotted_and_units_are_there():
    for code, one in catalogue().items():
        assert code == code.lower()
        assert "." in code
        assert one.unit
        assert one.name
    with pytest.raises(Trouble, match=r"mediation\.resolved"):
        figure("mediation.resoled")


def test_nothing_is_said_of_a_register_that_was_not_kept(store):
    with store.read() as session:
        empty = value(session, figure("mediation.turned_criminal"), Period.year(1999))
        assert (empty.number, empty.words, empty.printed) == (0, "—", False)
        rate = value(session, figure("mediation.rate"), Period.year(1999))
        assert (rate.number, rate.words, rate.printed) == (None, "—", False)
        quiet = Figure(
            code="office.nothing", name="无", unit="件", cls=Case, measure=COUNT,
            tests=(Condition("不可能", Case.id < 0),), zero_printed=True,
        )  # fmt: skip
        zero = value(session, quiet, Period.year(2023))
        assert (zero.words, zero.printed) == ("0件", True)
