r"""Completion in bash, zsh and fish: the script that each shell runs, how it asks, and how it is answered.

A shell asks by running the program with `_IKHTILAF_COMPLETE` set to the shell's name; zsh and fish put `-quoted` behind
it where the word at the cursor is inside quotes (fish: holds one), and bash sends the line, which tells. The answer is
one line a word, with a tab and the word's meaning behind it where the shell shows meanings. A line that begins with a
tab is for the script itself: `files` (offer names of files), `open` (the word may go on: no blank behind it), `keep N`
(the values follow the first N characters of the word that was begun).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import category

from ikhtilaf.cli.completion import Offer, offer
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.render.escape import one_line, visible

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "_IKHTILAF_COMPLETE"

# bash cuts words at = and : as well, so it says which part it means to replace, and the line whose words count.
_BASH = r"""# bash completion of ikhtilaf
_ikhtilaf_completion() {
    local line program=${1/#\~\//$HOME/}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            $'\tfiles') compopt -o default 2>/dev/null ;;
            $'\topen') compopt -o nospace 2>/dev/null ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(_IKHTILAF_COMPLETE=bash "$program" "$2" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o nosort -F _ikhtilaf_completion ikhtilaf 2>/dev/null || complete -F _ikhtilaf_completion ikhtilaf
"""

_ZSH = r"""#compdef ikhtilaf
_ikhtilaf_completion() {
    local line value program=${(Q)words[1]} shell=zsh${compstate[quote]:+-quoted}
    local -a lines items open
    program=${program/#\~\//$HOME/}
    lines=("${(@f)$(_IKHTILAF_COMPLETE=$shell $program "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in $lines; do
        case $line in
            ($'\tfiles') _files; return ;;
            ($'\topen') open=(-S '') ;;
            ($'\tkeep '*) compset -p ${line##* } ;;
            (*)
                value=${line%%$'\t'*}
                items+=("${value//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    (( $#items )) && _describe -V ikhtilaf items -U -i "$IPREFIX" "${open[@]}"
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ikhtilaf_completion "$@"
else
    compdef _ikhtilaf_completion ikhtilaf
fi
"""

_FISH = r"""# fish completion of ikhtilaf
function __ikhtilaf_completion
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -e words[1]
    set -l shell fish
    commandline -ct | string match --quiet --regex '[\'"]'; and set shell fish-quoted
    set -l begun (commandline -ct | string unescape 2>/dev/null; or commandline -ct)
    for line in (env _IKHTILAF_COMPLETE=$shell $program $words "$begun" 2>/dev/null)
        switch $line
            case \tfiles
                set -l kept (string match --regex '^--[^=]*=' -- "$begun")
                printf '%s\n' "$kept"(__fish_complete_path (string replace -- "$kept" '' "$begun"))
            case '*'
                printf '%s\n' $line
        end
    end
end
complete --command ikhtilaf --no-files --keep-order --arguments '(__ikhtilaf_completion)'
"""

SHELLS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


class UnknownShellError(IkhtilafError):
    """Completion was asked for in a shell that there is none for."""

    name = "unknown-shell"

    def __init__(self, shell: str) -> None:
        what = f'there is no completion for the shell "{shell}"' if shell else "it is not clear which shell this is"
        super().__init__(what, f"Name {', '.join(list(SHELLS)[:-1])} or {list(SHELLS)[-1]}.")


def answer(shell: str, arguments: Sequence[str]) -> str:
    """Return what the script of a shell, named as in `_IKHTILAF_COMPLETE`, is to be told; empty where there is nothing
    to offer, whatever the reason.
    """
    try:
        lines = _bash(*arguments) if shell == "bash" else _others(shell, arguments)
        return "".join(f"{line}\n" for line in lines)
    except Exception:  # noqa: BLE001 -- nobody could read a message in the middle of a command line
        return ""


def _bash(current: str, typed: str) -> Iterator[str]:
    """The whole words without the part of the last that bash leaves alone, since it ends in one of COMP_WORDBREAKS."""
    words, quoted = split(typed)
    begun = words.pop() if words else ""
    if _redirected(words):
        yield "\tfiles"
        return
    found = offer(words[1:], begun)
    yield from _signs(found)
    if not quoted:  # inside quotes bash hands the word over without them
        current = "" if current in {"=", ":"} else split(current)[0][-1]
    left = begun[: len(begun) - len(current)] if begun.endswith(current) else ""
    for item in found.items:
        whole = found.kept + item.value
        if whole.startswith(left) and _harmless(item.value, quoted=quoted):
            yield whole[len(left) :] if quoted else _escaped(whole[len(left) :])


def _others(shell: str, arguments: Sequence[str]) -> Iterator[str]:
    *words, begun = arguments or ("",)
    quoted = shell.endswith("-quoted")
    shell = shell.removesuffix("-quoted")
    found = offer(words, begun)
    if shell == "zsh" and found.kept:
        yield f"\tkeep {len(found.kept)}"
    yield from _signs(found)
    before = "" if shell == "zsh" else found.kept
    for item in found.items:
        if _harmless(item.value, quoted=quoted):
            yield f"{before}{item.value}\t{' '.join(one_line(item.meaning).split())}"


def _signs(found: Offer) -> Iterator[str]:
    if found.files:
        yield "\tfiles"
    if found.open_end:
        yield "\topen"


def split(typed: str) -> tuple[list[str], bool]:
    """Split a line as a shell would into words, of which the last ends at the line's end and may be empty; and tell
    whether it ends inside quotes.

    >>> split("show 'a b' c")
    (['show', 'a b', 'c'], False)
    >>> split('show "a b')
    (['show', 'a b'], True)
    >>> split("show ")
    (['show', ''], False)
    """
    words: list[str] = []
    word, quote, escaped = "", "", False
    for char in typed:
        if escaped:
            word, escaped = word + char, False
        elif char == "\\" and quote != "'":
            escaped = True
        elif quote:
            word, quote = (word, "") if char == quote else (word + char, quote)
        elif char in "'\"":
            quote = char
        elif char.isspace():
            words, word = [*words, word] if word else words, ""
        else:
            word += char
    return [*words, word], bool(quote)


def _redirected(words: Sequence[str]) -> bool:
    return bool(words) and words[-1].lstrip("0123456789&") in {">", ">>", "<", ">|"}


_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@%+=:,/ -")


def _harmless(value: str, *, quoted: bool) -> bool:
    """Tell whether a shell can be given a value, which is whatever a log has there, without running any of it.

    Inside quotes bash puts a word on the line as it stands, where $ and the quote itself work: there only plain
    characters will do, and letters, marks and digits beyond ASCII. zsh and fish escape the rest, but history expansion
    and quotes within backquotes undo some of that. Outside quotes all is escaped; but within backquotes an escaped
    backquote begins another command.
    """
    if not quoted:
        return value.isprintable() and visible(value) == value and "`" not in value
    return visible(value) == value and all(
        char in _PLAIN or (not char.isascii() and category(char)[0] in "LMN") for char in value
    )


def _escaped(word: str) -> str:
    return "".join(char if char.isalnum() or char in "_@%+=:,./-" else f"\\{char}" for char in word)


# Setting it up --------------------------------------------------------------------------------------------------------


def script(shell: str) -> str:
    """Return the script of a shell, "" for the one that runs this; raises `UnknownShellError`."""
    return SHELLS[_known(shell)]


def install(shell: str) -> str:
    """Write the script of a shell, "" for the one that runs this, where the shell reads it; return where that is.

    bash and zsh are told of it in `~/.bashrc` and `~/.zshrc`, once. Raises `UnknownShellError`, and
    `UnwritablePathError` where the system will not have it.
    """
    from pathlib import Path

    from ikhtilaf.cli.errors import UnwritablePathError

    shell, home = _known(shell), Path.home()
    told: Path | None = None
    match shell:
        case "bash":
            target, told = home / ".bash_completions" / "ikhtilaf.sh", home / ".bashrc"
            line = f"source '{target}'"
        case "zsh":
            target, told = home / ".zfunc" / "_ikhtilaf", Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
            line = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
        case _:
            config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            target, line = config / "fish" / "completions" / "ikhtilaf.fish", ""
    writing = target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(SHELLS[shell], "utf-8")
        if told is not None:
            writing = told
            _append(told, os.fsencode(line))
    except OSError as error:
        raise UnwritablePathError(str(error.filename or writing), error.strerror or str(error)) from error
    return str(target)


def _append(settings: Path, line: bytes) -> None:
    """Put a line at the end of a user's file, unless it is in it; what is in it stays, byte for byte, come what may."""
    content = settings.read_bytes() if settings.exists() else b""
    if line not in content.splitlines():
        with settings.open("ab") as file:
            file.write((b"" if content.endswith(b"\n") or not content else b"\n") + line + b"\n")


def _known(shell: str) -> str:
    found = shell or _running()
    if found not in SHELLS:
        raise UnknownShellError(found)
    return found


def _running() -> str:
    """The shell that runs this, as far as can be told; else the user's own."""
    try:
        from shellingham import ShellDetectionFailure, detect_shell  # type: ignore[import-untyped]
    except ImportError:
        return os.path.basename(os.environ.get("SHELL", ""))  # noqa: PTH119
    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        return os.path.basename(os.environ.get("SHELL", ""))  # noqa: PTH119
