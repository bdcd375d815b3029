"""The file of codes on a real disk: whole, damaged, missing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import code_file

ARRAYS: code_file.Arrays = {
    "ids": np.arange(5),
    "codes": np.arange(32, dtype=np.uint64).reshape(4, 8),
    "none": np.zeros((0, 3), np.uint16),
}
NOTES = {"codebook": "abc", "revision": 7}


def test_comes_back_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "编码"
    name = code_file.write(folder, ARRAYS, NOTES)
    found = code_file.read(folder, name)
    assert found is not None
    arrays, notes = found
    assert notes == NOTES
    assert arrays.keys() == ARRAYS.keys()
    for key, array in arrays.items():
        assert array.dtype == ARRAYS[key].dtype
        np.testing.assert_array_equal(array, ARRAYS[key])
        assert not array.flags.writeable
    assert [path.name for path in folder.iterdir()] == [name]


def test_every_file_has_a_name_of_its_own_and_others_can_be_removed(tmp_path: Path) -> None:
    first, second = (code_file.write(tmp_path, ARRAYS, NOTES) for _ in range(2))
    assert first != second
    held = code_file.read(tmp_path, first)
    code_file.remove_others(tmp_path, second)
    assert code_file.read(tmp_path, second) is not None
    assert held is not None
    assert held[0]["ids"].tolist() == list(range(5))


@settings(deadline=None)
@given(st.data())
def test_a_changed_byte_is_noticed_or_changes_nothing(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / code_file.write(Path(name), ARRAYS, NOTES)
        octets = bytearray(path.read_bytes())
        octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
        path.write_bytes(octets)
        found = code_file.read(path.parent, path.name)
        if found is not None:
            assert found[1] == NOTES
            assert all((found[0][key] == array).all() for key, array in ARRAYS.items())
        del found


@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_a_truncated_file_is_passed_over(tmp_path: Path, kept: int) -> None:
    name = code_file.write(tmp_path, ARRAYS, NOTES)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:kept])
    assert code_file.read(tmp_path, name) is None


def test_a_missing_file_is_passed_over(tmp_path: Path) -> None:
    assert code_file.read(tmp_path, "gone.codes") is None


def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError

    monkeypatch.setattr("index.code_file.os.fsync", fail)
    with pytest.raises(OSError):
        code_file.write(tmp_path, ARRAYS, NOTES)
    assert list(tmp_path.iterdir()) == []
