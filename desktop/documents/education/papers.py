"""What renders each form of law education."""

from desktop.documents.education.adviser_service import adviser_service
from desktop.documents.education.event_record import event_record
from desktop.documents.education.event_sign_in import event_sign_in
from desktop.documents.education.guide_roll import guide_roll
from desktop.documents.education.law_plan import law_plan
from desktop.documents.education.place_roll import place_roll
from desktop.documents.form import Papers

PAPERS: Papers = {
    "event_record": event_record,
    "event_sign_in": event_sign_in,
    "law_plan": law_plan,
    "guide_roll": guide_roll,
    "place_roll": place_roll,
    "adviser_service": adviser_service,
}
