"""`python -m chidao` is `chidao`."""

from .cli import main

if __name__ == "__main__":
    main()
