"""A signed table on paper: its own numbers and people, comments, corrections, the digest."""

from datetime import date

import pypdfium2
import pytest

from db.figures.returns import (
    as_signed,
    check_off,
    comment,
    fill_in,
    open_return,
    revise,
    sign_off,
    unlock,
)
from db.figures.tables import fill, table
from desktop.documents.issue import draft
from desktop.documents.statistics import SUMMARY, of_table
from desktop.documents.statistics.asked import Asked
from tests.offices import settle, store_of
from tests.returns import HEAD, QUARTER, TABLE, PlainSeal, agreed_one, through

ASKED = Asked(QUARTER, head="别人", filled_by="别人", filled_on=date(2024, 7, 2))


def commented(database):
    settle(database)
    agreed_one(database)
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id, who="陈填报")
    comment(database, made.id, "total", "total", "含上年结转一件")
    check_off(database, made.id, "王审核")
    sign_off(database, made.id, HEAD, PlainSeal())


@pytest.fixture
def store(tmp_path):
    with store_of(tmp_path, commented)[0] as database:
        yield database


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return "".join("".join(pages).split())


def printed(database, asked=ASKED):
    with database.read() as session:
        filled = as_signed(session, fill(session, table(TABLE), QUARTER))
    paper = draft(database, of_table(filled, ()), asked)
    assert not paper.signable
    return text_of(paper.pdf), filled


def test_it_names_those_who_signed_and_prints_the_digest_and_the_comment(store):
    text, filled = printed(store)
    for words in ("单位负责人：测试所长", "审核人：王审核", "填表人：陈填报", "签发日期："):
        assert words in text
    assert "别人" not in text
    assert filled.held.digest in text
    assert "批注：本级上报总计·调解情况·调解案件总数：含上年结转一件" in text


def test_the_second_revision_lists_what_it_corrects(store):
    agreed_one(store)
    unlock(store, 1, HEAD, "漏报一件")
    through(store, revise(store, 1).id)
    text, _ = printed(store)
    assert "（第2版）" in text
    assert "调解案件总数：1→2（新增" in text


def test_its_blank_has_nothing_of_it(store):
    text, filled = printed(store, Asked(QUARTER, blank=True))
    assert filled.held.digest not in text
    assert "批注" not in text
    assert "陈填报" not in text


def test_the_summary_prints_signed_tables_as_they_were_signed(store):
    agreed_one(store)
    with store.read() as session:
        digest = as_signed(session, fill(session, table(TABLE), QUARTER)).held.digest
    assert digest in text_of(draft(store, SUMMARY, ASKED).pdf)
