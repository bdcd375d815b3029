"""Speed and memory of everything that a user waits for, beside what they must reach.

python -m tests.benchmarks.performance --cache FOLDER [--only NAME...] [--sizes N...] [--peer PYTHON] [--write FILE]

The cache holds the large catalogues between runs (see `catalogues.py`; the first run takes about an hour to make them),
and each section as it was measured last: with --only, the page has the others from there. Run it on a machine that does
nothing else.
"""

import argparse
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from cattrs.preconf.json import make_converter

import environment
from index.evaluation.machine import processor
from tests.benchmarks.performance_page import Bar, Plot, Section

SIZES = (10**4, 10**5, 10**6, 10**7)
WHY = {
    "Retrieval": "usearch follows the very graph that this program does, as far as these queries need; this program "
    "goes further, so that hardly any loses its way, counts bits and collisions, and orders by both. Among few codes, "
    "where other peers are faster as well, the Python around a search takes longer than the search.",
    "Growth of retrieval": "A graph of few codes lies in the processor's cache, one of many does not.",
    "Memory while": "What grows is what searching holds of each picture read: its code, keys and ids.",
    "Ready to search, 10^6": "Before the first search every byte of the file of codes is read and checked.",
    "Whole query": "A photo goes through the network twice and more: to find the picture in it, and to look at that "
    "alone, by which more designs are found (docs/design.md).",
    "Rescan of": "What is known is read from the database and compared, by Python, where the bare walk only counts.",
    "The same beside imagededup's PHash": "It makes a number of 64 bits of each picture; this program runs a network, "
    "and writes a preview and a row.",
    "Memory, searching": "ONNX Runtime with the network takes about 100 MB and Qt's window 60 MB before any picture.",
}
"""Why a bar is missed, by the start of its name; shown where it is."""

Making = Callable[[Path], Section]
_CONVERTER = make_converter()


def main() -> None:
    """Run the sections, print the page, and write it where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="sections to run")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="codes to retrieve from (10^4 to 10^7)"
    )
    parser.add_argument("--peer", type=Path, metavar="PYTHON", help="a Python that has imagededup and torch")
    parser.add_argument("--write", type=Path, metavar="FILE")
    args = parser.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)
    environment.share_cores()
    environment.share_heap()
    making = _making(args.peer, args.sizes)
    unknown = set(args.only or ()) - making.keys()
    if unknown:
        parser.error(f"no section is called {', '.join(sorted(unknown))}; there are {', '.join(making)}")
    with _screen():
        for name in args.only or making:
            _keep(args.cache, name, _run(name, making[name], args.cache))
    sections = [section for name in making if (section := _kept(args.cache, name))]
    page = _page(sections)
    print(page)
    if args.write:
        _write(args.write, page, [plot for section in sections for plot in section.plots])


def _making(peer: Path | None, sizes: Sequence[int]) -> dict[str, Making]:
    from tests.benchmarks import grid, indexing, looking, query, retrieval, start

    return {
        "retrieval": partial(retrieval.section, sizes=sizes),
        "query": query.section,
        "indexing": partial(indexing.section, peer=peer),
        "start": start.section,
        "looking": looking.section,
        "grid": grid.section,
    }


@contextmanager
def _screen() -> Iterator[None]:
    """A screen for the windows: the one there is, else Xvfb's, else none that Qt draws to."""
    if sys.platform != "linux" or os.environ.get("DISPLAY"):
        yield
    elif shutil.which("Xvfb"):
        from pyvirtualdisplay.display import Display

        with Display(size=(1600, 1000)):
            yield
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield


def _run(name: str, make: Making, cache: Path) -> Section:
    """The section; one that cannot be made says why and leaves the others be."""
    # It imports NumPy, whose threads are counted then.
    from models.network import NETWORK_DIR, NetworkInfo

    started = time.perf_counter()
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        section = replace(make(cache), network=NetworkInfo.read(NETWORK_DIR).id)
    except Exception as error:  # whatever it is, it belongs on the page
        return Section(
            name.capitalize(), [], f"This could not be measured: {type(error).__name__}: {error}\n"
        )
    print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return section


def _keep(cache: Path, name: str, section: Section) -> None:
    (cache / f"{name}.json").write_text(_CONVERTER.dumps(section), encoding="utf-8")


def _kept(cache: Path, name: str) -> Section | None:
    path = cache / f"{name}.json"
    return _CONVERTER.loads(path.read_text(encoding="utf-8"), Section) if path.exists() else None


def _page(sections: Sequence[Section]) -> str:
    lines = [
        "# Performance",
        "",
        "Written by `python -m tests.benchmarks.performance`; all numbers of a section were measured in one run of it",
        "(but for the memory while 100,000 pictures are read, which is noted when the cache is filled), on",
        f"{_machine()}.",
        "",
        "| what | must reach | measured | beside | met |",
        "| --- | --- | --- | --- | --- |",
        *(_row(bar) for section in sections for bar in section.rows),
        "",
    ]
    missed = [bar for section in sections for bar in section.rows if not bar.met]
    lines += [f"- **{bar.what}** is missed: {bar.measured}. {_why(bar)}".rstrip() for bar in missed]
    for section in sections:
        lines += ["", f"## {section.title}", ""]
        if section.network:
            lines += [f"Network: {section.network}.", ""]
        lines += [section.text.strip(), ""]
        lines += [
            f"![{plot.y_label} against {plot.x_label}](performance/{plot.name}.svg)" for plot in section.plots
        ]
    return "\n".join(lines).rstrip() + "\n"


def _row(bar: Bar) -> str:
    return f"| {bar.what} | {bar.must_reach} | {bar.measured} | {bar.beside} | {'yes' if bar.met else '**no**'} |"


def _why(bar: Bar) -> str:
    return next((why for start_, why in WHY.items() if bar.what.startswith(start_)), "")


def _machine() -> str:
    from tests.benchmarks import floor

    return (
        f"{os.cpu_count()} cores of {processor()}, Python {platform.python_version()}; memory copies at "
        f"{floor.bandwidth() / 1e9:.0f} GB/s and matrix products at "
        f"{floor.multiply_adds_a_second() / 1e9:.0f} thousand million multiply-adds a second"
    )


def _write(path: Path, page: str, plots: Sequence[Plot]) -> None:
    path.write_text(page, encoding="utf-8")
    figures = path.parent / "performance"
    shutil.rmtree(figures, ignore_errors=True)
    if plots:
        figures.mkdir()
    for plot in plots:
        _draw(plot, figures / f"{plot.name}.svg")


def _draw(plot: Plot, path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = plot.name
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7.5, 4.5), layout="constrained")
    for name, (xs, ys) in plot.series.items():
        axes.plot(xs, ys, marker="o", markersize=4, label=name)
    axes.set(xscale="log", yscale="log", xlabel=plot.x_label, ylabel=plot.y_label)
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend(fontsize="small")
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main()
