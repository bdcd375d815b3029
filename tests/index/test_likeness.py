"""Likeness as staff mean it: a design in other colours is found by its cut, one of another cut by its print."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import SearchEngine
from index.records import Facet, Query
from models.designs.design import Design, recoloured, sample_design
from models.designs.render import render
from tests.conftest import DEMO, read_all

SEEDS = range(7000, 7012)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """The demo catalogue with twelve designs it does not know."""
    folder = tmp_path_factory.mktemp("designs")
    for seed in SEEDS:
        picture(sample_design(seed), folder / f"{seed}.png")
    with SearchEngine(tmp_path_factory.mktemp("data")) as engine:
        for root in (folder, DEMO / "women", DEMO / "men"):
            engine.add_folder(root)
        read_all(engine)
        yield engine


def picture(design: Design, path: Path) -> Path:
    render(design, style="flat", view="front", size=400).save(path)
    return path


def test_a_recoloured_design_ranks_its_family_near_the_top_by_cut(
    catalogue: SearchEngine, tmp_path: Path
) -> None:
    near = 0
    for seed in SEEDS:
        query = Query(
            picture(recoloured(sample_design(seed), seed), tmp_path / "query.png"), Facet.CUT, top=5
        )
        near += f"{seed}.png" in {
            match.path.name for batch in catalogue.search(query) for match in batch.matches
        }
    assert near >= 10


def test_the_facets_rank_by_what_they_are_named_after(catalogue: SearchEngine) -> None:
    labels = (DEMO / "labels.csv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split(",") for line in labels)
    cut_of = {DEMO / row[0]: row[header.index("cut")].partition("/")[0] for row in rows}
    print_of = {DEMO / row[0]: row[header.index("print")] for row in rows}

    def share_alike(facet: Facet, kind: dict[Path, str]) -> float:
        alike = total = 0
        for path in list(kind)[::6]:
            for batch in catalogue.search(Query(path, facet, top=11)):
                for match in batch.matches:
                    if match.path in kind and match.path != path:
                        alike += kind[match.path] == kind[path]
                        total += 1
        return alike / total

    assert share_alike(Facet.CUT, cut_of) > 1.2 * share_alike(Facet.PRINT, cut_of)
    assert share_alike(Facet.PRINT, print_of) > 1.2 * share_alike(Facet.CUT, print_of)
