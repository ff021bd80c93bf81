"""The proleptic Gregorian calendar without Python's bounds: FEEL's years reach from -999 999 999 to 999 999
999.

A day is counted from 1970-01-01, as in "days from civil" (Howard Hinnant, chrono-compatible date
algorithms).
"""

from __future__ import annotations

from processes.feel.errors import BecomesNull

MAX_YEAR = 999_999_999


def day_number(year: int, month: int, day: int) -> int:
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def date_of_day(number: int) -> tuple[int, int, int]:
    era, day_of_era = divmod(number + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_index = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_index + 2) // 5 + 1
    month = month_index + 3 if month_index < 10 else month_index - 9
    return check_year(era * 400 + year_of_era + (month <= 2)), month, day


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(year: int, month: int, day: int, months: int) -> tuple[int, int, int]:
    """The same day some months on, or the last of that month when it has no such day."""
    year, month_index = divmod(year * 12 + month - 1 + months, 12)
    check_year(year)
    return year, month_index + 1, min(day, days_in_month(year, month_index + 1))


def is_date(year: int, month: int, day: int) -> bool:
    return abs(year) <= MAX_YEAR and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def check_year(year: int) -> int:
    if abs(year) > MAX_YEAR:
        raise BecomesNull(f"Year {year} is outside of -{MAX_YEAR} to {MAX_YEAR}")
    return year


def year_text(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
