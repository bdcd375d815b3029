"""Numbers, sizes and times in the words of the language of now."""

from PyQt5.QtCore import QCoreApplication, QLocale

from index.records import Facet, Likeness

KIB = 1024
MINUTE = 60
HOUR = 3600
LONGEST_NAME = 36


def number(value: int) -> str:
    """The number with the language's separators."""
    return QLocale().toString(value)


def shortened(name: str) -> str:
    """A name that fits a sentence: the middle of a long one is left out."""
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def counted(count: int, one: str, many: str) -> str:
    """The text for one or for many, its `{count}` filled in."""
    return (one if count == 1 else many).format(count=number(count))


def likeness_text(likeness: Likeness, facet: Facet) -> str:
    """The word for a likeness by that facet."""
    if likeness is Likeness.SAME:
        same = {
            Facet.OVERALL: QCoreApplication.translate("Wording", "Same design"),
            Facet.CUT: QCoreApplication.translate("Wording", "Same cut"),
            Facet.PRINT: QCoreApplication.translate("Wording", "Same print"),
        }
        return same[facet]
    words = {
        Likeness.VERY_SIMILAR: QCoreApplication.translate("Wording", "Very similar"),
        Likeness.SIMILAR: QCoreApplication.translate("Wording", "Similar"),
        Likeness.LOOSELY_RELATED: QCoreApplication.translate("Wording", "Loosely related"),
        Likeness.LESS_SIMILAR: QCoreApplication.translate("Wording", "Less similar"),
    }
    return words[likeness]


def file_size(size: int) -> str:
    """A size in the largest fitting unit."""
    locale = QLocale()
    if size < KIB:
        return QCoreApplication.translate("Wording", "{size} bytes").format(size=locale.toString(size))
    if size < KIB * KIB:
        return QCoreApplication.translate("Wording", "{size} KB").format(
            size=locale.toString(round(size / KIB))
        )
    return QCoreApplication.translate("Wording", "{size} MB").format(
        size=locale.toString(size / KIB / KIB, "f", 1)
    )


def time_left(seconds: float) -> str:
    """About how long it will take, in steps that do not flicker."""
    if seconds < MINUTE:
        tens = max(5, 5 * round(seconds / 5))
        return QCoreApplication.translate("Wording", "about {seconds} s left").format(seconds=number(tens))
    if seconds < HOUR:
        return QCoreApplication.translate("Wording", "about {minutes} min left").format(
            minutes=number(round(seconds / MINUTE))
        )
    hours, minutes = divmod(round(seconds / MINUTE), MINUTE)
    return QCoreApplication.translate("Wording", "about {hours} h {minutes} min left").format(
        hours=number(hours), minutes=number(minutes)
    )
