"""What goes wrong in real life: kills, full disks, locks, damage, clocks, and several leads at once.

In the suite each fault is tried a few times; `pytest tests/faults --full` is the campaign with all its counts.
"""
