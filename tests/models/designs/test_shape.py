from hypothesis import given
from hypothesis import strategies as st

from models.designs.shape import Shape

seeds, names = st.integers(0, 2**40), st.text(min_size=1, max_size=20)


@given(seeds, names)
def test_a_proportion_depends_on_seed_and_name_only(seed: int, name: str) -> None:
    assert Shape(seed).unit(name) == Shape(seed).unit(name)
    assert 0.0 <= Shape(seed).unit(name) < 1.0


@given(seeds, names, st.floats(-50, 50), st.floats(0.1, 50))
def test_a_draw_stays_in_its_range(seed: int, name: str, low: float, width: float) -> None:
    assert low <= Shape(seed).between(name, low, low + width) <= low + width
    assert low - width <= Shape(seed).around(name, low, width) <= low + width


@given(seeds, names)
def test_an_option_without_weight_is_never_picked(seed: int, name: str) -> None:
    assert Shape(seed).pick(name, ("never", "one", "two"), (0.0, 1.0, 2.0)) != "never"
