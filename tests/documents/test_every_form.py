"""What holds for every printable form alike; a new one need only stand in ``FORMS``."""

import subprocess
from collections import Counter
from datetime import date

import pypdfium2
import pytest

from db.store.database import Database
from desktop.documents.forms import FORMS, form, forms_for, rolls_for
from desktop.documents.issue import draft
from tests.filled import filled
from tests.offices import settle

each_form = pytest.mark.parametrize("known", FORMS, ids=[known.code for known in FORMS])
DAY = date(2024, 12, 31)
A4 = (595.28, 841.89)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("forms") / "store.db"
    made, _ = Database.create(path, "张所长", "一二三四五六七八")
    with made:
        settle(made)
        yield made


def subject(database, known):
    """What the form is about: a filled record, or a day."""
    if known.over != "record":
        return DAY
    with database.step("登记") as session:
        record = filled(known.cls, session)
        session.add(record)
    return record.id


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def text_of(pdf):
    return "".join(pages_of(pdf))


def test_codes_and_titles_are_unique():
    for names in ([known.code for known in FORMS], [known.title for known in FORMS]):
        assert [name for name, number in Counter(names).items() if number > 1] == []
    assert all(form(known.title) is form(known.code) for known in FORMS)


@each_form
def test_a_filled_record_makes_a_paper_that_says_its_name(known, database):
    paper = draft(database, known, subject(database, known))
    plain = "".join(text_of(paper.pdf).split())
    assert known.title in plain or known.title in paper.name
    assert "None" not in plain
    assert "None" not in paper.name
    for page in pypdfium2.PdfDocument(paper.pdf):
        assert sorted(page.get_size()) == pytest.approx(A4, abs=0.1)
    assert paper.pages == len(pypdfium2.PdfDocument(paper.pdf))


@each_form
def test_the_same_record_gives_the_same_bytes(known, database):
    number = subject(database, known)
    assert draft(database, known, number).pdf == draft(database, known, number).pdf


@each_form
def test_a_record_with_the_least_in_it_still_makes_a_paper(known, database):
    """What is missing is said and marked, never a fault."""
    if known.over != "record":
        pytest.skip("it is about a day")
    with database.step("登记") as session:
        record = filled(known.cls, session)
        for spec in known.cls.fields.values():
            if not spec.required and not spec.computed and spec.kind.code not in ("rows", "state"):
                setattr(record, spec.name, None)
            elif spec.kind.code == "rows":
                setattr(record, spec.name, [])
        session.add(record)
    paper = draft(database, known, record.id)
    assert ("草稿" in text_of(paper.pdf)) == bool(paper.missing)


each_blank = pytest.mark.parametrize(
    "known", [form for form in FORMS if form.blank], ids=lambda form: form.code
)


@each_blank
def test_a_blank_holds_its_title_and_on_every_page_its_number(known, database):
    """It is for handwriting: nothing is filled in, nothing makes it a draft."""
    with database.read() as session:
        paper = known.blank(session, "空2024-0012")
        again = known.blank(session, "空2024-0012")
    assert paper.pdf == again.pdf
    assert not paper.missing
    assert paper.name == f"{known.title} 空2024-0012"
    pages = ["".join(page.split()) for page in pages_of(paper.pdf)]
    assert len(pages) == paper.pages <= 2  # one sheet
    assert all("空2024-0012" in page for page in pages)
    whole = "".join(pages)
    assert known.title in whole
    assert "草稿" not in whole
    assert "None" not in whole
    assert str(date.today().year) not in whole.replace("空2024-0012", "")


@each_form
def test_it_stands_in_one_menu(known):
    menu = forms_for(known.cls) if known.over == "record" else rolls_for(known.cls)
    assert known in menu


def test_the_command_line_lists_them(tmp_path):
    import sys

    done = subprocess.run(
        [sys.executable, "main.py", "print", "--list"], capture_output=True, check=True
    )
    listed = done.stdout.decode()
    assert all(known.code in listed and known.title in listed for known in FORMS)
