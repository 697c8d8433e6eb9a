"""The command ``warnings``: the risks of today, in words and as JSON."""

import json
from datetime import date, timedelta

import pytest

from db.figures.warnings import feed_back, warnings
from db.registers import Place
from db.store.database import Database
from tests.enforcers import certify, staff
from tests.offices import PASSWORD, new_store


@pytest.fixture
def store(tmp_path):
    """One whose certificate ran out yesterday, alone in a department."""
    with new_store(tmp_path) as database, database.step("登记") as session:
        place = Place.fresh(name="综合执法办", kind="4")
        session.add(place)
        session.flush()
        one = staff(session, "甲", department_id=place.id)
        certify(session, one.id, "黔甲", valid_to=date.today() - timedelta(days=1))
    return database.path


def test_risks_are_listed_in_words_and_as_json(run, store):
    code, out, _ = run("warnings", "--store", store)
    assert code == 0
    assert "待反馈\t在岗人员执法证已过期\t甲（执法员）在执法岗位" in out
    code, out, _ = run("warnings", "--store", store, "--json")
    found = {one["kind"]: one for one in json.loads(out)}
    assert {"card_expired", "department_thin"} <= set(found)
    assert found["card_expired"]["since"] == date.today().isoformat()
    assert found["card_expired"]["department"] == "综合执法办"


def test_what_was_fed_back_can_be_left_out(run, store):
    today = date.today()
    with Database.open(store, PASSWORD) as database, database.step("反馈") as session:
        (line,) = [one for one in warnings(session, today) if one.kind == "card_expired"]
        feed_back(session, line.key, today, due_on=today, department_id=1)
    _, out, _ = run("warnings", "--store", store)
    assert "已反馈\t在岗人员执法证已过期" in out
    _, out, _ = run("warnings", "--store", store, "--new")
    assert "在岗人员执法证已过期" not in out
    assert "部门持证执法人员不足两人" in out
