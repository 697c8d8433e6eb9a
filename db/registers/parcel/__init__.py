"""Parcels for a USB stick: which went out and came in, for whom, from whom, and what opens them."""

from db.registers.parcel.parcel import Parcel
from db.registers.parcel.receiver import Receiver
from db.registers.parcel.receiving_key import ReceivingKey
from db.registers.parcel.sender import Sender

__all__ = ["Parcel", "Receiver", "ReceivingKey", "Sender"]
