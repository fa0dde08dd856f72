"""Reads an iCalendar file and two dates; writes every time an event takes place between them."""
import datetime
import json
import sys

import icalendar
import recurring_ical_events

calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
span = [datetime.date.fromisoformat(text) for text in sys.argv[2:4]]


def form(moment):
    if not isinstance(moment, datetime.datetime):
        return moment.isoformat()
    return moment.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%MZ')


events = [
    {'start': form(event['DTSTART'].dt), 'end': form(event['DTEND'].dt)}
    for event in recurring_ical_events.of(calendar).between(*span)
]
json.dump(events, sys.stdout)
