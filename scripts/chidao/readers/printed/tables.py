"""Tables that a page draws: where lines across and lines down meet, there are cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .layout import Line, Sheet, Table, Word, set_rows

_NEAR = 3.0
"""Points within which two lines are one, and a line meets another."""
_MOST_LINES = 4000
_MOST_FIELDS = 10_000
"""On one page; more is a drawing."""

Segment = tuple[float, float, float]


def take_tables(sheet: Sheet) -> None:
    """Move the words that stand in a drawn grid from the sheet into tables."""
    rules = sheet.rules
    if len(rules.across) < 2 or len(rules.down) < 2 or len(rules.across) + len(rules.down) > _MOST_LINES:
        return
    across, down = _joined(rules.across), _joined(rules.down)
    for grid_across, grid_down in _grids(across, down):
        grid = _Grid(grid_across, grid_down)
        inside = [w for w in sheet.words if grid.holds(w)]
        if not inside or not grid.is_table():
            continue
        taken = {id(w) for w in inside}
        sheet.words = [w for w in sheet.words if id(w) not in taken]
        sheet.tables.append(Table(grid.ys[0], grid.rows(inside, sheet.page), sheet.page))
    sheet.tables.sort(key=lambda table: table.top)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Pieces of one line made one: each cell draws its own, not always at quite the same height."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments):
        if lines and segment[0] - lines[-1][0][0] <= _NEAR:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [whole for line in lines for whole in _whole(line) if whole[2] - whole[1] > 2 * _NEAR]


def _whole(line: list[Segment]) -> list[Segment]:
    """The pieces of a line, those joined that touch."""
    at = line[0][0]
    found: list[Segment] = []
    for _, start, end in sorted(line, key=lambda piece: piece[1:]):
        if found and start <= found[-1][2] + _NEAR:
            found[-1] = (at, found[-1][1], max(found[-1][2], end))
        else:
            found.append((at, start, end))
    return found


def _meet(a: Segment, d: Segment) -> bool:
    """Whether a line across and a line down touch."""
    return d[1] - _NEAR <= a[0] <= d[2] + _NEAR and a[1] - _NEAR <= d[0] <= a[2] + _NEAR


def _grids(across: list[Segment], down: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Lines that hang together, from the top of the page."""
    owner = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if _meet(a, d):
                owner[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, a in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(a)
    for j, d in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(d)
    whole = [g for g in groups.values() if len(g[0]) > 1 and len(g[1]) > 1]
    return sorted(whole, key=lambda g: min(a[0] for a in g[0]))


class _Grid:
    """Columns and rows between the lines; where no line parts two fields they are one cell."""

    def __init__(self, across: list[Segment], down: list[Segment]) -> None:
        self.across, self.down = across, down
        self.xs = _positions(d[0] for d in down)
        self.ys = _positions(a[0] for a in across)
        self.columns = len(self.xs) - 1
        self.owner = self._merge() if self.columns * len(self.ys) <= _MOST_FIELDS else []

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, word.base - 0.3 * word.size
        return self.xs[0] - _NEAR < x < self.xs[-1] + _NEAR and self.ys[0] - _NEAR < y < self.ys[-1] + _NEAR

    def is_table(self) -> bool:
        """Two cells at least: a frame around a text is none."""
        return self.columns > 0 and len(self.ys) > 1 and len(set(self.owner)) > 1

    def _merge(self) -> list[int]:
        rows = len(self.ys) - 1
        owner = list(range(max(rows * self.columns, 0)))
        for row in range(rows):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(self.columns):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                here = row * self.columns + column
                if column and not _crossed(self.down, self.xs[column], y):
                    _unite(owner, here - 1, here)
                if row and not _crossed(self.across, self.ys[row], x):
                    _unite(owner, here - self.columns, here)
        return [_top(owner, i) for i in range(len(owner))]

    def rows(self, words: Sequence[Word], page: int) -> list[list[list[Line]]]:
        """The lines of each field; those of a merged cell stand in its first one."""
        fields: list[list[Word]] = [[] for _ in self.owner]
        for word in words:
            x, y = (word.left + word.right) / 2, word.base - 0.3 * word.size
            column = min(max(sum(edge < x for edge in self.xs) - 1, 0), self.columns - 1)
            row = min(max(sum(edge < y for edge in self.ys) - 1, 0), len(self.ys) - 2)
            fields[self.owner[row * self.columns + column]].append(word)
        lines = [[line for row in set_rows(field, page) for line in row] for field in fields]
        return [lines[i : i + self.columns] for i in range(0, len(lines), self.columns)]


def _positions(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _crossed(segments: list[Segment], at: float, through: float) -> bool:
    return any(abs(s[0] - at) <= _NEAR and s[1] <= through <= s[2] for s in segments)


def _top(owner: list[int], i: int) -> int:
    while owner[i] != i:
        i = owner[i]
    return i


def _unite(owner: list[int], a: int, b: int) -> None:
    a, b = _top(owner, a), _top(owner, b)
    owner[max(a, b)] = min(a, b)
