"""Reads iCalendar files with python-icalendar and prints one JSON document a file, in their order.

Strict: an exception ends the run, and what the parser forgives (`component.errors`) does too.
"""

import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar


def moment(prop):
    """A date as it stands; a time as its instant in UTC. A time without a zone is refused."""
    value = prop.dt
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise ValueError(f"a floating time: {value}")
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(path):
    with open(path, "rb") as file:
        calendar = Calendar.from_ical(file.read())
    for component in calendar.walk():
        if component.errors:
            raise ValueError(f"{path}: {component.name}: {component.errors}")
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "language": event["SUMMARY"].params.get("LANGUAGE"),
            "start": moment(event["DTSTART"]),
            "end": moment(event["DTEND"]),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
        }
        for event in calendar.walk("VEVENT")
    ]


for name in sys.argv[1:]:
    print(json.dumps(read(name)))
