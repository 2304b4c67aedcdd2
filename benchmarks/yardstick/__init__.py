"""The planner held against published instances of shift scheduling (Curtois and Qu, 2014) and their best known values.

They are stated with the planner's own encoder, by rules of their own that a team could bring just as well.
"""
