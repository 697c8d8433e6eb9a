"""Parcels of many offices taken in together: opened, compared, decided, entered, answered.

``incoming.open_all`` opens and judges files, ``merge.try_out`` says what would become of them and
``merge.merge`` does it; ``receipts.answer`` makes the signed receipts.
"""
