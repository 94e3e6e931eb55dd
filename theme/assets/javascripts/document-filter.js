/* theme/assets/javascripts/document-filter.js
 * A field above long contents: what is typed, with accents or without, leaves the clauses that hold it.
 * Reads as search does, with its engine, which is loaded when the field is entered.
 * Without JavaScript the contents are whole. */
(() => {
  const box = document.querySelector("[data-vb-contents]")
  const search = document.querySelector("[data-vb-search]")
  const links = box ? [...box.querySelectorAll("li > a")] : []
  if (links.length < 10 || !search) return

  const label = document.createElement("label")
  const field = document.createElement("input")
  const said = document.createElement("span")
  label.className = "vb-contents__filter"
  field.type = "search"
  field.autocomplete = "off"
  field.spellcheck = false
  field.placeholder = "Lọc mục lục"
  field.setAttribute("aria-label", "Lọc mục lục")
  said.className = "vb-contents__said"
  said.setAttribute("role", "status")
  label.append(field, said)
  box.querySelector("summary").after(label)

  const filter = async () => {
    const engine = await chidaoIndex(search.dataset.vbSearch)
    const reading = engine.reading(field.value)
    let left = 0
    // From the last to the first: a clause stays where one inside it stays.
    for (const link of [...links].reverse()) {
      const item = link.parentElement
      const own = reading.empty || reading.covers(link.textContent)
      if (own) left++
      item.hidden = !own && !item.querySelector("li:not([hidden])")
    }
    said.textContent = reading.empty ? "" : left ? `${left} mục` : "Không mục nào có các chữ ấy"
  }

  field.addEventListener("focus", () => chidaoIndex(search.dataset.vbSearch).catch(() => {}), { once: true })
  field.addEventListener("input", () => filter().catch(() => (said.textContent = "Không mở được bộ tìm kiếm")))
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return
    field.value = ""
    filter().catch(() => {})
    event.stopPropagation()
  })
})()
