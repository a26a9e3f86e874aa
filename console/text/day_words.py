"""The names of days and months as they are said, in the language of the window.

What is stored or read again has those of `domain.opening_week` and `text.time_words`.
"""

from __future__ import annotations

from console.language import tr, tr_in

WEEKDAYS = (
    tr("Monday"),
    tr("Tuesday"),
    tr("Wednesday"),
    tr("Thursday"),
    tr("Friday"),
    tr("Saturday"),
    tr("Sunday"),
)
SHORT_WEEKDAYS = (
    tr_in("weekday", "Mon"),
    tr_in("weekday", "Tue"),
    tr_in("weekday", "Wed"),
    tr_in("weekday", "Thu"),
    tr_in("weekday", "Fri"),
    tr_in("weekday", "Sat"),
    tr_in("weekday", "Sun"),
)
SHORT_MONTHS = (
    tr_in("month", "Jan"),
    tr_in("month", "Feb"),
    tr_in("month", "Mar"),
    tr_in("month", "Apr"),
    tr_in("month", "May"),
    tr_in("month", "Jun"),
    tr_in("month", "Jul"),
    tr_in("month", "Aug"),
    tr_in("month", "Sep"),
    tr_in("month", "Oct"),
    tr_in("month", "Nov"),
    tr_in("month", "Dec"),
)
MONTHS = (
    tr_in("long month", "January"),
    tr_in("long month", "February"),
    tr_in("long month", "March"),
    tr_in("long month", "April"),
    tr_in("long month", "May"),
    tr_in("long month", "June"),
    tr_in("long month", "July"),
    tr_in("long month", "August"),
    tr_in("long month", "September"),
    tr_in("long month", "October"),
    tr_in("long month", "November"),
    tr_in("long month", "December"),
)
