"""Who may not see a register, or numbers of people, learns them by no figure, paper or file."""

from datetime import date

import pytest
from sqlalchemy import select

from db.figures.asking import value
from db.figures.behind import records
from db.figures.catalogue import figure
from db.figures.deadlines import due
from db.figures.frozen import named
from db.figures.period import Period
from db.figures.splitting import split
from db.figures.tables import fill, table
from db.registers import ALL, AccessLog, Committee, Person
from db.registers.retention import Destruction
from db.store.attachments import Attachment, NewFile, attach, attachments_of, said
from db.store.links import meant, offered
from db.store.rights import ASKED, HIDDEN, MASKED, STAFF, Rights
from db.store.standing import standing
from db.store.trouble import Trouble
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.exchange.sending_records import send_records
from desktop.windows.sidebar_entries import entries
from tests.offices import agreed, new_store
from tests.registers.test_retention import consulted, destroyed, planned

QUARTER = Period.quarter(2024, 2)
ID = "520403188001010017"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("hidden")) as made:
        agreed(made)
        yield made


@pytest.fixture
def theirs(database):
    """From here on somebody else sits there, with rights of our choosing."""
    mine = database.rights

    def sit(**rights):
        database.rights = Rights("李干事", STAFF, **rights)
        return database

    yield sit
    database.rights = mine


def seen(database):
    """What may tell of the case: its figure, records, parts, table, dues, roles of a party."""
    accepted = figure("mediation.accepted")
    with database.read() as session:
        number = value(session, accepted, QUARTER)
        behind = records(session, accepted, QUARTER)[0].total
        parts = sum(part.value.number or 0 for part in split(session, accepted, "source", QUARTER))
        filled = fill(session, table("mediation"), QUARTER)
        cells = {cell.words for row in filled.rows for cell in row.cells} - {"", "—", "0"}
        waiting = [one for one in due(session, date(2024, 6, 12)) if one.register == "mediation"]
        person = session.scalar(select(Person).where(Person.name == "张三"))
        frozen = named(session, {("mediation", 1): 1})
        roles = [role for role in standing(session, person) if role.table == "mediation"]
    return number.words, behind, parts, bool(cells), bool(waiting), bool(roles), bool(frozen)


def test_a_hidden_register_is_in_no_figure_table_list_or_role(database, theirs, tmp_path):
    assert seen(database) == ("1件", 1, 1, True, True, True, True)
    theirs(registers={"mediation": HIDDEN})
    assert seen(database) == ("—", 0, 0, False, False, False, False)
    with pytest.raises(Trouble, match="缺少您看不到的登记簿（人民调解）"):
        send_records(database, QUARTER, tmp_path, None, "")


def test_a_page_over_a_hidden_register_is_not_offered():
    rights = Rights("李干事", STAFF, registers={"card": HIDDEN, "risk_warning": HIDDEN})
    names = {one.name for one in entries(filter(rights.may_see, ALL))}
    assert {"card_status", "risks", "card"} & names == set()
    assert {"law_plan", "subsidies", "statistics"} <= names


def test_a_link_names_nothing_of_a_hidden_register(database, theirs):
    with database.read() as session:
        name = session.scalars(select(Committee.caption)).one()
        assert meant(session, "committee", name)
        assert offered(session, "committee") == offered(session, "committee", name[:2]) != []
    theirs(registers={"committee": HIDDEN})
    with database.read() as session:
        for typed in ("", name[:2], name):
            assert offered(session, "committee", typed) == []
        for typed in (name, "没有这个"):  # the same sentence: it does not tell whether one is there
            with pytest.raises(Trouble, match="您看不到“人民调解委员会”"):
                meant(session, "committee", typed)


def test_papers_and_files_tell_only_whom_they_may_and_the_log_says_whom(database, theirs):
    with database.step("附") as session:
        attach(session, "mediation", 1, [NewFile(f"{ID}身份证.txt", "text/plain", b"x")])
    with database.read() as session:
        (file,) = attachments_of(session, "mediation", 1)
    theirs(sensitive=MASKED)
    assert said(file, full=database.rights.full)[0] == "52*************017身份证.txt"
    with pytest.raises(Trouble, match="没有查看敏感信息的权限"):
        draft(database, form("agreement"), 1)
    theirs(sensitive=ASKED)
    draft(database, form("agreement"), 1)
    with database.read() as session:
        entered = session.scalars(select(AccessLog.about)).all()
        assert isinstance(file, Attachment)
    assert [one.split()[0] for one in entered] == ["人民调解协议书"]


def test_only_the_head_destroys(database, theirs):
    consulted(database, date(2001, 1, 1))
    protocol = planned(database, only="consultation")
    theirs()
    with pytest.raises(Trouble, match="只有所长能销毁"):
        destroyed(database, protocol)
    with database.read() as session:
        assert session.get(Destruction, protocol.id).state == "planned"
