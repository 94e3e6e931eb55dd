/* moved.js
 * A page that moved: goes on to its new address at once, and takes the clause along.
 * Without JavaScript the browser goes on after a second; the link is there as well. */
(() => {
  const link = document.querySelector("[data-vb-moved]")
  if (link) location.replace(link.href + location.hash)
})()
