"""Schedules of all kinds for tests, each with what it means in plain Python."""

from datetime import datetime

from hypothesis import strategies as st

from tests.digest.oracle import Case, is_last_day, is_last_of_its_weekdays

SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CRON_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def minute(shown: datetime) -> int:
    return shown.hour * 60 + shown.minute


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


quarters = st.frozensets(st.integers(0, 95), min_size=1, max_size=4)


@st.composite
def times_of_day(draw: st.DrawFn) -> frozenset[int]:
    """Minutes of the day, at least a quarter of an hour apart."""
    past = draw(st.integers(0, 14))
    return frozenset(15 * quarter + past for quarter in draw(quarters))


def listed(minutes: frozenset[int]) -> str:
    return " and ".join(clock(at) for at in sorted(minutes))


@st.composite
def weekly(draw: st.DrawFn) -> Case:
    days, at = draw(st.frozensets(st.integers(0, 6), min_size=1)), draw(times_of_day())
    names = ", ".join(SHORT_DAYS[day] for day in sorted(days))
    return Case(f"{names} {listed(at)}", lambda shown: shown.weekday() in days and minute(shown) in at)


@st.composite
def on_dates(draw: st.DrawFn) -> Case:
    dates, at, last = (
        draw(st.frozensets(st.integers(1, 31), min_size=1, max_size=4)),
        draw(times_of_day()),
        draw(st.booleans()),
    )
    names = [*(f"{date}th" for date in sorted(dates)), *(["last day"] if last else [])]
    return Case(
        f"on the {' and '.join(names)} of the month at {listed(at)}",
        lambda shown: (shown.day in dates or (last and is_last_day(shown))) and minute(shown) in at,
    )


@st.composite
def in_weeks(draw: st.DrawFn) -> Case:
    weeks = draw(st.frozensets(st.sampled_from(list(ORDINALS)), min_size=1, max_size=3))
    day, at = draw(st.integers(0, 6)), draw(times_of_day())
    return Case(
        f"{', '.join(ORDINALS[week] for week in weeks)} {SHORT_DAYS[day]} of the month {listed(at)}",
        lambda shown: shown.weekday() == day and minute(shown) in at and in_week(shown, weeks),
    )


def in_week(shown: datetime, weeks: frozenset[int]) -> bool:
    return (shown.day + 6) // 7 in weeks or (-1 in weeks and is_last_of_its_weekdays(shown))


@st.composite
def stepped(draw: st.DrawFn) -> Case:
    step = draw(st.sampled_from([15, 20, 30, 45, 60, 90, 120, 240, 360, 480, 720]))
    said = f"every {step // 60} hours" if step % 60 == 0 else f"every {step} minutes"
    if not draw(st.booleans()):
        return Case(f"weekdays {said}", lambda shown: shown.weekday() < 5 and minute(shown) % step == 0)
    first = draw(st.integers(0, 1400 - step))
    last = draw(st.integers(first + step, 1439))
    return Case(
        f"{said} from {clock(first)} to {clock(last)}",
        lambda shown: first <= minute(shown) <= last and (minute(shown) - first) % step == 0,
    )


@st.composite
def field(draw: st.DrawFn, first: int, last: int, names: tuple[str, ...] = ()) -> tuple[str, frozenset[int]]:
    """A field of a cron line and the numbers that it stands for."""
    kind = draw(st.sampled_from(["*", "*/", "list"]))
    if kind == "*":
        return "*", frozenset(range(first, last + 1))
    step = draw(st.integers(1, 7))
    if kind == "*/":
        return f"*/{step}", frozenset(range(first, last + 1, step))
    parts: list[str] = []
    numbers: set[int] = set()
    for _ in range(draw(st.integers(1, 3))):
        low = draw(st.integers(first, last))
        high = draw(st.integers(low, last))
        named = draw(st.booleans()) and len(names) > 0
        said = [names[bound - first] if named else str(bound) for bound in (low, high)]
        if low == high:
            parts.append(said[0])
            numbers.add(low)
        elif draw(st.booleans()):
            parts.append(f"{said[0]}-{said[1]}")
            numbers.update(range(low, high + 1))
        else:
            parts.append(f"{said[0]}-{said[1]}/{step}")
            numbers.update(range(low, high + 1, step))
    return ",".join(parts), frozenset(numbers)


@st.composite
def cron(draw: st.DrawFn) -> Case:
    """A cron line that comes every quarter of an hour at most."""
    past = draw(st.integers(0, 14))
    minutes = draw(st.sampled_from([(0,), (0, 15), (0, 30), (15, 45), (0, 15, 30, 45)]))
    at = {past + minute for minute in minutes}
    hours, dates, months = draw(field(0, 23)), draw(field(1, 31)), draw(field(1, 12, MONTHS))
    days = draw(field(0, 6, CRON_DAYS))
    both = dates[0].startswith("*") or days[0].startswith("*")

    def matches(shown: datetime) -> bool:
        date, day = shown.day in dates[1], shown.isoweekday() % 7 in days[1]
        on_day = (date and day) if both else (date or day)
        return shown.minute in at and shown.hour in hours[1] and shown.month in months[1] and on_day

    fields = (",".join(map(str, sorted(at))), hours[0], dates[0], months[0], days[0])
    return Case(" ".join(fields), matches)


cases = st.one_of(weekly(), on_dates(), in_weeks(), stepped(), cron())
