"""Prints when the water is high, for the next seven days. Next tides come 12 hours and 25 minutes later."""

from datetime import datetime, timedelta

first = datetime(2026, 3, 1, 5, 41)
for number in range(14):
    tide = first + number * timedelta(hours=12, minutes=25)
    print(tide.strftime("%d %B  %H:%M"))
