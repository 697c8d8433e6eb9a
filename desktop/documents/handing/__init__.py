"""The slip that goes with a stick."""

from __future__ import annotations

from db.registers import ExportLog
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.handing.slip import slip

    return {"stick_slip": slip}


FORMS = (
    Form(
        "stick_slip",
        "U盘交接单",
        ExportLog,
        at_first_use(_papers, "stick_slip"),
        offered=lambda log: log.handover is not None,
    ),
)
