"""Reads cases as JSON lines {text, zone, start, to}; writes the UTC seconds python-dateutil gives.

dateutil walks wall-clock dates; Python's own zoneinfo turns them into instants. fold=0 is what RFC
5545 asks for: the first pass, and in a gap the offset before it.
"""
import json
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

for line in sys.stdin:
    case = json.loads(line)
    zone = ZoneInfo(case["zone"])
    parts = dict(part.split("=") for part in case["text"].split(";"))
    until = parts.pop("UNTIL", None)
    last = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc).timestamp() if until else None
    rule = rrulestr(
        ";".join(f"{name}={value}" for name, value in parts.items()),
        dtstart=datetime.fromisoformat(case["start"]),
    )
    found = []
    for wall in rule:
        at = int(wall.replace(tzinfo=zone).timestamp())
        if at * 1000 >= case["to"] or (last is not None and at > last):
            break
        found.append(at)
    print(json.dumps(found))
