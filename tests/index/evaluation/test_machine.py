import os

from index.evaluation.machine import processor, this_machine


def test_the_machine_is_named_with_what_it_has() -> None:
    machine = this_machine()
    assert machine.cpu == processor() != ""
    assert machine.cores == os.cpu_count()
    assert machine.memory_gb > 0.5
