"""Sample teams, made from how such secretariats really are: read-only, shipped as `secretariat_tui.data`.

Each `NAME.toml` is a team file whose first comment tells who they are and which week shows what; the pages of its
handbook stand in `handbook/NAME/`.
"""
