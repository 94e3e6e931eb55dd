"""`chidao move`: another address for a page."""

from __future__ import annotations

from pathlib import Path

import click

from ..editing import move as move_page
from ..project import Project
from .help import Examples
from .paths import short


@click.command(cls=Examples)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def move(old: Path, new: Path) -> None:
    """Give a page another address; who comes by the old one is led to the new.

    \b
    For example:
        chidao move content/van-ban/chua-ro-nam/ket-luan.md content/van-ban/2018/
        chidao move content/van-ban/2018/ket-luan.md content/van-ban/2018/ket-luan-34-kl-tw.md

    Relations and links of other pages that named the old address get the new one.
    """
    moved = move_page(Project.find(), old, new)
    click.echo(f"{short(old)} → {short(moved.page)}")
    for name, count in sorted(moved.mended.items()):
        click.echo(f"{name}: đã ghi địa chỉ mới ở {count} chỗ")
    click.echo("Địa chỉ cũ vẫn dẫn đến trang này sau khi dựng lại kho.")
