"""The form for those who never saw Markdown: Sveltia CMS, shipped with the site under bien-tap/.

    van-ban.schema.json ──fields──▶ fields, shapes ┐
    mkdocs.yml ──settings──▶ where pages are kept  ├──▶ bien-tap/settings.js ──form.js──▶ Sveltia
    the folders of content/ ──────▶ groups         ┘

    parts/form.js         opens one page or one folder; gives Sveltia what it would ask of other servers
    parts/page-file.js    a page ⇄ what the form shows; only the lines of a changed value are written anew
    sveltia/              @sveltia/cms as npm has it (MIT); `renewing` brings a newer one
    words.json            Vietnamese words that Sveltia lacks, or says for sites of another kind

It is for editors only: no page of readers loads any of it, and no offline copy holds it.
"""

from .building import FOLDER, PAGE, form_offered, write_form

__all__ = ["FOLDER", "PAGE", "form_offered", "write_form"]
