"""The papers of a stick: the slip that goes with it, and the list of all that was on it."""

from __future__ import annotations

from db.registers import ExportLog
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.handing.history import history
    from desktop.documents.handing.slip import slip

    return {"stick_slip": slip, "stick_history": history}


FORMS = (
    Form(
        "stick_slip",
        "U盘交接单",
        ExportLog,
        at_first_use(_papers, "stick_slip"),
        offered=lambda log: log.handover is not None,
    ),
    Form(
        "stick_history",
        "U盘使用清单",
        ExportLog,
        at_first_use(_papers, "stick_history"),
        offered=lambda log: log.handover is not None,
    ),
)
