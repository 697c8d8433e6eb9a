"""Signing: certificates, electronic signatures on PDFs and the strict verdict on them.

Import the submodule you need at the moment you need it: ``certificate`` and ``own_key`` are
cheap, ``sign``, ``usb_key`` and ``verdict`` import pyHanko (about half a second).
Nothing in this package ever opens a network connection.
"""
