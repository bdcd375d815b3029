"""Milliseconds and memory a picture by batch size: `python -m tests.benchmarks.network`."""

import resource
import statistics
import subprocess
import sys
import time

import numpy as np
import onnxruntime

from models.network import NETWORK_DIR, NetworkInfo

BATCHES = (1, 4, 16)
PICTURES = 64


def main() -> None:
    """Measure each batch size in a process of its own and print it beside the first."""
    print(f"{'batch':>5}{'ms a picture':>14}{'ratio':>8}{'memory, MB':>12}")
    first = 0.0
    for batch in BATCHES:
        command = [sys.executable, "-m", "tests.benchmarks.network", str(batch)]
        ms, memory = map(float, subprocess.check_output(command, text=True).split())
        first = first or ms
        print(f"{batch:5}{ms:14.1f}{ms / first:8.2f}{memory:12.0f}", flush=True)


def measure(batch: int) -> tuple[float, float]:
    """Median milliseconds a picture, and peak memory of the process in MB."""
    session = onnxruntime.InferenceSession((NETWORK_DIR / "backbone.onnx").read_bytes())
    side = NetworkInfo.read(NETWORK_DIR).side
    pictures = np.random.default_rng(0).integers(0, 256, (batch, side, side, 3), np.uint8)
    times = []
    for _ in range(3 + PICTURES // batch):
        start = time.perf_counter()
        session.run(None, {"pictures": pictures})
        times.append((time.perf_counter() - start) / batch * 1000)
    return statistics.median(times[3:]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measure(int(sys.argv[1])))
    else:
        main()
