"""Long runs against sudden death, full disks and rot; ``./run faults``. Short ones: tests/store."""
