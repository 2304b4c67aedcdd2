"""A slowdown is told, noise is not; figures are made up, and once two copies of the product are really compared."""

from __future__ import annotations

import math
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.regressions.__main__ import CaseFailed, compare, main, measured, runner
from benchmarks.regressions.copies import copy_of_checkout, copy_of_commit
from benchmarks.regressions.paired import Block, Verdict, interval, judged


def blocks(change: float, noise: float, seed: int, count: int = 9, drift: float = 0.0) -> list[Block]:
    """Runs of a second, longer by a share in the present product; `drift` is that from each run to the next."""
    rng = random.Random(seed)
    at = iter(range(4 * count))

    def run(factor: float) -> float:
        return factor * math.exp(rng.gauss(0, noise) + drift * next(at))

    made = []
    for number in range(count):
        a, b = (1.0, 1 + change) if number % 2 == 0 else (1 + change, 1.0)
        first, second, third, fourth = run(a), run(b), run(b), run(a)
        outer, inner = (first, fourth), (second, third)
        made.append(Block(outer, inner) if number % 2 == 0 else Block(inner, outer))
    return made


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_slowdown_is_told(seed: int):
    verdict = judged(blocks(0.12, 0.02, seed))
    assert verdict.is_slower
    assert verdict.ratio == pytest.approx(1.12, abs=0.03)


def test_a_slowdown_is_told_with_its_interval():
    assert str(Verdict(1.12, 1.08, 1.15, 0.02)) == "slower by 12 % (8.0 to 15 %)"
    assert str(Verdict(0.88, 0.85, 0.92, 0.02)) == "faster by 12 % (8.0 to 15 %)"
    assert str(Verdict(1.12, 1.01, 1.15, 0.02)) == "the same within the noise of 2.0 %"


def test_noise_alone_is_hardly_ever_told():
    verdicts = [judged(blocks(0.0, 0.05, seed)) for seed in range(500)]
    assert sum(verdict.is_slower for verdict in verdicts) <= 5  # of a hundred, one


def test_a_change_within_the_noise_is_not_told():
    assert not any(judged(blocks(0.01, 0.05, seed)).is_slower for seed in range(100))


def test_a_machine_that_becomes_slower_while_it_measures_is_not_the_product():
    assert not any(judged(blocks(0.0, 0.01, seed, drift=0.02)).is_slower for seed in range(100))


def test_a_run_that_was_disturbed_moves_nothing():
    made = blocks(0.0, 0.01, 1)
    made[3] = Block(made[3].older, (3.0, 3.0))
    assert not judged(made).is_slower


def test_what_became_faster_is_told_and_is_no_regression():
    verdict = judged(blocks(-0.2, 0.02, 1))
    assert verdict.is_faster
    assert not verdict.is_slower
    assert str(verdict).startswith("faster by ")


@pytest.mark.parametrize(
    ("count", "left_out"),  # with 9, one of 2 * (1 + 9) / 512 lies outside the second and the eighth
    [(6, 0), (8, 0), (9, 1), (12, 2), (15, 3), (20, 5)],
)
def test_the_interval_is_that_of_the_sign_test(count: int, left_out: int):
    values = [float(number) for number in range(count)]
    assert interval(values) == (left_out, count - 1 - left_out)


def test_too_few_blocks_say_nothing():
    with pytest.raises(ValueError, match="too few"):
        judged(blocks(0.0, 0.01, 1, count=5))


# -- the command


def product(seconds: float, order: list[str] | None = None) -> Callable[[str], float]:
    rng = random.Random(seconds)

    def run(case: str) -> float:
        if order is not None:
            order.append(f"{seconds:g}")
        return seconds * rng.uniform(0.99, 1.01)

    return run


def broken(case: str) -> float:
    raise CaseFailed("ImportError: no such thing")


def test_products_take_turns():
    order: list[str] = []
    measured("case", 2, product(1, order), product(2, order))
    assert "".join(order) == "12" + "1221" + "2112"


def test_the_command_fails_where_something_became_slower(capsys: pytest.CaptureFixture[str]):
    assert compare(["case"], 9, product(1.0), product(1.2)) == 1
    assert "Slower: case." in capsys.readouterr().out


def test_the_command_is_content_where_nothing_did(capsys: pytest.CaptureFixture[str]):
    assert compare(["case"], 9, product(1.0), product(1.001)) == 0
    assert "the same within the noise" in capsys.readouterr().out


def test_what_the_older_product_cannot_do_is_said_and_is_no_regression(capsys: pytest.CaptureFixture[str]):
    assert compare(["case"], 9, broken, product(1.0)) == 0
    assert "not compared: the older one fails (ImportError: no such thing)" in capsys.readouterr().out


def test_a_commit_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]):
    assert main(["--against", "0" * 40]) == 2
    assert capsys.readouterr().err


def test_two_copies_of_the_product_are_compared(tmp_path: Path):
    history = copy_of_checkout(tmp_path / "history")  # of its own: what is tested need not be a clone
    for command in (
        ["init", "-q"],
        ["add", "data", "secretariat_tui", ":!secretariat_tui/data"],
        ["commit", "-q", "-m", "All"],
    ):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *command], cwd=history, check=True)
    older, present = copy_of_commit("HEAD", tmp_path / "older", history), copy_of_checkout(tmp_path / "present")
    (block,) = measured("write-calendar", 1, runner(older), runner(present))
    assert min(*block.older, *block.present) > 0


def test_a_copy_is_measured_and_not_the_checkout(tmp_path: Path):
    copy = copy_of_checkout(tmp_path / "copy")
    (copy / "secretariat_tui" / "ical" / "write.py").write_text("raise ImportError('of the copy')\n")
    with pytest.raises(CaseFailed, match="of the copy"):
        runner(copy)("write-calendar")
