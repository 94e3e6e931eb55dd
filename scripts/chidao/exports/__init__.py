"""What is taken away of a site: tables, records, a feed, and each document in other forms.

    du-lieu/   danh-muc.xlsx .csv .json     the catalogue
               quan-he.csv .json            what documents do with one another
               nhiem-vu.xlsx .csv .json     who must do what, by when
               dieu-khoan.jsonl             every clause with its words
               van-ban-moi.xml              the newest documents, an Atom feed
               schema-1.json                what each key means (JSON Schema)
               index.json                   these files: rows, bytes, SHA-256
    tai-ve/    2025/ket-luan-177-kl-tw.md .docx .html    the page, a Word file, a sheet to print

    nhiem-vu.ics, co-quan/….ics    calendars of time limits

Same library, same bytes.
"""

from .calendars import write_calendars
from .data import DATA, FOR_PEOPLE, Offered, offered, write_data
from .forms import Forms, forms_of, write_forms
from .sitemap import write_sitemap

__all__ = [
    "DATA",
    "FOR_PEOPLE",
    "Forms",
    "Offered",
    "forms_of",
    "offered",
    "write_calendars",
    "write_data",
    "write_forms",
    "write_sitemap",
]
