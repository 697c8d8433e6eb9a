"""Issuing a paper: rendered, signed, entered in the register of papers; and judging one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.registers import Case, Office, Paper
from db.registers.printing import Printout
from db.registers.users.access_log import note_whole
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import file_name
from desktop.documents import seals
from desktop.documents.pdf_look import opened

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.record import Record
    from desktop.documents.form import Form, Sheet
    from desktop.documents.signing.verdict import Verdict
    from desktop.documents.statistics.asked import Asked

    Subject = int | date | Asked
    """A record's id, the day of a form over a whole register, what a summary is asked for."""


@dataclass(frozen=True)
class Issued:
    """A paper as it is shown and printed.

    ``missing`` says why it is a draft; ``copies`` how many are wanted on paper; ``printout`` is
    what the register of printings is told when it is printed; ``signable`` whether the form has a
    place for an electronic signature.
    """

    pdf: bytes
    name: str
    pages: int
    signed: bool
    printout: Printout
    missing: tuple[str, ...] = ()
    copies: int = 1
    signable: bool = True

    @property
    def file_name(self) -> str:
        """A name for its file that Windows takes, too."""
        return f"{file_name(self.name)}.pdf"


def draft(
    database: Database, form: Form, subject: Subject, progress: Progress = unwatched
) -> Issued:
    """The paper as it would be printed now, unsigned and not entered anywhere.

    Args:
        database: the open store.
        form: which paper.
        subject: the record's id, or the day for a form over a whole register.
        progress: of a form that takes long.

    Raises:
        Trouble: it tells sensitive fields in full, and the person may not see them.
    """
    note_whole(database, form.title, *_whose(form, subject))
    with database.read() as session:
        return drafted(session, form, subject, progress)


def drafted(
    session: Session, form: Form, subject: Subject, progress: Progress = unwatched
) -> Issued:
    """As ``draft``, for one of many in the same session."""
    sheet, record = _sheet(session, form, subject, progress)
    return _issued(sheet.pdf, sheet, _printout(sheet, form, subject, record))


def issue(database: Database, form: Form, subject: Subject, passphrase: str) -> Issued:
    """Sign the paper with the office's certificate and enter it, with its digest, as issued.

    Raises:
        Trouble: the record is not ready, no certificate, wrong passphrase, or the clock is behind
            the last signature.
    """
    from desktop.documents.signing.sign import Place, sign

    note_whole(database, form.title, *_whose(form, subject))
    with database.read() as session:
        sheet, record = _sheet(session, form, subject)
        if sheet.missing:
            raise Trouble("还不能签发：" + "；".join(sheet.missing))
        certificate = seals.signing_certificate(session)
        office = session.scalar(select(Office).where(Office.deleted_at.is_(None)))
        last = session.scalar(select(func.max(Paper.signed_at)))
    if sheet.stamp is None:
        raise Trouble(f"{form.title}没有电子签名的位置")
    now = datetime.now().astimezone().replace(microsecond=0)
    with seals.signer_of(certificate, passphrase) as signer:
        signed = sign(
            sheet.pdf,
            signer,
            place=Place(*sheet.stamp),
            further=[Place(*stamp) for stamp in sheet.further],
            name=office.name if office else certificate.subject,
            reason=f"{form.title}签发",
            seal_image=office.seal if office else None,
            not_before=last.astimezone() if last else None,
            now=now,
        )
    with database.step(f"签发{form.title}") as session:
        paper = Paper.fresh(
            name=sheet.name,
            form=form.title,
            pages=sheet.pages,
            issued_on=now.date(),
            signed_by=certificate.subject,
            fingerprint=certificate.fingerprint,
            signatures=1,
            digest=sha256(signed).hexdigest(),
            signed_at=now.replace(tzinfo=None),
            chain_head=sheet.chain,
            case_id=record.id if isinstance(record, Case) else None,
            **_about(form, subject, record),
        )
        session.add(paper)
    return _issued(signed, sheet, _printout(sheet, form, subject, record), signed=True)


def _whose(form: Form, subject: Subject) -> tuple[str, int | None]:
    """The register and the record, for the log of who saw what."""
    number = subject if form.over == "record" and isinstance(subject, int) else None
    return form.cls.__tablename__, number


def _issued(pdf: bytes, sheet: Sheet, printout: Printout, *, signed: bool = False) -> Issued:
    return Issued(
        pdf,
        sheet.name,
        sheet.pages,
        signed,
        printout,
        sheet.missing,
        sheet.copies,
        signable=sheet.stamp is not None,
    )


def _about(form: Form, subject: Subject, record: Record | None) -> dict[str, Any]:
    """What the paper is about: a record, or a register on a day."""
    return {
        "about": record.called() if record else str(subject),
        "about_table": form.cls.__tablename__,
        "about_id": record.id if record else None,
    }


def _printout(sheet: Sheet, form: Form, subject: Subject, record: Record | None) -> Printout:
    """The paper for the register of printings, by its content before any signature."""
    return Printout(
        sheet.name,
        form.title,
        sheet.pages,
        sha256(sheet.pdf).hexdigest(),
        unfinished=bool(sheet.missing),
        chain_head=sheet.chain,
        **_about(form, subject, record),
    )


def examine(pdf: bytes, trust: seals.Trust, session: Session | None = None) -> Verdict:
    """Judge a PDF; with a session also against what the register of papers says of it.

    The register catches what no signature can: a file rolled back to an earlier, valid state.
    """
    from desktop.documents.signing.verify import verify

    digest, signatures = None, None
    if session is not None:
        paper = _entered(session, pdf)
        if paper is not None:
            digest, signatures = paper.digest, paper.signatures
    return verify(
        pdf,
        trust.certificates,
        expected_sha256=digest,
        expected_signatures=signatures,
        revoked=trust.revoked,
    )


def _sheet(
    session: Session, form: Form, subject: Subject, progress: Progress = unwatched
) -> tuple[Sheet, Record | None]:
    if form.over != "record":
        return form.rendered(session, subject, progress), None
    record = session.get(form.cls, subject)
    if record is None or record.deleted_at is not None:
        raise Trouble("这条记录已经不在了")
    return form.rendered(session, record, progress), record


def _entered(session: Session, pdf: bytes) -> Paper | None:
    """The register's entry for this very file, else the last one of the same name."""
    papers = select(Paper).where(Paper.deleted_at.is_(None)).order_by(Paper.id.desc())
    same = session.scalar(papers.where(Paper.digest == sha256(pdf).hexdigest()).limit(1))
    if same is not None:
        return same
    title = _title(pdf)
    return session.scalar(papers.where(Paper.name == title).limit(1)) if title else None


def _title(pdf: bytes) -> str:
    try:
        with opened(pdf) as document:
            return str(document.get_metadata_value("Title"))
    except Trouble:
        return ""
