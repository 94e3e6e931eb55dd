/* theme/assets/javascripts/search-box.js
 * Suggests documents while one types in the box of the header: by number, by name, by title.
 * Arrow keys choose, Enter opens, Escape closes.  The key "/" leads to the box.
 * Without JavaScript there is no box, and the lists serve. */
(() => {
  const form = document.querySelector("[data-vb-search]")
  if (!form) return

  const root = form.dataset.vbSearch
  const field = form.querySelector("input")
  const list = form.querySelector("[role=listbox]")
  const status = form.querySelector("[data-vb-search-status]")
  const options = () => [...list.querySelectorAll("[role=option]")]
  let asked = 0
  let chosen = -1

  const opened = () => chidaoIndex(root)
  // The index is small; by the time the first word is typed it is here.
  field.addEventListener("focus", () => opened().catch(() => {}), { once: true })

  const close = () => {
    list.hidden = true
    chosen = -1
    field.setAttribute("aria-expanded", "false")
    field.removeAttribute("aria-activedescendant")
  }

  const choose = (place) => {
    const all = options()
    chosen = all.length ? (place + all.length) % all.length : -1
    all.forEach((option, n) => option.setAttribute("aria-selected", n === chosen))
    if (chosen < 0) return
    field.setAttribute("aria-activedescendant", all[chosen].id)
    all[chosen].scrollIntoView({ block: "nearest" })
  }

  const words = (pieces) =>
    pieces.map(([text, marked]) => {
      if (!marked) return text
      const mark = document.createElement("mark")
      mark.textContent = text
      return mark
    })

  const option = (address, ...parts) => {
    const item = document.createElement("li")
    item.setAttribute("role", "option")
    item.id = `vb-search-option-${list.children.length}`
    item.dataset.address = address
    for (const [name, content] of parts) {
      const line = document.createElement("span")
      line.className = `vb-search__${name}`
      line.append(...content)
      item.append(line)
    }
    list.append(item)
  }

  const results = (question) => `${root}/tim-kiem.html?q=${encodeURIComponent(question)}`

  const show = (question, cards) => {
    list.replaceChildren()
    for (const card of cards) {
      const facts = [card.issuer, card.when, card.held ? card.status : "chưa có trong kho"].filter(Boolean)
      option(
        `${root}/${card.address}`,
        ["name", words(card.titlePieces)],
        ...(card.subject && !card.title.toLowerCase().includes(card.subject.toLowerCase()) ? [["subject", words(card.subjectPieces)]] : []),
        ["facts", [facts.join(" · ")]],
      )
    }
    option(results(question), ["all", [`Tìm “${question}” trong toàn văn`]])
    list.hidden = false
    chosen = -1
    field.setAttribute("aria-expanded", "true")
    field.removeAttribute("aria-activedescendant")
    status.textContent = cards.length ? `${cards.length} gợi ý; dùng mũi tên xuống để chọn.` : ""
  }

  const suggest = async () => {
    const question = field.value.trim()
    const mine = ++asked
    if (question.length < 2) return close()
    try {
      const engine = await opened()
      const cards = await engine.suggest(field.value)
      if (mine === asked && document.activeElement === field) show(question, cards)
    } catch {
      close() // Enter still leads to the page of results, which tells what is wrong.
    }
  }

  let waiting
  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(suggest, 120)
  })
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "ArrowDown" && list.hidden) suggest()
    else if (event.key === "ArrowDown") choose(chosen + 1)
    else if (event.key === "ArrowUp" && !list.hidden) choose(chosen < 0 ? -1 : chosen - 1)
    else if (event.key === "Escape" && !list.hidden) close()
    else if (event.key === "Enter" && chosen >= 0) location.href = options()[chosen].dataset.address
    else return
    event.preventDefault()
  })
  list.addEventListener("pointerdown", (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) location.href = option.dataset.address
  })
  field.addEventListener("blur", () => {
    asked++
    close()
  })
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest("input, textarea, select, [contenteditable]")) return
    event.preventDefault()
    const page = document.querySelector("[data-vb-results] input[type=search]")
    ;(page ?? field).focus()
    ;(page ?? field).select()
  })
})()
