"""Events that are repeated, so that a test says only what its series has."""

from datetime import timedelta

from tests.ical.foreign import event

AMS = "TZID=Europe/Amsterdam"
HOUR = "DURATION:PT1H"


def weekly(*more, rule="FREQ=WEEKLY", start="20261201T100000", uid="1"):
    return event(f"DTSTART;{AMS}:{start}", HOUR, f"RRULE:{rule}", *more, uid=uid)


def whole_days(*more, rule="FREQ=DAILY;COUNT=4", start="20261201"):
    return event(f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}", *more)


def days(found):
    return [f"{item.start + timedelta(hours=12):%d}" for item in found.events]


def instead(original, start, *more, uid="1", parameters=AMS):
    """An event that stands in for an occurrence."""
    return event(f"RECURRENCE-ID;{parameters}:{original}", f"DTSTART;{AMS}:{start}", HOUR, *more, uid=uid)
