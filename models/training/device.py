"""Where a training runs: on a GPU where there is one, on the processor elsewhere."""

import argparse
import ctypes
import sys

import torch

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3


def add_device(parser: argparse.ArgumentParser) -> None:
    """Let the command line choose the device."""
    parser.add_argument(
        "--device", default="cuda" if torch.cuda.is_available() else "cpu", help="(a GPU where there is one)"
    )


def prepare(device: str) -> None:
    """Set what makes steps fast: products in TF32 on a GPU; memory that is kept on the processor."""
    if device == "cpu":
        _keep_memory()
    else:
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True


def _keep_memory() -> None:
    """Let the C library keep freed memory, instead of asking the system for it at every step: a third of the time."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        for option in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            libc.mallopt(option, 2**31 - 1)
