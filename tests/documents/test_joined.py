"""Many papers in one job: order, drafts left out and named, each paper on a sheet of its own."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from db.registers import BlankForm, Case, Printing
from db.registers.blank_form import MOST
from db.registers.printing import before, enter_printed
from db.store.check import check
from db.store.counters import Counter
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.documents import blank_sheets, joined
from desktop.documents.blank_sheets import make_blanks
from desktop.documents.form import Sheet
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from desktop.documents.joined import collect
from tests.documents.test_every_form import text_of
from tests.offices import agreed, agreed_case, new_store, walk

AGREEMENT = form("agreement")


def blank(session, number):
    """A form's blank as this test needs it: two pages and its number."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in ("front", "back"):
        canvas.drawString(100, 700, f"{number.encode().hex()} {page}")
        canvas.showPage()
    canvas.save()
    return Sheet(out.getvalue(), f"空白协议书{number}", 2, copies=3)


WITH_BLANK = replace(AGREEMENT, blank=blank)


@pytest.fixture
def store(tmp_path: Path):
    """Three cases: agreed, a draft, agreed."""
    with new_store(tmp_path) as database:
        agreed(database)
        for _ in range(2):
            with database.step("登记") as session:
                session.add(agreed_case(1))
        walk(database, 3, "accept", "agree")
        yield database


def test_drafts_are_left_out_and_named_with_their_reason(store):
    batch = collect(store, AGREEMENT, [3, 2, 1])
    assert [paper.printout.about_id for paper in batch.papers] == [3, 1]
    (left,) = batch.skipped
    assert "尚未达成协议" in left.sentence()
    assert batch.sentence() == "2 件可以打印，共 2 页；1 件还不能打印，已略过"
    assert batch.parts() == [(1, 3), (1, 3)]


def test_each_paper_is_the_very_one_printed_alone(store):
    batch = collect(store, AGREEMENT, [1, 3])
    assert [paper.pdf for paper in batch.papers] == [
        draft(store, AGREEMENT, number).pdf for number in (1, 3)
    ]
    assert text_of(batch.pdf()) == "".join(text_of(paper.pdf) for paper in batch.papers)
    assert batch.pdf() == batch.pdf()


@pytest.mark.parametrize(("duplex", "starts"), [(False, [0, 1]), (True, [0, 2])])
def test_in_duplex_each_paper_begins_on_an_odd_page(store, duplex, starts):
    pdf = collect(store, AGREEMENT, [1, 3]).pdf(duplex=duplex)
    with pikepdf.open(io.BytesIO(pdf)) as whole, whole.open_outline() as outline:
        marks = [item.destination[0].objgen for item in outline.root]
        assert marks == [whole.pages[page].obj.objgen for page in starts]
        assert len(whole.pages) == starts[-1] + 1
        assert [item.title for item in outline.root] == [
            draft(store, AGREEMENT, number).name for number in (1, 3)
        ]


def test_too_many_at_once_is_a_sentence_and_cancelling_stops(store):
    with pytest.raises(Trouble, match="一次最多打印"):
        collect(store, AGREEMENT, range(joined.MOST + 1))

    def stop(done, _total):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        collect(store, AGREEMENT, [1, 3], stop)


def test_a_paper_changed_after_printing_is_told_and_counted(store):
    def printed():
        paper = draft(store, AGREEMENT, 1).printout
        enter_printed(store, [(paper, 3)], "存为PDF")

    def told():
        with store.read() as session:
            return before(session, draft(store, AGREEMENT, 1).printout).sentence()

    assert told() == ""
    printed()
    printed()
    with store.read() as session:
        day = session.get(Printing, 2).printed_on
    assert told() == f"已打印 2 次，上次 {day}"
    with store.step("修改") as session:
        session.get(Case, 1).facts = "双方事后补充了事实。"
    assert told() == f"已打印 2 次，上次 {day}；之后内容有改动"
    printed()
    with store.read() as session:
        told_of = [(p.times, p.changed, p.copies) for p in session.query(Printing)]
    assert told_of == [(1, False, 3), (2, False, 3), (3, True, 3)]
    assert store.undo() == "撤销：修改"  # never the printings: they lie on the desk
    with store.read() as session:
        assert session.query(Printing).count() == 3
    assert check(store).sound


def test_blanks_are_numbered_without_a_gap(store):
    first, second = (make_blanks(store, WITH_BLANK, count) for count in (3, 2))
    with store.read() as session:
        numbers = [one.number for one in session.query(BlankForm).order_by(BlankForm.id)]
    year = numbers[0][1:5]
    assert numbers == [f"空{year}-000{place}" for place in range(1, 6)]
    assert [paper.printout.about for paper in (*first.papers, *second.papers)] == numbers
    assert store.undo() == "撤销：agree"  # the numbers may stand on paper by now
    assert make_blanks(store, WITH_BLANK, 1).papers[0].printout.about == f"空{year}-0006"
    assert first.parts() == [(2, 1)] * 3  # each number on one sheet, whatever the form wants
    text = text_of(first.pdf())
    assert [text.count(number.encode().hex()) for number in numbers] == [2, 2, 2, 0, 0]


def test_cancelled_blanks_use_no_number(store):
    def stop(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_blanks(store, WITH_BLANK, 5, stop)
    for count in (0, MOST + 1):
        with pytest.raises(Trouble, match="1 到"):
            make_blanks(store, WITH_BLANK, count)
    with pytest.raises(Trouble, match="没有空白表"):
        make_blanks(store, replace(AGREEMENT, blank=None), 1)
    with store.read() as session:
        assert session.query(BlankForm).count() == 0
        assert session.query(Counter).filter_by(series="blank_form").count() == 0


def test_a_blank_is_printed_again_only_while_it_is_out(store, monkeypatch):
    monkeypatch.setattr("desktop.documents.forms.FORMS", (WITH_BLANK,))
    make_blanks(store, WITH_BLANK, 1)
    with store.read() as session:
        sheet = session.get(BlankForm, 1)
    (again,) = forms_for(BlankForm, sheet)
    assert draft(store, again, 1).pdf == blank(None, sheet.number).pdf
    assert again.cls is blank_sheets.BlankForm
    sheet.state = "void"
    assert forms_for(BlankForm, sheet) == []
    assert forms_for(BlankForm) == []
