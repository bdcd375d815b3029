"""The file of codes: what a snapshot needs, in flat arrays that are mapped into memory rather than read.

It is derived from the database, which names the file that is valid now; every file has a name of its own, as a mapped
one cannot be replaced on Windows. One that is missing, damaged or of another codebook is passed over, and what it held
comes from the database again.

    line 1   a checksum of the rest of the line, and JSON: what the arrays are, where they lie, and a checksum of each
    then     the arrays, each from a multiple of 64 bytes on
"""

import contextlib
import json
import mmap
import os
import uuid
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 3
SUFFIX = ".codes"
_ALIGNED = 64
_CHUNK = 1 << 20

Arrays = dict[str, NDArray[Any]]


def write(folder: Path, arrays: Mapping[str, NDArray[Any]], notes: Mapping[str, Any]) -> str:
    """Write a new file into the folder, made if missing, and return its name.

    Args:
        notes: whatever JSON can hold, to come back with the arrays.

    Raises:
        OSError: it cannot be written; nothing of it is left then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex + SUFFIX
    described, offset = {}, 0
    for key, array in arrays.items():
        described[key] = {
            "type": array.dtype.str,
            "shape": array.shape,
            "offset": offset,
            "checksum": zlib.crc32(_octets(array)),
        }
        offset += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = json.dumps({"version": VERSION, "size": offset, "arrays": described, "notes": dict(notes)})
    line = _line(header)
    partial = folder / f"{name}.part"
    try:
        with partial.open("wb") as file:
            file.write(line)
            for array in arrays.values():
                file.write(_octets(array))
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return name


def read(folder: Path, name: str) -> tuple[Arrays, dict[str, Any]] | None:
    """The arrays of a file, mapped and read-only, and its notes; None if it is missing or damaged.

    Every byte is checked, but through a buffer: what is only mapped takes no memory until it is used.
    """
    try:
        with (folder / name).open("rb") as file:
            line = file.readline()
            header = json.loads(line.partition(b" ")[2])
            whole = line == _line(line.partition(b" ")[2].decode().rstrip())
            if not whole or header["version"] != VERSION:
                return None
            if os.fstat(file.fileno()).st_size != len(line) + header["size"]:
                return None
            for described in header["arrays"].values():
                file.seek(len(line) + described["offset"])
                if _checksum(file, _size(described)) != described["checksum"]:
                    return None
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # json's and UTF-8's errors are ValueErrors
        return None
    arrays = {key: _array(mapped, len(line), described) for key, described in header["arrays"].items()}
    return arrays, header["notes"]


def remove_others(folder: Path, name: str | None) -> None:
    """Delete all files but this one; one that is still mapped stays on Windows until the next time."""
    for path in folder.glob(f"*{SUFFIX}*"):
        if path.name != name:
            with contextlib.suppress(OSError):
                path.unlink()


def _line(header: str) -> bytes:
    """The first line, as long as a multiple of `_ALIGNED`."""
    text = header.encode()
    filled = text + b" " * (-(9 + len(text) + 1) % _ALIGNED)
    return b"%08x %s\n" % (zlib.crc32(text), filled)


def _octets(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _size(described: Mapping[str, Any]) -> int:
    return int(np.dtype(described["type"]).itemsize * np.prod(described["shape"], dtype=np.int64))


def _checksum(file: Any, size: int) -> int:
    checksum, buffer = 0, memoryview(bytearray(_CHUNK))
    while size:
        count = file.readinto(buffer[: min(size, _CHUNK)])
        if not count:
            return -1
        checksum = zlib.crc32(buffer[:count], checksum)
        size -= count
    return checksum


def _array(mapped: mmap.mmap, start: int, described: Mapping[str, Any]) -> NDArray[Any]:
    type_ = np.dtype(described["type"])
    count = _size(described) // type_.itemsize
    flat = np.frombuffer(mapped, type_, count, start + described["offset"])
    return flat.reshape(described["shape"])
