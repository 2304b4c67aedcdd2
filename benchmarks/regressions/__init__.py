"""What became slower, by repeated paired runs: `python -m benchmarks.regressions [--against COMMIT]`.

Copies of the older and of the present product do the same cases by turns, older present present older and the other way
round, each run in a process of its own, and processor time is compared. Slower is only what is so by more than the same
product differs from itself in these very runs.
"""
