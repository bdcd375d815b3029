"""What the paper reports of itself and of the two methods it compares itself with (table 2), by method id.

Pan, Wang and Wu 2022, milliseconds a query on a 4-core i5 at 2.5 GHz.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """Milliseconds a query; the total is the sum."""

    feature: int
    retrieval: int

    @property
    def total(self) -> int:
        """Feature and retrieval together."""
        return self.feature + self.retrieval


TABLE_2 = {"letter": Published(463, 219), "regions": Published(733, 302), "weak": Published(437, 365)}
OURS = TABLE_2["letter"]
BESIDE = {"program": OURS, **TABLE_2}
"""Which of the paper's numbers stand beside which method."""
