"""Reads a calendar with icalendar and recurring_ical_events: one JSON list of [uid, start, end, status, title], times in UTC."""
import datetime, json, sys
import icalendar, recurring_ical_events

UTC = datetime.timezone.utc
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
found = recurring_ical_events.of(calendar).between((2020, 1, 1), (2035, 1, 1))


def utc(value):
    return value.dt.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


print(json.dumps([
    [str(e["UID"]), utc(e["DTSTART"]), utc(e["DTEND"]), str(e["STATUS"]), str(e["SUMMARY"])] for e in found
]))
