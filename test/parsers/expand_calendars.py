"""Reads two dates and iCalendar files; prints one JSON document a file, in their order: everything
that begins in UTC on one of the days from the first to before the second, as recurring_ical_events
expands it."""

import json
import sys
from datetime import date, datetime, timedelta, timezone

import recurring_ical_events
from icalendar import Calendar


def form(moment):
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%MZ")


def seen(path, first, behind):
    with open(path, "rb") as file:
        calendar = Calendar.from_ical(file.read())
    # On no clock is a day in UTC more than a day away.
    days = [date.fromisoformat(first) - timedelta(2), date.fromisoformat(behind) + timedelta(2)]
    entries = [
        {
            "start": form(event["DTSTART"].dt),
            "end": form(event["DTEND"].dt),
            "title": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
        }
        for event in recurring_ical_events.of(calendar).between(*days)
    ]
    return [entry for entry in entries if first <= entry["start"][:10] < behind]


for name in sys.argv[3:]:
    print(json.dumps(seen(name, *sys.argv[1:3])))
