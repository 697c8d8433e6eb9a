"""The way of a certificate: from which state to which, what each act asks, what replaces it."""

from db.registers.card.acts import (
    BACK,
    DECIDED,
    NEW_TERM,
    TERM,
    enrolled,
    ministry,
    move,
    new_term,
    noted,
    replacing,
    suspending,
    term,
    usual_term,
)
from db.registers.card.standing import COMING, HELD
from db.store.moves import Move
from db.store.onward import Along, Onward

_ISSUED = ("number", "issuer", "valid_from", "valid_to")

MOVES = (
    move("apply", "申领", ("new",), "training", "apply_reason", "act_basis", forward=True),
    Move(
        "enrol",
        "登记在册",
        ("new",),
        "valid",
        asks=("number", "first_issued_on", "valid_from", "valid_to"),
        needs=TERM,
        check=enrolled,
        act=noted("enrol"),
    ),
    move(
        "replace",
        "补发",
        ("new",),
        "valid",
        "replaces_id",
        *_ISSUED,
        "signed_for_on",
        "act_basis",
        needs=_ISSUED,
        check=replacing,
        first=lambda card: card.replaces_id is not None,
    ),
    move(
        "transfer_in",
        "调入",
        ("new",),
        "valid",
        *_ISSUED,
        "act_basis",
        needs=_ISSUED,
        check=term,
    ),
    move("train", "培训合格", ("training",), "exam", "act_basis", forward=True),
    move("exam", "考试合格", ("exam",), "issuing", "act_score", "act_basis", forward=True),
    move("exam_failed", "考试不合格", ("exam",), "exam", "act_score", "act_basis"),
    move(
        "issue",
        "核发",
        ("issuing",),
        "valid",
        *_ISSUED,
        "signed_for_on",
        "act_basis",
        needs=_ISSUED,
        check=term,
        forward=True,
        proposes=usual_term,
    ),
    move("withdraw", "终止申领", COMING, "withdrawn", "act_basis", needs=("act_basis",)),
    move(
        "yearly_check",
        "年审通过",
        ("valid",),
        "valid",
        "act_basis",
        settles="card_yearly_check",
    ),
    move(
        "renew",
        "换发",
        ("valid",),
        "valid",
        "renew_reason",
        *NEW_TERM,
        "act_basis",
        *BACK,
        needs=("renew_reason", *NEW_TERM),
        check=new_term,
        settles="card_expiry",
    ),
    move("file", "备案", ("valid",), "valid", "act_basis", check=ministry),
    move(
        "suspend",
        "暂扣",
        ("valid",),
        "suspended",
        "suspend_reason",
        *DECIDED,
        "act_until",
        *BACK,
        needs=("suspend_reason", "act_basis"),
        check=suspending,
    ),
    move(
        "restore",
        "发还",
        ("suspended",),
        "valid",
        "restore_reason",
        *DECIDED,
        needs=("restore_reason",),
        forward=True,
    ),
    move(
        "cancel",
        "注销",
        HELD,
        "cancelled",
        "cancel_reason",
        *DECIDED,
        *BACK,
        needs=("cancel_reason",),
    ),
    move(
        "revoke",
        "吊销",
        HELD,
        "revoked",
        "revoke_reason",
        *DECIDED,
        *BACK,
        needs=("revoke_reason", "act_basis", "act_approved_by"),
    ),
    move(
        "void",
        "遗失作废",
        HELD,
        "void",
        "void_reason",
        "act_basis",
        needs=("void_reason", "act_basis"),
    ),
    move("transfer", "调出", HELD, "transferred", "transfer_reason", *DECIDED, *BACK),
    *(
        move(
            "correct" if state == "valid" else f"correct_{state}",
            "更正登记",
            (state,),
            state,
            "correct_reason",
            *NEW_TERM,
            needs=("correct_reason",),
            kind="correct",
            check=new_term,
        )
        for state in HELD
    ),
    *(
        move(
            "hand_back" if state == "cancelled" else f"hand_back_{state}",
            "收回证件",
            (state,),
            state,
            *BACK,
            needs=BACK,
            kind="hand_back",
        )
        for state in ("cancelled", "revoked")
    ),
)

ONWARD = (
    Onward(
        "card",
        "补发新证",
        (
            Along(
                (
                    *("staff_id", "exception_basis", "kind", "first_issued_on"),
                    *("issuer", "supervised_by", "domain", "area"),
                )
            ),
        ),
        back="replaces_id",
        when=lambda card: card.state == "void",
    ),
)
"""A lost one is replaced by another; what expires is renewed by an act on the same card."""
