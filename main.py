"""Swimwear Finder: the window, or a headless command. `python main.py --help` lists them."""

import argparse
import multiprocessing
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEMO = ROOT / "resources" / "demo"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; returns the exit status."""
    import environment

    args = _parser().parse_args(argv)
    is_window = args.command is None
    arguments = [str(ROOT / "main.py"), *(sys.argv[1:] if argv is None else argv)]
    environment.enter(ROOT, environment.PROGRAM, arguments, first=_read_demo(args) if is_window else ())
    args.data_dir = args.data_dir or _default_data_dir()
    environment.share_cores()
    environment.share_heap()
    if is_window:
        from app.application import run

        return run(args.data_dir, args.picture)
    from index import commands

    return commands.run(args)


def _read_demo(args: argparse.Namespace) -> list[str]:
    where = ["--data-dir", str(args.data_dir)] if args.data_dir else []
    return [str(ROOT / "main.py"), "index", str(DEMO / "women"), str(DEMO / "men"), *where]


def _default_data_dir() -> Path:
    from platformdirs import user_data_path

    return user_data_path("SwimwearFinder", appauthor=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Find the designs that look like a picture.")
    _add_data_dir(parser, default=None)
    parser.add_argument("--picture", type=_path, help="a picture to search for as soon as the window is open")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    index = commands.add_parser("index", help="add folders to the catalogue and read their pictures")
    index.add_argument("folders", nargs="+", type=_path, metavar="FOLDER")

    search = commands.add_parser("search", help="rank the catalogue against pictures")
    search.add_argument("pictures", nargs="+", type=_path, metavar="PICTURE")
    search.add_argument("--top", type=_positive, default=20, metavar="N", help="matches to show (20)")
    search.add_argument("--facet", choices=("overall", "cut", "print"), default="overall")
    search.add_argument(
        "--whole", action="store_true", help="compare all of each picture, not only what it is a photo of"
    )
    search.add_argument(
        "--folder", action="append", metavar="NAME", help="look only in this folder; repeatable"
    )

    adapt = commands.add_parser("adapt", help="fit what pictures are compared by to this catalogue")
    adapt.add_argument("--undo", action="store_true", help="go back to what came with the program")

    diagnose = commands.add_parser("diagnose", help="tell how good the catalogue's index is")
    diagnose.add_argument(
        "--recall",
        type=_share,
        default=0.95,
        metavar="R",
        help="wanted of buckets, to suggest tables for (0.95)",
    )

    evaluate = commands.add_parser(
        "evaluate", help="repeat the paper's experiment, on the demo or a labelled folder"
    )
    evaluate.add_argument(
        "folder", nargs="?", type=_path, metavar="FOLDER", help="pictures (the demo catalogue)"
    )
    evaluate.add_argument(
        "--labels",
        type=_path,
        metavar="FILE",
        help="CSV with a column image, and one or more of label, cut, print and family",
    )
    evaluate.add_argument(
        "--ignore", action="append", default=[], metavar="LABEL", help="leave out its pictures; repeatable"
    )
    evaluate.add_argument(
        "--apart", metavar="COLUMN", help="do not compare pictures with the same value in this column"
    )
    evaluate.add_argument("--pictures", type=_positive, default=5000, metavar="N", help="at most (5000)")
    evaluate.add_argument("--queries", type=_positive, default=1000, metavar="N", help="at most (1000)")
    evaluate.add_argument("--methods", metavar="A,B", help="only these; the paper's as shipped is `program`")
    evaluate.add_argument("--out", type=_path, metavar="DIR", help="where the report goes")
    evaluate.add_argument("--language", choices=("en", "zh_CN"), default="en", help="of the report (en)")
    evaluate.add_argument(
        "--markdown", type=_path, metavar="FILE", help="write the report as Markdown as well"
    )

    status = commands.add_parser("status", help="tell what is in the catalogue")
    for command in (index, search, adapt, diagnose, evaluate, status):
        _add_data_dir(command, default=argparse.SUPPRESS)
        command.add_argument("--json", action="store_true", help="print JSON, one object a line")
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--data-dir",
        type=_path,
        default=default,
        metavar="D",
        help="where the catalogue is kept (a folder of this user on this machine)",
    )


def _path(text: str) -> Path:
    if not text:  # an unset variable of a script; pathlib would take it for the current folder
        raise argparse.ArgumentTypeError("must not be empty")
    return Path(text)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _share(text: str) -> float:
    share = float(text)
    if not 0.0 < share < 1.0:
        raise argparse.ArgumentTypeError("must be between 0 and 1")
    return share


if __name__ == "__main__":
    multiprocessing.freeze_support()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Ctrl-C just ends the program, without Python's traceback: everything stored is stored whole.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
