"""What `html` reads web pages with.

charset     bytes → letters: what the page declares is often wrong
portal      which parts are the portal's own: menus, side bars, footers
notes       footnotes: two links that lead to each other
tables      rows and columns of a table, and which tables only set the page
walker      the elements of a page → blocks in reading order
style       what the attributes of an element say about how it looks
"""
