/* theme/assets/javascripts/reading.js
 * How large and how wide a text is: buttons for both, and one to print.  What is chosen is kept (chosen.js).
 * Without JavaScript the browser's own zoom serves. */
(() => {
  if (!globalThis.chidaoTool) return

  const page = document.body.dataset
  const SIZES = ["1", "2", "3", "4", "5"]
  if (!SIZES.includes(page.vbSize)) page.vbSize = "2"

  const size = (step) => {
    const place = SIZES.indexOf(page.vbSize) + step
    if (place < 0 || place >= SIZES.length) return
    page.vbSize = SIZES[place]
    chidaoChosen.keep("size", page.vbSize)
    show()
  }

  const width = () => {
    page.vbWidth = page.vbWidth === "wide" ? "middle" : "wide"
    chidaoChosen.keep("width", page.vbWidth)
    show()
  }

  const smaller = chidaoTool("A−", () => size(-1), "A−: chữ nhỏ hơn")
  const larger = chidaoTool("A+", () => size(1), "A+: chữ to hơn")
  const wide = chidaoTool("Trang rộng", width)
  chidaoTool("In", () => print())
  for (const button of [smaller, larger]) button.classList.add("vb-tools__button--half")
  wide.classList.add("vb-tools__button--width")

  // Not disabled: the focus would be lost with the last step.
  const show = () => {
    smaller.setAttribute("aria-disabled", page.vbSize === SIZES[0])
    larger.setAttribute("aria-disabled", page.vbSize === SIZES.at(-1))
    wide.setAttribute("aria-pressed", page.vbWidth === "wide")
  }
  show()
})()
