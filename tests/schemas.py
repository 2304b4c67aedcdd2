"""What each JSON document looks like, by the schemas that are shipped."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

_SCHEMAS = Path(__file__).parents[1] / "secretariat_tui" / "schemas"


def validate(document: object, name: str) -> None:
    """Fails where a document is not as the schema with this name says."""
    schema = json.loads((_SCHEMAS / f"{name}-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
