"""What `chidao convert --update` tells: of each page what becomes of it, then how many of each there are."""

from __future__ import annotations

from collections.abc import Iterator

from ..conversion import Outcome, Result
from ..merging import Merged
from .paths import short


def told(result: Result, write: bool) -> Iterator[str]:
    """The lines about one page; nothing of a page that stays as it is."""
    name = short(result.page) if result.page else ""
    if result.outcome is Outcome.CONVERTED:
        there = bool(result.difference and result.difference[0])
        verb = (
            ("replaced" if there else "made")
            if write
            else ("would be replaced" if there else "would be made")
        )
        reason = "no editor changed it" if there else "it is new"
        yield f"{name}: {verb} ({reason})"
    elif result.merged:
        merged = result.merged
        yield f"{name}: {'merged' if write else 'would be merged'}: {_sums(merged)}"
        if not merged.with_ancestor:
            yield (
                "    what was converted before is neither in the history of git nor in .cache/: "
                "all that differs is a conflict"
            )
        if merged.taken:
            yield f"    from the new conversion: {', '.join(merged.taken)}"
        if merged.kept:
            yield f"    kept from the editor: {', '.join(merged.kept)}"
        for conflict in merged.conflicts:
            yield f"{name}:{conflict.line}: conflict{f' in {conflict.key}' if conflict.key else ''}"
        if merged.reviewed and (merged.taken or merged.places_taken):
            yield f"    was reviewed on {merged.reviewed}, before these changes: look at it again"


def _sums(merged: Merged) -> str:
    taken = merged.places_taken + len(merged.taken)
    kept = merged.places_kept + len(merged.kept)
    return (
        f"{taken} from the new conversion, {kept} from the editor, "
        f"{len(merged.conflicts)} conflict{'' if len(merged.conflicts) == 1 else 's'}"
    )
