"""Parcels: one signed and sealed file that carries figures and papers to another office.

docs/parcel.md describes the file. ``making.make_parcel`` makes one, ``opening.open_parcel`` judges
and opens one, ``taking`` remembers which were taken in.
"""
