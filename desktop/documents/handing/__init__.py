"""The papers of handing over: a stick's slip and list, and the receipt for what was taken in."""

from __future__ import annotations

from db.registers import ExportLog, Parcel
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.handing.history import history
    from desktop.documents.handing.receipt import receipt
    from desktop.documents.handing.slip import slip

    return {"stick_slip": slip, "stick_history": history, "parcel_receipt": receipt}


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
    Form(
        "parcel_receipt",
        "报送回执",
        Parcel,
        at_first_use(_papers, "parcel_receipt"),
        offered=lambda parcel: parcel.direction == "in" and parcel.kind != "receipt",
    ),
)
