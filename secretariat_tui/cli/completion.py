"""`secretariat completion`: scripts that let a shell complete commands and options."""

from __future__ import annotations

import os
from typing import ClassVar

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from secretariat_tui.cli.commands import command
from secretariat_tui.cli.output import say
from secretariat_tui.cli.root import root
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.finding import N_

PROGRAM = "secretariat"
VARIABLE = "_SECRETARIAT_COMPLETE"

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = $commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() }
    if ($wordToComplete -ne '') { $words = $words | Select-Object -SkipLast 1 }
    $env:%(complete_var)s = 'powershell_complete'
    $env:COMP_WORDS = $words -join "`n"
    $env:COMP_WORD = $wordToComplete
    %(prog_name)s | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_WORD
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell, which click does not have."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        words = os.environ.get("COMP_WORDS", "")
        return (words.split("\n") if words else []), os.environ.get("COMP_WORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{item.help or ''}"


@command("completion", help=N_("Print the completion script of a shell, for its start-up file."))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(session: Session, shell: str) -> int:  # noqa: ARG001
    """Exit 0."""
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(shell)
    say(found(root, {}, PROGRAM, VARIABLE).source())
    return 0


add_completion_class(PowerShellComplete)
