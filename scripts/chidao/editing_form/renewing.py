"""Bring another version of Sveltia CMS from npm: what is shipped is what npm has, byte for byte.

    python -m chidao.editing_form.renewing 0.221.1 sha512-J+Qoik9k…

The hash is npm's own of the package (`npm view @sveltia/cms@0.221.1 dist.integrity`), read from elsewhere
than the package itself.  A new version is then tried: tests/test_editing_form.py drives it, and has the
hashes of its files.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import sys
import tarfile
import urllib.request
from pathlib import Path

from ..errors import ChidaoError

_ADDRESS = "https://registry.npmjs.org/@sveltia/cms/-/cms-{version}.tgz"
_FOLDER = Path(__file__).parent / "sveltia"
_FONTS = "package/npm/assets/material-symbols-outlined"
# Our name ← where it lies in the package; the names of fonts carry a hash.
_TAKEN = {
    "sveltia-cms.js": r"package/dist/sveltia-cms\.js",
    "vi.json": r"package/locales/vi\.json",
    "LICENSE.txt": r"package/LICENSE\.txt",
    "material-symbols-outlined.woff2": rf"{_FONTS}-latin-wght-normal-.*\.woff2",
    "material-symbols-outlined.LICENSE.txt": rf"{_FONTS}\.LICENSE\.txt",
}


class NotThePackage(ChidaoError):
    """What came is not what was asked for."""

    def __init__(self, version: str, trouble: str) -> None:
        super().__init__(f"@sveltia/cms {version}: {trouble}; nothing was changed")


def renew(version: str, integrity: str) -> None:
    """Put the files of *version* into sveltia/.  Raises NotThePackage."""
    with urllib.request.urlopen(_ADDRESS.format(version=version), timeout=60) as answer:
        package = answer.read()
    for name, content in taken(package, version, integrity).items():
        (_FOLDER / name).write_bytes(content)


def taken(package: bytes, version: str, integrity: str) -> dict[str, bytes]:
    """By our names: the files that are shipped, out of *package*.  Raises NotThePackage."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != integrity:
        raise NotThePackage(version, f"its hash is {found}, not {integrity}")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        names = archive.getnames()
        files = {}
        for name, pattern in _TAKEN.items():
            path = next((path for path in names if re.fullmatch(pattern, path)), None)
            file = archive.extractfile(path) if path else None
            if file is None:
                raise NotThePackage(version, f"holds no {pattern}")
            files[name] = file.read()
    return files


if __name__ == "__main__":
    renew(*sys.argv[1:])
