"""The commands of `chidao`, one module each; `cli` gathers them."""
