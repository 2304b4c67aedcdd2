"""The planner: rosters proven best, and the questions that are asked of them."""
