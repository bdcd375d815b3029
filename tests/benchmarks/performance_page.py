"""What a benchmark contributes to the page on performance."""

from collections.abc import Sequence
from dataclasses import dataclass, field

Series = tuple[Sequence[float], Sequence[float]]


@dataclass(frozen=True)
class Bar:
    """One line of the page's table: a measurement beside what it must reach.

    Attributes:
        what: what was measured; must_reach: the bar; measured: the outcome; beside: what it is compared with.
        met: whether the bar is reached.
    """

    what: str
    must_reach: str
    measured: str
    beside: str
    met: bool


@dataclass(frozen=True)
class Plot:
    """Curves of a figure, both axes logarithmic.

    Attributes:
        name: of the figure's file, without suffix.
        x_label, y_label: of the axes, with units.
        series: xs and ys by name.
    """

    name: str
    x_label: str
    y_label: str
    series: dict[str, Series]


@dataclass(frozen=True)
class Section:
    """One part of the page.

    Attributes:
        title: its heading; text: Markdown below it.
        rows: its lines of the page's table.
        plots: its figures.
        network: id of the network it was measured with.
    """

    title: str
    rows: Sequence[Bar]
    text: str
    plots: Sequence[Plot] = field(default=())
    network: str = ""
