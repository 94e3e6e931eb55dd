"""Values that leave a child process or wait on disk: packed with pickle, unpacked with care.

Whoever takes over a reader with a crafted file must not gain more by answering with a crafted pickle,
so only the plain values of this package are unpacked.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import Any

# What such a pickle may name besides dataclasses, errors and enumerations of this package.
_PLAIN = {
    ("pathlib", "PosixPath"),
    ("pathlib._local", "PosixPath"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
}
_PACKAGE = __name__.split(".")[0]


class Refused(Exception):
    """The parcel names something that no reader returns."""


def pack(value: object) -> bytes:
    """*value* as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """The value in *data*.  Raises Refused for anything but values of this package, and for torn bytes."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Refused:
        raise
    except Exception as error:  # pickle lets through whatever its bytes cause
        raise Refused(f"{type(error).__name__}: {error}") from None


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        # Modules that this process has loaded: naming one must not run it.
        if module.startswith(f"{_PACKAGE}.") and "." not in name and module in sys.modules:
            found = super().find_class(module, name)
            if name == "_again" or (isinstance(found, type) and found.__module__ == module):
                return found
        raise Refused(f"{module}.{name} is no value of a document")
