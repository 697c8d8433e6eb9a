"""What may only be kept stays, and marks of state secrets are read before they leave."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from db.figures.period import Period
from db.figures.tables import report
from db.registers import Case, Committee, ExportLog, Mediator, Office, Person
from db.store.listing import Listing
from desktop.exchange.exporting import export
from desktop.exchange.parcel.making import make_parcel
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.rows_out import Wish
from desktop.exchange.secret_marks import Marked
from desktop.exchange.sending_records import send_records
from desktop.exchange.summary_workbook import summary_workbook
from tests.offices import PASSWORD, agreed_case, walk
from tests.townships import NAMES, everything, township

QUARTER = Period.quarter(2024, 2)


@pytest.fixture
def town(tmp_path):
    """Two cases that are counted; a party of the second, 王五, is in nothing else."""
    with township(tmp_path / "甲", NAMES[0]) as database:
        with database.step("案件") as session:
            committee = Committee.fresh(name="甲镇人民调解委员会", short_name="甲", kind="3")
            session.add_all([committee, Mediator.fresh(name="甲调解员")])
            session.flush()
            cases = [agreed_case(committee.id), agreed_case(committee.id)]
            cases[1].parties[0].name = "王五"
            cases[1].parties[0].id_number = "520403198001010016"
            session.add_all(cases)
        for case in cases:
            walk(database, case.id, "accept", "agree")
        yield database


def restrict(database, name="王五"):
    with database.step("限制使用") as session:
        (person,) = [one for one in session.query(Person) if one.name == name]
        person.restricted_on, person.restricted_reason = date.today(), "本人要求"


def write(database, text):
    with database.step("写") as session:
        session.get(Case, 1).summary = text


def test_a_case_with_a_restricted_party_is_counted_and_stays(town, tmp_path):
    restrict(town)
    with town.read() as session:
        filled = report(session, QUARTER)
        book = summary_workbook(session, filled, "甲镇司法所", "2024年第二季度")
    assert (book.counts["mediation"], book.withheld) == (1, 1)
    assert "另有 1 条涉及限制使用的人" in book.said
    sheets = openpyxl.load_workbook(BytesIO(book.content))
    assert sheets["人民调解"].max_row == 2
    words = {str(cell.value) for sheet in sheets for row in sheet.rows for cell in row}
    assert not any("王五" in one for one in words)
    done = export(town, Wish(Listing(Case), masked=False), tmp_path / "出.json")
    assert done.records == 1
    assert "另有 1 件涉及限制使用的人" in done.notes[0]
    assert "王五" not in done.path.read_text(encoding="utf-8")


def test_a_parcel_of_records_leaves_it_out_and_says_so(town, tmp_path):
    restrict(town)
    sent = send_records(town, QUARTER, tmp_path, Seal(receivers=(1,)), PASSWORD)
    assert (sent.counts["mediation"], sent.withheld) == (1, 1)
    (log,) = everything(town, ExportLog)
    assert log.records == sum(sent.counts.values())


def test_marks_are_read_before_anything_leaves_and_the_log_says_where(town, tmp_path):
    write(town, "附件为机密★1年文件，另见绝密件。")
    path = tmp_path / "出.xlsx"
    with pytest.raises(Marked, match="纠纷简要情况：“机密”") as told:
        export(town, Wish(Listing(Case), masked=False), path)
    assert len(told.value.places) == 1
    assert not path.exists()
    assert everything(town, ExportLog) == []
    export(town, Wish(Listing(Case), masked=False), path, marks_read=True)
    (log,) = everything(town, ExportLog)
    assert "的纠纷简要情况：“机密”" in log.secrecy


def test_a_parcel_of_any_text_is_looked_through(town):
    files = [PackedFile("说明.txt", "第一行\n绝密\n".encode(), "attachment")]
    with pytest.raises(Marked, match=r"说明\.txt 第 2 行"):
        make_parcel(town, files, About("records"), Seal(unsealed=True), PASSWORD)
    made = make_parcel(
        town, files, About("records"), Seal(unsealed=True), PASSWORD, marks_read=True
    )
    assert made.sequence == 1, "what was refused took no number"


def test_a_word_that_is_no_mark_stops_nobody(town, tmp_path):
    write(town, "双方约定为商业秘密保密，密切邻里关系。")
    assert export(town, Wish(Listing(Case)), tmp_path / "出.csv").records == 2
    assert everything(town, Office)
