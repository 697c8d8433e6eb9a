"""补贴申报表 and 签领表: every case and mediator, sums in capitals too, drafts until decided."""

from datetime import date

import pypdfium2
import pytest

from db.registers import SubsidyClaim, SubsidyList
from db.registers.subsidy import claim_many, claims_of
from desktop.documents.forms import form
from desktop.documents.issue import draft
from tests.offices import new_store, settle
from tests.subsidies import FIRST, LAST, filed, scheme

DAY = date(2024, 10, 8)


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as made:
        settle(made)
        scheme(made, document_number="测司〔2024〕1号")
        yield made


@pytest.fixture
def batch(store):
    """A list of three cases, submitted."""
    cases = [filed(store, mediators=[1, 2]), filed(store, mediators=[2]), filed(store, death=True)]
    with store.step("申报") as session:
        number = claim_many(session, cases, (FIRST, LAST), DAY).id
    make(store, SubsidyList, number, "submit", submitted_on=DAY, submitted_by="陈所长")
    return number


def make(store, cls, number, code, **values):
    with store.step(code) as session:
        record = session.get(cls, number)
        for name, value in values.items():
            setattr(record, name, value)
        next(m for m in cls.moves if m.code == code).make(record, session)


def printed(store, code, number):
    paper = draft(store, form(code), number)
    with pypdfium2.PdfDocument(paper.pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split()), paper


def test_the_list_shows_every_case_and_its_sums(store, batch):
    words, paper = printed(store, "subsidy_list", batch)
    for part in (
        "（2024年第三季度）",
        "《样例方案》（测司〔2024〕1号）",
        "（2024）测人调字第2号张三、李四邻里纠纷",
        "一般书面协议100.00甲调解员、乙调解员",
        "重大书面协议200.00甲调解员",
        "合计3件人民币（大写）：肆佰元整400.00",
        "甲调解员测试镇调委会2250.00乙调解员测试镇调委会2150.00合计400.00",
        "测试镇人民调解委员会3400.00合计400.00",
        "2024年10月8日",
    ):
        assert part in words
    assert (paper.missing, paper.pages) == ((), 2)


def test_what_was_reduced_or_refused_is_told_and_not_added_up(store, batch):
    with store.read() as session:
        first, second, _ = (claim.id for claim in claims_of(session, batch))
    why = {"refused_on": DAY, "refused_by": "县司法局", "refusal_reason": "缺卷"}
    make(store, SubsidyClaim, first, "refuse", **why)
    less = {"granted": 60_50, "reduction_reason": "迟报", "approved_on": DAY}
    make(store, SubsidyClaim, second, "approve", **less)
    words, _ = printed(store, "subsidy_list", batch)
    assert "不予补贴：缺卷" in words
    assert "申报100.00，核减：迟报" in words
    assert "合计2件人民币（大写）：贰佰陆拾元伍角260.50" in words


def test_nobody_signs_for_money_before_the_county_has_answered(store, batch):
    early, paper = printed(store, "subsidy_payout", batch)
    assert paper.missing == ("县局还没有批复，不能据此发放",)
    assert "草稿" in early
    values = {"answered_on": date(2024, 10, 20), "answer_number": "测司复〔2024〕3号"}
    make(store, SubsidyList, batch, "answer", **values)
    words, paper = printed(store, "subsidy_payout", batch)
    assert paper.missing == ()
    for part in (
        "批复文号：测司复〔2024〕3号",
        "1甲调解员测试镇调委会2250.00",
        "2乙调解员测试镇调委会2150.00",
        "合计（大写）：肆佰元整400.00",
        "不得代签",
    ):
        assert part in words


def test_an_empty_list_is_a_draft(store):
    with store.step("空") as session:
        session.add(SubsidyList.fresh(first_on=FIRST, last_on=LAST))
    for code in ("subsidy_list", "subsidy_payout"):
        words, paper = printed(store, code, 1)
        assert paper.missing
        assert "草稿" in words
