"""Published tables of inclusions, which lie beside the checkout where they are at hand."""

import csv

import numpy as np
import pytest

from onrecord.estimate.inclusion import Inclusions


@pytest.fixture(scope="session")
def published(root):
    """Return a reader of published tables by name; tests are skipped where they are not."""
    folder = root.parent / "shared" / "mse"

    def read(name):
        if not folder.is_dir():
            pytest.skip("the published tables are not beside this checkout")
        with (folder / f"{name}.csv").open(encoding="utf-8") as stream:
            heading, *rows = csv.reader(stream)
        return Inclusions(
            lists=tuple(heading[:-1]),
            patterns=np.array([[sign == "1" for sign in row[:-1]] for row in rows]),
            counts=np.array([int(row[-1]) for row in rows]),
        )

    return read
