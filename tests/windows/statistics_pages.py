"""The statistics page in a window of its own, and how tests wait for it."""

from datetime import date

from PySide6.QtWidgets import QMainWindow

from db.figures.period import Period
from db.figures.returns import check_off, fill_in, open_return, sign_off
from desktop.documents import seals
from desktop.documents.return_seal import office_seal
from desktop.windows.statistics.answer import Question
from desktop.windows.statistics.page import StatisticsPage
from tests.offices import PASSWORD, store_of
from tests.returns import HEAD, TABLE, three_cases

TODAY = date(2024, 7, 8)
QUARTER = Period.quarter(2024, 2)


def office(folder):
    """A store with three cases in the second quarter of 2024."""
    return store_of(folder, three_cases)[0]


def certified(database):
    """The same office, with a certificate of its own."""
    three_cases(database)
    with database.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)


def sealed(database):
    """The same, the quarter's table signed with it."""
    certified(database)
    number = open_return(database, TABLE, QUARTER).id
    fill_in(database, number)
    check_off(database, number)
    with database.read() as session, office_seal(session, PASSWORD) as seal:
        sign_off(database, number, HEAD, seal)


class Shown:
    """The page, what it asked to show, and what it tells."""

    def __init__(self, qtbot, database):
        self.qtbot, self.database = qtbot, database
        self.behind, self.entries = [], []
        window = QMainWindow()
        qtbot.addWidget(window)
        self.page = StatisticsPage(
            database, lambda *what: self.behind.append(what), self.entries.append, TODAY
        )
        window.setCentralWidget(self.page)
        window.resize(1280, 800)
        window.show()
        self.window = window
        qtbot.waitUntil(lambda: self.page.answer is not None, timeout=20_000)

    def until(self, told):
        """Wait until the page tells that."""
        self.qtbot.waitUntil(lambda: told(self.page.answer), timeout=20_000)
        return self.page.answer

    def stage(self, stage):
        """Wait until the return stands there."""
        return self.until(lambda answer: answer.stage == stage)

    def fill(self):
        """Press 填表."""
        self.page.standing.next.click()
        return self.stage("filled")

    def turn(self, table=TABLE, period=QUARTER, *, cumulative=False):
        """Choose another table or period."""
        self.page.choosing.ask(Question(table, period, cumulative))
        wanted = (table, period, cumulative)
        return self.until(
            lambda a: (a.question.table, a.question.period, a.question.cumulative) == wanted
        )

    def place(self, row="total", column="total"):
        """Where a cell stands."""
        return self.page.cells.place_of((row, column))

    def words(self, row="total", column="total"):
        """What it prints."""
        return self.place(row, column).data()

    def seen(self, row="total", column="total"):
        """What of a cell is painted."""
        place = self.place(row, column)
        return self.page.cells.seen(place.row(), place.column())
