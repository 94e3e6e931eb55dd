"""Help that begins with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module

import click


class Examples(click.Command):
    """A command whose help shows what to type before it explains."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_help_text(ctx, formatter)
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)


class Commands(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is asked for: "chidao build" waits for no other."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        """*modules*: by the name of a command, the module beside this one that has it."""
        self._modules = dict(modules)
        self._added: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._added:
            module = import_module(f".{self._modules[name]}", __package__)
            self._added[name] = getattr(module, name)
        return self._added[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._added[name] = command

    def __delitem__(self, name: str) -> None:
        self._added.pop(name, None)
        self._modules.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._modules, **self._added})

    def __len__(self) -> int:
        return len({**self._modules, **self._added})


class Group(click.Group):
    """The same for the commands together."""

    command_class = Examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_help_text(ctx, formatter)
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
