"""What this machine can do at best: bytes it moves and multiply-adds it makes a second.

python -m tests.benchmarks.floor
"""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from index.exact import RERANKED
from models.locator import SIDE as LOCATING_SIDE
from models.network import NETWORK_DIR, NetworkInfo

MOVED = 256 * 2**20
ROOT = Path(__file__).resolve().parents[2]
NETWORK_SIDE = NetworkInfo.read(NETWORK_DIR).side
_RUNS = 5
_PRODUCT = """
import numpy
from tests.benchmarks.floor import best
left = numpy.random.default_rng(0).standard_normal((2048, 2048), numpy.float32)
print(2048**3 / best(lambda: left @ left))
"""


def main() -> None:
    """Print both, and what the network needs."""
    print(f"memory      {bandwidth() / 1e9:8.1f} GB/s read and written")
    print(f"arithmetic  {multiply_adds_a_second() / 1e9:8.1f} thousand million multiply-adds a second")
    for side in (NETWORK_SIDE, LOCATING_SIDE):
        print(
            f"the network {network_multiply_adds(side) / 1e6:8.0f} million multiply-adds a picture of {side} pixels"
        )


def of_query(median_ms: float, codes: int) -> str:
    """A sentence on what one query needs at least, beside what it takes; it compares so many codes."""
    locating, looking = network_multiply_adds(LOCATING_SIDE), network_multiply_adds(NETWORK_SIDE)
    work, rate, moved = locating + looking, multiply_adds_a_second(), bandwidth()
    network_ms = work / rate * 1000
    read = codes * 128 + RERANKED * 4096
    read_ms = read / moved * 1000
    return (
        f"The floor: the network makes {locating / 1e6:.0f} million multiply-adds to find the picture in the photo "
        f"and {looking / 1e6:.0f} to look at it, which take {network_ms:.1f} ms at the "
        f"{rate / 1e9:.0f} thousand million a second that a matrix product reaches here; "
        f"{read / 1e6:.1f} MB of codes and features take {read_ms:.1f} ms at {moved / 1e9:.1f} GB/s. Together "
        f"{network_ms + read_ms:.1f} ms of the {median_ms:.0f}; the rest is the JPEG's Huffman code, which no bound is "
        "known for, narrow convolutions that keep the units of multiplication waiting for memory, and Python between "
        "the steps.\n"
    )


def of_reading(rate: float, cores: int) -> str:
    """A sentence on how fast pictures could be read if the network were all there is to do."""
    most = multiply_adds_a_second() / network_multiply_adds(NETWORK_SIDE)
    return (
        f"The floor: at {multiply_adds_a_second() / 1e9:.0f} thousand million multiply-adds a second on {cores} cores "
        f"the network alone would take {most:.0f} pictures a second; {rate:.0f} are read.\n"
    )


@cache
def bandwidth() -> float:
    """Bytes read and written a second by a copy of a block that no cache holds."""
    source, target = np.ones(MOVED, np.uint8), np.zeros(MOVED, np.uint8)
    return 2 * MOVED / best(lambda: np.copyto(target, source))


@cache
def multiply_adds_a_second() -> float:
    """Of a product of two square matrices in single precision on all cores, in a process of its own.

    This one may have NumPy kept to one thread, as the program does.
    """
    alone = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", _PRODUCT]
    return float(subprocess.check_output(command, env=alone, cwd=ROOT, text=True))


@cache
def network_multiply_adds(side: int) -> int:
    """Of all convolutions and matrix products of the network for one square picture, as the sizes are when it runs."""
    import onnx

    model = onnx.load_model_from_string((NETWORK_DIR / "backbone.onnx").read_bytes())
    nodes = [node for node in model.graph.node if node.op_type in {"Conv", "Gemm", "MatMul"}]
    weights = {each.name: list(each.dims) for each in model.graph.initializer}
    names = {name for node in nodes for name in (node.output[0], node.input[1])} - weights.keys()
    del model.graph.output[:]
    model.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in sorted(names))
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    found = session.run(sorted(names), {"pictures": np.zeros((1, side, side, 3), np.uint8)})
    sizes = weights | {name: list(array.shape) for name, array in zip(sorted(names), found, strict=True)}
    return sum(_multiply_adds(node.op_type, sizes[node.input[1]], sizes[node.output[0]]) for node in nodes)


def _multiply_adds(kind: str, weights: list[int], output: list[int]) -> int:
    if kind == "Gemm":
        return math.prod(weights)
    summed = weights[1:] if kind == "Conv" else weights[-2:-1]
    return math.prod(output) * math.prod(summed)


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
