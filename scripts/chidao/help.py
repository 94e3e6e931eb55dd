"""Help that begins with an example."""

from __future__ import annotations

import click


class Examples(click.Command):
    """A command whose examples come first."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_help_text(ctx, formatter)
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)
