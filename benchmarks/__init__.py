"""Measures the planner against what else one could do, in one run on one machine: `python -m benchmarks.run`."""
