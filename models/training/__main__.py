"""`python -m models.training FOLDER --photos FOLDER`: trains the feature network, going on where it stopped.

The folder gets `checkpoint.pt`, `log.txt` and at the end `weights.safetensors`, which `python -m models.export` turns
into what ships. Without photos, training uses generated designs alone.
"""

import argparse
import os
from dataclasses import asdict, fields, replace
from pathlib import Path

import torch
from safetensors.torch import save_file

from models.export import exported_weights
from models.samples import photos_to_learn_from
from models.training.device import add_device, prepare
from models.training.pictures import Plan
from models.training.trainer import Recipe, Trainer


def main() -> None:
    """Train, print and log."""
    args = _parser().parse_args()
    torch.set_num_threads(args.threads)
    prepare(args.device)
    args.folder.mkdir(parents=True, exist_ok=True)
    photos = photos_to_learn_from(args.photos, args.labels) if args.photos else []
    paths, categories = [path for path, _ in photos], [category for _, category in photos]
    plan = Plan(
        args.designs, args.photos_a_step if paths else 0, args.side, paths, categories, args.seed, args.looks
    )
    recipe = replace(Recipe(steps=args.steps), **dict(args.term))
    trainer = Trainer(recipe, plan, max(categories, default=0) + 1, args.folder, args.device)
    with (args.folder / "log.txt").open("a", encoding="utf-8") as log:

        def tell(line: str) -> None:
            print(line, flush=True)
            print(line, file=log, flush=True)

        goes_on = trainer.resume()
        if args.start and not goes_on:
            trainer.start_from(exported_weights(args.start))
        tell(
            f"{'going on' if goes_on else 'starting'} at step {trainer.step}; {len(paths)} photos; side {args.side}"
        )
        tell(str(asdict(recipe)))
        for step, terms in trainer.run(args.workers):
            tell(f"{step:5} " + " ".join(f"{name} {value:.3f}" for name, value in terms.items()))
    weights = {name: value.contiguous().cpu() for name, value in trainer.network.state_dict().items()}
    save_file(weights, args.folder / "weights.safetensors")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where checkpoint, log and weights go")
    parser.add_argument(
        "--photos", type=Path, help="a folder of photos (*.jpg); the last 300 by name are left out"
    )
    parser.add_argument("--labels", type=Path, help="a CSV file with the columns image and label")
    parser.add_argument(
        "--start",
        type=Path,
        help="`backbone.onnx` of an earlier training, to begin with (ImageNet's weights)",
    )
    parser.add_argument("--steps", type=int, default=Recipe.steps, help=f"({Recipe.steps})")
    parser.add_argument(
        "--term",
        type=_term,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help=f"change the recipe; repeatable. It has {', '.join(each.name for each in fields(Recipe))}",
    )
    parser.add_argument("--designs", type=int, default=16, help="designs a step, four pictures each (16)")
    parser.add_argument("--photos-a-step", type=int, default=16, help="photos a step, two pictures each (16)")
    parser.add_argument("--side", type=int, default=176, help="of the training pictures in pixels (176)")
    parser.add_argument("--looks", type=int, default=1, help="how often each picture of a step is seen (1)")
    add_device(parser)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--workers", type=int, default=2, help="processes that make pictures (2)")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _term(text: str) -> tuple[str, float]:
    """A field of the recipe and a number of its kind."""
    name, _, number = text.partition("=")
    if name == "steps" or name not in {each.name for each in fields(Recipe)}:
        raise argparse.ArgumentTypeError(f"the recipe has no {name!r}")
    return name, type(getattr(Recipe, name))(number)


if __name__ == "__main__":
    main()
