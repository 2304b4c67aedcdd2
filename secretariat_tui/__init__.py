"""secretariat: rosters for small secretariats, with a proof of their continuity."""

__version__ = "0.1.0"
