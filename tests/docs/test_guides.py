"""The guides: alike in both languages, with links that lead somewhere and commands that the program takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from secretariat_tui.cli.root import root
from secretariat_tui.presenters.language import language
from secretariat_tui.screens.registry import SCREENS

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guide"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
NAMES = sorted(file.stem for file in GUIDES.glob("*.md") if not file.stem.endswith(".nl"))
"""The guides: each in English and in Dutch."""

AT_THE_ROOT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = [*AT_THE_ROOT, ROOT / "docs" / "glossary.md", *sorted(GUIDES.glob("*.md")), *DECISIONS]

FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")
PROGRAM = re.compile(r"(?:^|\bexec |/bin/|&& )secretariat(?=\s|$)(.*)")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
pairs = pytest.mark.parametrize("name", NAMES)


def read(page: Path) -> str:
    return page.read_text("utf-8")


def both(name: str) -> tuple[str, str]:
    """A guide in English and in Dutch."""
    return read(GUIDES / f"{name}.md"), read(GUIDES / f"{name}.nl.md")


def without_fences(text: str) -> str:
    return FENCE.sub("", text)


def headings(text: str) -> list[str]:
    return re.findall(r"^(#+) .", without_fences(text), re.MULTILINE)


def commands(text: str) -> Iterator[list[str]]:
    """The words behind the name of the program, wherever it is called."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    for code in (*lines, *SPAN.findall(without_fences(text))):
        while (found := PROGRAM.search(code)) is not None:
            code, _, rest = found[1].partition("&& ")
            yield shlex.split(code, comments=True)
            code = f"&& {rest}" if rest else ""


def taken(words: list[str]) -> list[str]:
    """The commands and the options of a call, without what they are given; fails on one that the program has not."""
    command: click.Command = root
    found: list[str] = []
    rest = iter(words)
    for word in rest:
        if re.match(r"--?[a-z]", word):
            name, is_set, _ = word.partition("=")
            option = next((one for one in command.params if name in (*one.opts, *one.secondary_opts)), None)
            assert option is not None or name == "--help", f"{' '.join(words)}: there is no {name}"
            found.append(name)
            if isinstance(option, click.Option) and not option.is_flag and not option.count and not is_set:
                next(rest, None)
        elif isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), word)
            assert inner is not None, f"{' '.join(words)}: there is no {word}"
            command = inner
            found.append(word)
    return found


def anchors(text: str) -> set[str]:
    """The names under which headings are found."""
    titles = re.findall(r"^#+ (.*)$", without_fences(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pages
def test_the_program_takes_every_command_that_is_told(page):
    for words in commands(read(page)):
        taken(words)


def test_a_command_that_there_is_not_would_be_seen():
    text = "Give `secretariat team import --into so`.\n\n```sh\nsecretariat plan && secretariat prune --all\n```\n"
    called = list(commands(text))
    assert called == [["plan"], ["prune", "--all"], ["team", "import", "--into", "so"]]
    for words in called[1:]:
        with pytest.raises(AssertionError, match=r"there is no (prune|--into)"):
            taken(words)


@pages
def test_every_link_leads_somewhere(page):
    for link in LINK.findall(without_fences(read(page))):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        other = (page.parent / file).resolve() if file else page
        assert other.exists(), link
        assert not anchor or anchor in anchors(read(other)), link


@pairs
def test_each_guide_leads_to_itself_in_the_other_language(name):
    english, dutch = both(name)
    assert english.splitlines()[2] == f"*[Nederlands]({name}.nl.md)*"
    assert dutch.splitlines()[2] == f"*[English]({name}.md)*"


@pairs
def test_the_readme_leads_to_both(name):
    links = LINK.findall(read(ROOT / "README.md"))
    assert f"docs/guide/{name}.md" in links
    assert f"docs/guide/{name}.nl.md" in links


def test_every_guide_is_in_dutch_and_none_in_dutch_alone():
    assert sorted(file.name.removesuffix(".nl.md") for file in GUIDES.glob("*.nl.md")) == NAMES


@pairs
def test_a_dutch_guide_leads_to_dutch_guides(name):
    _, dutch = both(name)
    led_to = {link.partition("#")[0] for link in LINK.findall(without_fences(dutch))}
    assert {f"{other}.md" for other in NAMES} & led_to == {f"{name}.md"}


@pairs
def test_both_languages_have_the_same_parts(name):
    english, dutch = both(name)
    assert headings(english) == headings(dutch)
    for mark in (r"^\|", r"^\* ", r"^\d+\. "):  # rows of tables, and items of lists
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, dutch, re.MULTILINE)), mark
    pictures = [re.findall(r"!\[[^]]*\]\(([^)]+)\)", text) for text in (english, dutch)]
    assert pictures[0] == pictures[1]


@pairs
def test_both_languages_tell_the_same_commands(name):
    english, dutch = both(name)
    assert list(map(taken, commands(english))) == list(map(taken, commands(dutch)))


@pairs
def test_both_languages_have_the_same_examples(name):
    def examples(text: str) -> list[str]:
        """Files as they are written, without what is remarked beside them."""
        lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
        return [line.partition(" #")[0].rstrip() for line in lines if "secretariat" not in line.split()]

    english, dutch = both(name)
    assert examples(english) == examples(dutch)


def test_the_life_of_an_event_is_the_same_in_both_languages():
    def told(text: str) -> list[list[str]]:
        """What the files say, without the words about it."""
        rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("|")]
        return [row[3:] for row in rows if row[4]]

    english, dutch = both("calendar-events")
    assert told(english) == told(dutch)


@pytest.mark.parametrize(("guide", "code"), [("screens.md", "en"), ("screens.nl.md", "nl")])
def test_the_guide_calls_each_screen_as_the_program_does(guide, code):
    titles = re.findall(r"^## (.*)$", read(GUIDES / guide), re.MULTILINE)
    named = [f"{language(code).gettext(entry.name)} (`{entry.key}`)" for entry in SCREENS]
    assert [title for title in titles if title.endswith("`)")] == named


def test_the_glossary_has_each_word_once_in_order_with_its_dutch_and_what_it_means():
    lines = read(ROOT / "docs" / "glossary.md").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    words = [row[0] for row in rows[2:]]
    assert words == sorted(set(words))
    assert all(len(row) == 3 and all(row) for row in rows[2:])


def named_files(text: str) -> list[str]:
    """What is told as a place in this repository: paths of Python files, and folders of the house."""
    return [
        span
        for span in SPAN.findall(without_fences(text))
        if re.fullmatch(r"[\w/]+\.py|(tests|benchmarks)/[\w/]+", span)
    ]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_every_file_that_a_decision_names_is_there(page):
    for path in named_files(read(page)):
        assert (ROOT / path).exists() or (ROOT / "secretariat_tui" / path).exists(), path


def test_the_index_has_every_decision_under_its_number():
    index = read(ROOT / "docs" / "decisions" / "README.md")
    for number, page in enumerate((page for page in DECISIONS if page.name != "README.md"), 1):
        assert page.name.startswith(f"{number:04}-")
        assert read(page).startswith(f"# {number}. ")
        assert f"| [{number}]({page.name}) | " in index
