"""A clock set back or years ahead is told, and the history keeps its order."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.registers import Mediator
from db.store import history
from db.store.check import check
from db.store.clock import clock_doubt
from db.store.history import STEP

MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2099, 12, 31))


def clock_at(monkeypatch, moment):
    """The history's clock stands at ``moment``."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(history, "datetime", Clock)


def times(database):
    with database.read() as session:
        return list(session.scalars(select(STEP.c.at).order_by(STEP.c.id)))


def one_step(database):
    with database.step("登记") as session:
        session.add(Mediator.fresh(name="丙"))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(MOMENTS, min_size=1, max_size=4))
def test_no_step_is_dated_before_the_one_before_it(database, moments):
    for moment in moments:
        with pytest.MonkeyPatch.context() as patch:
            clock_at(patch, moment)
            one_step(database)
    kept = times(database)
    assert kept == sorted(kept)
    assert check(database).findings == []


def test_a_clock_set_back_is_told_and_the_step_bears_the_last_time(database, monkeypatch):
    last = datetime.fromisoformat(times(database)[-1])
    back = last - timedelta(days=900)
    assert f"{back:%Y-%m-%d %H:%M}，早于" in clock_doubt(database, back)
    clock_at(monkeypatch, back)
    one_step(database)
    assert times(database)[-1] == last.isoformat()


def test_a_clock_years_ahead_is_told(database):
    last = datetime.fromisoformat(times(database)[-1])
    assert "已有 730 天" in clock_doubt(database, last + timedelta(days=730))


@pytest.mark.parametrize("gone", [timedelta(minutes=-4), timedelta(0), timedelta(days=59)])
def test_a_clock_of_every_day_is_not_doubted(database, gone):
    assert clock_doubt(database, datetime.fromisoformat(times(database)[-1]) + gone) == ""
