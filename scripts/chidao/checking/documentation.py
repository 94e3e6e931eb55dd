"""What editors read of the checks, made of their docstrings; the tests run the same examples."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from ..checks import MODULES

_EXAMPLE = re.compile(r"^(Đạt|Không đạt)([^\n]*):\n\n((?:    [^\n]*\n|\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A page of a docstring."""

    passes: bool
    reason: str
    """", vì ngày đứng trước"."""
    page: str


@dataclass(frozen=True, slots=True)
class About:
    """The documentation of one check."""

    code: str
    title: str
    rule: str
    """The first sentence."""
    markdown: str
    examples: tuple[Example, ...]


def documentation() -> str:
    """The page of all checks, in Markdown."""
    out = [
        "# Các phép kiểm tra",
        "Lệnh `chidao check` kiểm tra các trang và nêu từng chỗ: tệp, dòng, cột, sai gì, sửa thế nào, và tên "
        "phép kiểm tra trong ngoặc vuông. Lỗi thì phải sửa; cảnh báo thì cần xem lại. Dòng bắt đầu bằng → là "
        "dòng đã sửa: `chidao check --fix` ghi những chỗ sửa ấy vào tệp, và chỉ những chỗ ấy.",
    ]
    for module in MODULES:
        check = about(module.CODE)
        out += [
            f"## {check.title} {{#{check.code}}}",
            f"Tên trong thông báo: `[{check.code}]`",
            check.markdown,
        ]
    return "\n\n".join(out) + "\n"


def about(code: str) -> About:
    """The documentation of the check with this *code*."""
    (module,) = (m for m in MODULES if code == m.CODE)
    words = f"{inspect.cleandoc(module.__doc__ or '')}\n"
    return About(
        code, module.TITLE, words.split("\n\n")[0].replace("\n", " ").strip(), words, tuple(examples(module))
    )


def examples(module: ModuleType) -> Iterator[Example]:
    """The pages that the docstring of a check shows, in order."""
    for word, reason, page in _EXAMPLE.findall(f"{module.__doc__}\n"):
        yield Example(word == "Đạt", reason, textwrap.dedent(page).strip("\n") + "\n")
