"""The offline copy: the site in one zip that an office unzips, opens, and can trust.

    00-MO-TAI-DAY.html    the start page: the one file that a clerk opens
    01-HUONG-DAN.txt      how to copy, open, update and check it
    kho/                  the site, as it is
    kiem-ke/              the manifest: SHA-256 of every file, in parts

The names at the top are plain ASCII: zip programs that know nothing of UTF-8 (Explorer up to Windows 7,
old unzip) make "Mß╗₧" of "MỞ".  The site lies in a folder of its own, for among thousands of files
nobody finds the one to open.  Same site and same date, same bytes.

    site/ ──tree──▶ names checked ──manifest──▶ full copy, or what is not in an older one ──▶ dist/*.zip
"""

from .copying import Packed, pack
from .manifest import BadManifest, Manifest
from .names import UnfitNames
from .offering import offer
from .verifying import Finding, Report, verify

__all__ = [
    "BadManifest",
    "Finding",
    "Manifest",
    "Packed",
    "Report",
    "UnfitNames",
    "offer",
    "pack",
    "verify",
]
