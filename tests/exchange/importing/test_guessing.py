"""What a header of an old ledger means: parties by their role, headings over several columns."""

import pytest

from db.registers import Case, LegalAid
from desktop.exchange.importing.book import Sheet
from desktop.exchange.importing.guessing import guess
from desktop.exchange.importing.headings import Heading, heading
from desktop.exchange.importing.mapping import guessed


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("甲方姓名", "parties[role=1].name"),
        ("甲方身份证号码", "parties[role=1].id_number"),
        ("乙方联系电话", "parties[role=2].phone"),
        ("当事人情况 甲方姓名", "parties[role=1].name"),
        ("当事人情况 乙方住址", "parties[role=2].address"),
        ("纠纷简况", "summary"),
        ("调解结果 结果", "state"),
    ],
)
def test_a_party_is_known_by_its_role(header, path):
    assert guess(Case, header).path == path


def test_a_word_under_an_unknown_heading_is_not_anybodys():
    assert guess(Case, "律师情况 姓名") is None
    assert guess(LegalAid, "律师情况 姓名") is None


def test_what_is_not_read_is_told():
    heading = Heading(1, 1, {1: "序号", 2: "甲方姓名", 3: "受理时间", 4: "天气"})
    assert guessed(Case, heading).left_out(heading) == ["序号", "天气"]


def test_a_title_over_the_header_is_no_part_of_it():
    title, header = ["人民调解登记台账"], ["登记日期", "甲方", "乙方", "纠纷类型"]
    found = heading(Sheet("台账", lines=[(1, title), (2, header)]), Case)
    assert (found.first, list(found.names.values())) == (2, header)
