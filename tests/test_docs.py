"""Documents that are made from the code are up to date (make docs)."""

import pytest

from docs.generate import END, ROOT, documents


@pytest.mark.parametrize("name", documents())
def test_generated_document_is_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == documents()[name]


def test_readme_has_a_place_for_the_commands() -> None:
    assert "`/brief`" in documents()["README.md"].partition(END)[0]
