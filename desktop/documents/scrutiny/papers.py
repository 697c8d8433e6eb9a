"""What renders each form of emergencies and of scrutiny."""

from desktop.documents.form import Papers
from desktop.documents.scrutiny.data_destruction import data_destruction
from desktop.documents.scrutiny.drill_record import drill_record
from desktop.documents.scrutiny.measure_list import measure_list
from desktop.documents.scrutiny.talk_record import talk_record

PAPERS: Papers = {
    "drill_record": drill_record,
    "data_destruction": data_destruction,
    "talk_record": talk_record,
    "measure_list": measure_list,
}
