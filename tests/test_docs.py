"""Documents that are made from the code are up to date (make docs)."""

import pytest

from docs.generate import FOLDER, documents


@pytest.mark.parametrize("name", documents())
def test_generated_document_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == documents()[name]
