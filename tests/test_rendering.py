"""Originals that no browser shows, as pages."""

from __future__ import annotations

import hashlib

from chidao.how_read import how_read
from chidao.library import OriginalFile
from chidao.project import Project
from chidao.publish.rendering import Rendering
from chidao.readers.kept import Kept
from helpers import TESTS, put


def rendered(project: Project, name: str, text: str | bytes) -> str:
    """The page that shows the original *name*."""
    path = put(project, name, text)
    file = OriginalFile(
        project.root, name, 1, hashlib.sha256(path.read_bytes()).hexdigest(), False, how_read("", "")
    )
    return Rendering(file, "Kết luận số 1-KL/TW", "van-ban/2025/1-kl-tw.html").html(Kept.under(project.cache))


def test_a_text_is_shown_line_by_line_and_nothing_in_it_is_markup(project: Project) -> None:
    html = rendered(project, "originals/2025/a.txt", "Số 1-KL/TW\n\n  1. Việc <script>x</script> một\n")
    assert "<pre>Số 1-KL/TW\n\n  1. Việc &lt;script&gt;x&lt;/script&gt; một\n</pre>" in html
    assert 'href="../../originals/2025/a.txt" target="_top" download>Tải tệp gốc a.txt</a>' in html
    assert 'href="../../van-ban/2025/1-kl-tw.html"' in html


def test_a_word_file_is_shown_as_it_was_read_and_says_so(project: Project) -> None:
    word = (TESTS / "word" / "bang-gop-o.docx").read_bytes()
    html = rendered(project, "originals/bang.docx", word)
    assert "Bản xem nhanh: chữ và bảng như máy đọc từ tệp gốc" in html
    assert html.count("<table>") == html.count("</table>") >= 1


def test_a_file_that_cannot_be_read_is_offered_for_download(project: Project) -> None:
    html = rendered(project, "originals/hong.docx", b"PK\x03\x04 broken")
    assert "Máy không đọc được tệp này; hãy tải về để xem." in html
