"""From what waits to what is due: units, readings, the office's own rules, hints and duties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.figures.deadlines import Due, Waiting, rules
from db.figures.deadlines.counting import Counting
from db.figures.deadlines.rules import Rules
from db.registers import DeadlineRule
from db.store import periods
from db.store.calendar import Calendar
from db.store.codes import codes
from db.store.periods import Reading
from db.store.problems import Level
from db.store.trouble import Trouble

START = date(2024, 9, 20)  # a Friday before 国庆节: 1 to 7 October off, Sunday 29 September worked


def due(code: str, today: date = START, own: tuple[DeadlineRule, ...] = (), **more) -> Due | None:
    waiting = Waiting("mediation", 1, "一件事", code, **{"start": START, **more})
    return Counting(Rules(own), Calendar(), today).due(waiting)


def own(rule: str, n: int, unit: str, since: date, **more) -> DeadlineRule:
    return DeadlineRule.fresh(
        rule=rule, n=n, unit_of_count=unit, valid_from=since, basis="本县办事指南", **more
    )


def test_every_rule_says_its_ground():
    for rule in rules().values():
        assert rule.basis.startswith("本地规则") == rule.local, rule.code
        grounds = ("条", "约定", "号）")  # an article, a contract, a document by its number
        assert rule.local or any(word in rule.basis for word in grounds), rule.code
        assert rule.start, rule.code
        assert list(rule.ahead) == sorted(rule.ahead, reverse=True)
    assert len({rule.what for rule in rules().values()}) == len(rules())


def test_what_a_national_rule_sets_is_not_called_local():
    published = rules()["annual_report_published"]
    assert not published.local
    assert "法治政府建设与责任落实督察工作规定第二十四条" in published.basis


def test_a_petition_says_that_the_law_counts_from_acceptance_and_the_office_from_receipt():
    rule = rules()["petition"]
    assert (rule.local, rule.start) == (True, "收到信访事项之日")  # never later than the law
    assert "信访工作条例第三十四条：要出具处理意见书的自受理之日起 60 日" in rule.basis


@pytest.mark.parametrize(
    "content",
    ["[x", '[x]\nwhat = "y"', '[x]\nwhat = "y"\nbasis = "z"\nunit = "weeks"', "x = 1"],
)
def test_a_damaged_list_of_rules_is_told(content, tmp_path, monkeypatch):
    (tmp_path / "deadlines.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(periods, "RESOURCES", tmp_path)
    with pytest.raises(Trouble, match=r"deadlines\.toml"):
        periods.shipped.__wrapped__()


def test_the_code_table_is_the_same_list():
    assert [(e.code, e.name) for e in codes("deadline_rule").entries] == [
        (rule.code, rule.what) for rule in rules().values()
    ]


@pytest.mark.parametrize(
    ("code", "n", "unit"),
    [
        ("aid_decision", 7, "days"),
        ("aid_assignment", 3, "days"),
        ("aid_agreement", 5, "days"),
        ("aid_objection", 5, "days"),
        ("aid_detained_forward", 1, "days"),
        ("aid_dossier", 30, "days"),
        ("aid_dossier_review", 30, "days"),
        ("letter_reply", 7, "working_days"),
    ],
)
def test_the_periods_of_legal_aid(code: str, n: int, unit: str):
    assert (rules()[code].n, rules()[code].unit) == (n, unit)


def test_days_of_the_act_count_as_calendar_days_and_the_later_reading_is_told():
    found = due("aid_decision")
    assert (found.due_on, found.days_left) == (date(2024, 9, 27), 7)
    assert found.other_on == date(2024, 9, 30)  # seven working days, the worked Sunday is the sixth
    assert "法律援助法第四十三条" in found.rule
    assert "7 个工作日计为 2024-09-30" in found.rule
    assert (found.n, found.unit, found.length) == (7, "days", "7 日")


def test_the_earlier_of_two_readings_counts():
    class Other(Rules):
        def on(self, code: str, day: date):
            short = Reading(3, "working_days", "本县承诺")
            return replace(super().on(code, day), alternative=short)

    waiting = Waiting("mediation", 1, "一件事", "aid_decision", START)
    found = Counting(Other(), Calendar(), START).due(waiting)
    assert (found.due_on, found.other_on) == (date(2024, 9, 25), date(2024, 9, 27))
    assert (found.n, found.unit, found.length) == (3, "working_days", "3 个工作日")
    assert "以较早的日期为准" in found.rule


def test_a_holiday_moves_the_end_and_says_so():
    found = due("aid_objection", start=date(2024, 9, 27))
    assert (found.raw_on, found.due_on) == (date(2024, 10, 2), date(2024, 10, 8))
    assert "2024-10-02 是休息日，顺延到 2024-10-08（民法典第二百零三条）" in found.rule


def test_hours_do_not_wait_for_the_holidays_to_end():
    found = due("aid_detained_forward", start=date(2024, 9, 30))
    assert found.due_on == date(2024, 10, 1)
    assert "24 小时" in found.rule


def test_days_of_supplementing_are_not_counted():
    found = due("aid_decision", paused=4)
    assert found.due_on == date(2024, 10, 8)  # 1 October is a holiday
    assert "其中 4 日不计入" in found.rule


def test_an_agreed_day_takes_the_place_of_the_rule():
    sunday = date(2024, 9, 22)
    found = due("mediation", until=sunday)
    assert (found.due_on, found.length) == (sunday, "")
    assert "2024-09-22 为准" in found.rule


def test_a_duty_stays_when_it_is_late_and_a_chance_does_not():
    last = due("confirmation").due_on
    after = last + timedelta(days=1)
    assert due("confirmation", after).days_left == -1
    assert due("confirmation", last, hint=True).days_left == 0
    assert due("confirmation", after, hint=True) is None


@pytest.mark.parametrize(
    ("left", "stage"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (0, 30), (-5, 30)]
)
def test_a_card_is_brought_up_once_within_its_days_and_the_stage_is_said(left, stage):
    found = due("card_expiry", until=START + timedelta(days=left))
    assert (found and found.stage) == stage
    assert (found is None) == (left > 90)


@pytest.mark.parametrize(("left", "stage"), [(11, None), (10, 10), (5, 5), (1, 1), (-1, 1)])
def test_other_periods_are_brought_up_at_ten_five_and_one(left, stage):
    assert due("mediation", until=START + timedelta(days=left)).stage == stage


def test_the_office_sets_a_period_from_a_day_on():
    since = START + timedelta(days=1)
    mine = (own("aid_decision", 5, "working_days", since),)
    before, after = due("aid_decision", own=mine), due("aid_decision", own=mine, start=since)
    assert (before.due_on, before.length) == (date(2024, 9, 27), "7 日")
    assert (after.due_on, after.length) == (date(2024, 9, 27), "5 个工作日")
    assert after.other_on is None
    assert after.rule.startswith("本县办事指南（本所设定，自 2024-09-21 起）")
    assert due("aid_assignment", own=mine).n == 3


def test_of_two_own_rules_the_newer_one_counts():
    mine = (
        own("aid_visit", 10, "days", date(2024, 2, 1)),
        own("aid_visit", 20, "days", date(2024, 1, 1)),
    )
    assert due("aid_visit", own=mine).n == 10


def test_the_office_sets_how_early_a_card_is_brought_up():
    mine = (
        DeadlineRule.fresh(rule="card_expiry", ahead="45，15", valid_from=START, basis="本所习惯"),
    )
    issued = date(2019, 1, 1)
    assert due("card_expiry", own=mine, start=issued, until=START + timedelta(days=46)) is None
    found = due("card_expiry", own=mine, start=issued, until=START + timedelta(days=45))
    assert found.stage == 45


def test_a_year_beyond_the_list_is_told_in_words():
    found = due("mediation", start=date(2199, 5, 1))
    assert (found.certain, found.doubtful) == (False, (2199,))
    assert "2199 年的放假安排还没有公布，按周末推算" in found.rule


def problems(record: DeadlineRule) -> list[tuple[str, Level]]:
    return [(problem.path, problem.level) for problem in record.problems()]


def test_an_own_rule_needs_a_length_that_makes_sense():
    day = date(2024, 1, 1)
    assert problems(own("aid_visit", None, "days", day)) == [("n", Level.STOP)]
    assert problems(own("aid_visit", 0, "days", day)) == [("n", Level.STOP)]
    assert problems(own("aid_visit", 90, "days", day)) == []
    assert problems(own("aid_decision", 7, "working_days", day)) == [("n", Level.WARN)]
    assert problems(own("aid_decision", 5, "days", day)) == []
    # 条例第二十六条: 7 working days at least, so more is no doubt.
    assert problems(own("review_decision", 10, "working_days", day)) == []
    assert problems(own("card_expiry", None, "days", day, ahead="早一点")) == [
        ("ahead", Level.STOP)
    ]
    assert problems(own("card_expiry", None, "days", day, ahead="60 20")) == []


def test_an_own_rule_shows_the_shipped_one_beside_it():
    record = own("aid_decision", 5, "days", date(2024, 1, 1))
    record.settle()
    assert record.caption == "法律援助审查决定 2024-01-01 起"
    for part in ("法律援助机构收到申请之日", "7 日", "7 个工作日", "法律援助法第四十三条"):
        assert part in record.shipped_rule
