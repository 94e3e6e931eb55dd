/* theme/assets/javascripts/copy-citation.js
 * Copies the official citation of a document, and of each of its clauses, or the link to a clause: the label
 * of a clause opens the choice.  The words are in the page; here they are only put one behind the other.
 * Without JavaScript a label is a link to its clause. */
(() => {
  const page = document.querySelector("[data-vb-document]")
  if (!page) return

  const whole = page.dataset.vbDocument
  if (whole) globalThis.chidaoTool?.("Sao chép trích dẫn", () => chidaoCopy(whole, `Đã sao chép: ${whole}`)).setAttribute("title", whole)

  const links = document.querySelectorAll("[data-vb-copy]")
  if (!links.length) return

  const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1)
  for (const link of links) {
    link.title = capital(link.dataset.vbCopy)
    link.setAttribute("aria-haspopup", "dialog")
    if (!link.textContent) link.ariaLabel = link.title
  }

  const box = document.createElement("div")
  box.className = "vb-clause-menu"
  box.setAttribute("role", "dialog")
  box.hidden = true
  const said = document.createElement("p")
  box.append(said)
  let opened = null

  const close = (back = true) => {
    if (box.hidden) return
    box.hidden = true
    if (back) opened.focus()
    opened = null
  }

  const button = (name, act) => {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "vb-clause-menu__button"
    made.textContent = name
    made.addEventListener("click", () => {
      act(opened)
      close()
    })
    box.append(made)
    return made
  }

  // Mail and chat programs end a link before a closing bracket: "#2.2(1)" would lose it.
  const address = (link) => link.href.replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))
  const citation = (link) => `${link.dataset.vbCopy} ${whole}`

  if (whole) button("Sao chép trích dẫn", (link) => chidaoCopy(citation(link), `Đã sao chép: ${citation(link)}`))
  button("Sao chép liên kết", (link) => chidaoCopy(address(link), `Đã sao chép liên kết tới ${link.dataset.vbCopy}.`))
  button("Đóng", () => {})
  document.body.append(box)

  const open = (link) => {
    opened = link
    said.textContent = whole ? citation(link) : capital(link.dataset.vbCopy)
    box.setAttribute("aria-label", link.title)
    box.hidden = false
    const place = link.getBoundingClientRect()
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 8))
    box.style.left = `${left + scrollX}px`
    box.style.top = `${place.bottom + 6 + scrollY}px`
    box.querySelector("button").focus({ preventScroll: true })
    box.scrollIntoView({ block: "nearest" })
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-vb-copy]")
    if (!link) return box.contains(event.target) || close(false)
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(link)
  })
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    event.stopPropagation()
    close()
  })
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) close(false)
  })
})()
