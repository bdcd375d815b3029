"""Going first and standing aside."""

import threading

import pytest

from index.control import Precedence


def test_work_in_the_background_waits_until_all_who_go_first_are_done() -> None:
    precedence, done = Precedence(), threading.Event()

    def work() -> None:
        precedence.give()
        done.set()

    with precedence.taken():
        with precedence.taken():
            thread = threading.Thread(target=work)
            thread.start()
        assert not done.wait(0.05)
    assert done.wait(5)
    thread.join()


def test_nobody_waits_where_nobody_goes_first() -> None:
    precedence = Precedence()
    with precedence.taken():
        pass
    precedence.give()


def test_precedence_ends_with_an_error() -> None:
    precedence = Precedence()
    with pytest.raises(RuntimeError), precedence.taken():
        raise RuntimeError
    precedence.give()


def test_who_hangs_holds_nobody_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Precedence, "LONGEST_SECONDS", 0.01)
    precedence = Precedence()
    with precedence.taken():
        precedence.give()
