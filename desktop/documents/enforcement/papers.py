"""What renders each form of enforcement."""

from desktop.documents.enforcement.card_forms import ending, receipt
from desktop.documents.enforcement.card_lists import handed_out, roster
from desktop.documents.enforcement.sign_in import sign_in
from desktop.documents.form import Papers

PAPERS: Papers = {
    "card_ending": ending,
    "card_receipt": receipt,
    "card_roster": roster,
    "card_handed_out": handed_out,
    "training_sign_in": sign_in,
}
