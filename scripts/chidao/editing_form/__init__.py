"""The form for those who never saw Markdown: Sveltia CMS, shipped with the site under bien-tap/.

    van-ban.schema.json ──fields──▶ fields, shapes ┐
    mkdocs.yml ──settings──▶ where pages are kept  ├─building─▶ bien-tap/settings.js ──form.js──▶ Sveltia
    the folders of content/ ──────▶ groups         ┘

    parts/form.js           opens one page or one folder; gives Sveltia what it would ask of other servers
    parts/front-matter.js   the lines of front matter → what they say, and where
    parts/page-file.js      a page ⇄ what the form shows; only the lines of a changed value are written anew
    sveltia/                @sveltia/cms 0.221.1 as npm has it (MIT); `renewing` brings a newer one
    words.json              Vietnamese words that Sveltia lacks, or says for sites of another kind

It is for editors only: no page of readers loads any of it, and no offline copy holds it.
"""

from .building import Form, write_form
from .settings import BadForm, Place, place_of

__all__ = ["BadForm", "Form", "Place", "place_of", "write_form"]
