"""What the measurements on public data say where that data is not, and the copies that we make ourselves."""

from pathlib import Path

import pytest

from benchmarks.quality import copies
from benchmarks.quality.adapters import near_copies
from benchmarks.quality.run import NoData, data
from benchmarks.quality.tasks import TASKS


@pytest.mark.parametrize("named", [None, ""])
def test_without_a_folder_it_is_said_which_setting_names_one(named: str | None) -> None:
    with pytest.raises(NoData, match="Set EVAL to the folder of the public data"):
        data(named)


def test_a_folder_without_scorers_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(NoData, match=r"no scorers in .*; EVAL must be the folder that holds score/"):
        data(str(tmp_path))


def test_a_folder_with_scorers_is_taken(tmp_path: Path) -> None:
    (tmp_path / "score").mkdir()
    (tmp_path / "score" / "common.py").touch()
    assert data(str(tmp_path)) == tmp_path


def test_every_task_has_a_name_of_its_own() -> None:
    names = [task.name for task in TASKS]
    assert len(set(names)) == len(names)


def test_harder_copies_are_found_and_other_articles_are_not_taken_for_copies() -> None:
    found = copies.score(near_copies, "dev", 12)
    assert found["pair_f1"] >= 0.995
    assert found["n"] == 12 * (1 + len(copies.CHANGES))


def test_the_same_seed_makes_the_same_copies() -> None:
    assert copies.articles(5, 3) == copies.articles(5, 3)
    assert copies.articles(5, 3) != copies.articles(6, 3)
