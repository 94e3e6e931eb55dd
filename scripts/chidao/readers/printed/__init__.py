"""Pages as they are printed: from letters and their places to paragraphs in reading order.

a PDF's letters ──▶ pdf_pages, characters, accents ─┐
a picture       ──▶ ocr, misread ───────────────────┴▶ words ──▶ tables, layout (rows)
                                                                      │
paragraphs ◀── flow, paragraphs, margins ◀── columns ◀── stamps, furniture, notes, unruled tables taken off
"""
