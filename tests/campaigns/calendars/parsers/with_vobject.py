"""The events of a calendar file as vobject reads them. Runs in the environment of the campaign."""

import datetime
import json
import sys
from pathlib import Path

import vobject


def instant(value):
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017  (any Python 3)


def text(event, name):
    return getattr(event, name).value if hasattr(event, name) else ""


calendar = vobject.readOne(Path(sys.argv[1]).read_bytes().decode())
events = [
    {
        "uid": event.uid.value,
        "start": instant(event.dtstart.value),
        "end": instant(event.dtend.value) if hasattr(event, "dtend") else instant(event.dtstart.value),
        "sequence": int(event.sequence.value),
        "stamp": instant(event.dtstamp.value),
        "status": event.status.value,
        "summary": text(event, "summary"),
        "location": text(event, "location"),
        "description": text(event, "description"),
        "categories": list(text(event, "categories") or []),
    }
    for event in calendar.vevent_list
]
name = calendar.contents["x-wr-calname"][0].value
sys.stdout.write(json.dumps({"name": name, "events": events}))
