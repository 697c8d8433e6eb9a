"""What stands below a form's fields: former names, other roles, dossier, papers, figures."""

from typing import TYPE_CHECKING, Any

from db.registers import Destruction
from desktop.windows.record.counting_panel import CountingPanel
from desktop.windows.record.dossier_panel import DossierPanel
from desktop.windows.record.old_copies import OldCopies
from desktop.windows.record.old_names import OLD_NAMES, OldNames
from desktop.windows.record.own_panel import MADE_HERE, OwnPanel
from desktop.windows.record.papers_panel import PapersPanel
from desktop.windows.record.roles import RolesPanel
from desktop.windows.record.section_bar import SectionBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store.database import Database
    from desktop.windows.record.form_page import FormPage

DOSSIER = "卷宗"


class Below:
    """The panels of one form, put into its page; each hides where there is nothing to say."""

    def __init__(
        self, database: "Database", cls: Any, page: "FormPage", sections: SectionBar
    ) -> None:
        self._sections, self._page = sections, page
        self.own = OwnPanel(database) if cls in MADE_HERE else None
        self.copies = OldCopies(database) if cls is Destruction else None
        self.names = OldNames(database) if cls.identified_by else None
        if self.names is not None:
            sections.add(OLD_NAMES, self._enter_names, shown=False)
            self.names.told.connect(lambda told: sections.show_section(OLD_NAMES, shown=told))
        self.roles, self.dossier = RolesPanel(database), DossierPanel(database)
        self.papers, self.counting = PapersPanel(database), CountingPanel(database)
        for panel in (
            self.own,
            self.copies,
            self.names,
            self.roles,
            self.dossier,
            self.papers,
            self.counting,
        ):
            if panel is not None:
                page.rows.addWidget(panel)
        page.rows.addStretch(1)

    def show_in_turns(self, record: Any) -> "Iterator[None]":
        """Show what there is of a record, panel after panel."""
        if self.names is not None:
            self.names.show_record(record)
            yield
        self.roles.show_record(record)
        yield
        self._sections.show_section(DOSSIER, shown=self.dossier.show_record(record))
        yield
        self.papers.show_record(record)
        yield
        self.counting.show_record(record)
        if self.copies is not None:
            self.copies.show_record(record)

    def _enter_names(self) -> None:
        if self.names is not None:
            self.names.enter()
            self._page.bring_up(self.names)
