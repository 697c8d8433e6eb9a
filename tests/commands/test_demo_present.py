"""The demo has a living present, and no figure of the year that it tells of knows of it."""

from datetime import date
from random import Random

from sqlalchemy import select

from db.figures.asking import values
from db.figures.brief import quarters
from db.figures.catalogue import in_force
from db.figures.period import Period
from db.registers import Case, Consultation, LegalAid, Training
from db.store.outline import past
from desktop.commands.demo.cases import Committees, Writer
from desktop.commands.demo.people import People
from desktop.commands.demo.present import fill
from desktop.commands.demo.stories import STORIES
from desktop.commands.demo.township import settle_township
from tests.offices import new_store

OFFICE = Committees((1,), {1: None}, {1: "天龙镇"}, {1: [1]})
YEAR = Period.year(2024)


def told(database) -> dict[str, object]:
    with database.read() as session:
        found = values(session, in_force(YEAR), YEAR)
    return {code: value.number for code, value in found.items()}


def ahead(database, today) -> list[str]:
    """What is said to have happened after that day."""
    with database.read() as session:
        return [
            f"{record.caption} {field.label}"
            for cls in (Case, LegalAid, Consultation, Training)
            for record in session.scalars(select(cls))
            for field in cls.fields.values()
            if past(field) and (getattr(record, field.name) or today) > today
        ]


def test_this_quarter_and_the_last_are_told_and_the_year_of_the_demo_stays(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("登记本所") as session:
            settle_township(session, Random(1), People(Random(1)))
        before = told(database)
        early = fill(database, date(2025, 2, 20))  # half of its half year lies in 2024
        assert told(database) == before
        assert 0 < early < fill(database, date(2026, 11, 26))
        assert ahead(database, date(2026, 11, 26)) == []
        with database.read() as session:
            brief = quarters(session, date(2026, 11, 26), lambda _register: True)
    assert len(brief) == 5
    assert all(one.now.number and one.before.number for one in brief)


def test_whom_a_story_calls_husband_son_or_brother_is_of_that_sex_age_and_surname():
    writer = Writer(Random(1), People(Random(1)), OFFICE)
    for word, sexes in (("系夫妻", {"12", "21"}), ("之子", {"11", "21"}), ("系兄弟", {"11"})):
        story = next(one for one in STORIES if word in one.summary + one.facts)
        first, second = writer.case(date(2024, 5, 6), story).parties
        men = ["1" if int(one.id_number[16]) % 2 else "2" for one in (first, second)]
        assert "".join(men) in sexes
        assert (first.name[0] == second.name[0]) == (word != "系夫妻")
        if word == "之子":
            assert int(second.id_number[6:10]) - int(first.id_number[6:10]) >= 18
