"""The parts of a Word document (.docx, ECMA-376), one idea each.

package     the zip with its parts, bounded and without entities
names       the names of elements, and switches ("w:b")
styles      what a style gives: bold, hidden, font, outline level, numbering
numbering   the labels that Word counts: "Điều 5.", "1.2-", "a)"
formats     a number as a label writes it
symbols     what the letters of Wingdings and Symbol draw
runs        the words of a paragraph with their format, as they are seen when all changes are accepted
diagrams    what the shapes of a diagram say
tables      rows and columns; which tables only set the page
story       the order of it all: body, boxes, notes
sides       two columns that were set with tabs instead of a table
paragraphs  words with their format → Paragraph with its marks
witness     all words once more, by one plain pass
"""
