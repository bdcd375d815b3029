"""Opens files of ONNX Runtime, on the processor."""

import ctypes
import sys
from pathlib import Path

import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NotImplemented,  # noqa: A004 - ONNX Runtime's own name
)

from models.problems import EnvironmentProblem, Problem

_UNLOADABLE = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NotImplemented)
_WARNINGS_NOT_SHOWN = 3


def open_session(path: Path, *, threads: int = 0) -> onnxruntime.InferenceSession:
    """Open a network.

    Args:
        threads: threads of one run; 0 lets ONNX Runtime take every core.

    Raises:
        EnvironmentProblem: MODEL_DAMAGED if the file is missing or cannot be read.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = _WARNINGS_NOT_SHOWN
    try:
        # Its bytes, as the library cannot open every path.
        session = onnxruntime.InferenceSession(path.read_bytes(), options, ["CPUExecutionProvider"])
    except (OSError, *_UNLOADABLE) as error:
        raise EnvironmentProblem(Problem.MODEL_DAMAGED, str(path)) from error
    session._model_bytes = None  # kept to start anew with another provider, of which there is none
    _return_freed_memory()
    return session


def _return_freed_memory() -> None:
    """Give the system back what opening a network took beside what it keeps, some 20 MB, where glibc holds on to it."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
