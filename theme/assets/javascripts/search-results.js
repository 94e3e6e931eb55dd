/* theme/assets/javascripts/search-results.js
 * The page of results.  What is asked stands in the address (?q=…&loai=…), so that it can be shared, kept
 * and gone back to, from file:// as well. */
(() => {
  const page = document.querySelector("[data-vb-results]")
  if (!page) return

  const root = page.dataset.vbResults
  const field = page.querySelector("input[type=search]")
  const status = page.querySelector("[data-vb-status]")
  const told = page.querySelector("[data-vb-told]")
  const list = page.querySelector("[data-vb-hits]")
  const pages = page.querySelector("[data-vb-pages]")
  const facetBox = page.querySelector("[data-vb-facets]")
  const facetForm = page.querySelector("[data-vb-facets-form]")
  const columns = page.querySelector("[data-vb-columns]")
  const sortBox = page.querySelector("[data-vb-sort]")
  const sort = sortBox.querySelector("select")

  const SIZE = 10
  const SHOWN = 8
  const KINDS = {
    loai: "Loại văn bản",
    "co-quan": "Cơ quan ban hành",
    cap: "Cấp",
    tinh: "Tỉnh, thành phố",
    nam: "Năm ban hành",
    "tinh-trang": "Tình trạng",
    "nhiem-vu": "Nhiệm vụ",
    "ra-soat": "Rà soát",
  }
  const more = new Set()
  let asked = 0
  page.hidden = false

  // ── The address ──

  const state = () => {
    const words = new URLSearchParams(location.search)
    return {
      question: words.get("q") ?? "",
      filters: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, words.getAll(kind)])),
      since: words.get("tu") ?? "",
      until: words.get("den") ?? "",
      sort: words.get("sap-xep") ?? "",
      number: Math.max(1, Number.parseInt(words.get("trang") ?? "1", 10) || 1),
    }
  }

  const address = (now) => {
    const words = new URLSearchParams()
    if (now.question) words.set("q", now.question)
    for (const [kind, values] of Object.entries(now.filters)) for (const value of values) words.append(kind, value)
    if (now.since) words.set("tu", now.since)
    if (now.until) words.set("den", now.until)
    if (now.sort) words.set("sap-xep", now.sort)
    if (now.number > 1) words.set("trang", now.number)
    const text = words.toString()
    return text ? `?${text}` : location.pathname.split("/").pop()
  }

  const go = (now, { keep = false } = {}) => {
    history[keep ? "replaceState" : "pushState"](null, "", address(now))
    return show({ typing: keep })
  }

  // ── Elements ──

  const element = (name, className, ...content) => {
    const made = document.createElement(name)
    if (className) made.className = className
    made.append(...content)
    return made
  }

  const marked = (pieces) => pieces.map(([text, mark]) => (mark ? element("mark", "", text) : text))

  const link = (href, ...content) => {
    const made = element("a", "", ...content)
    made.href = href
    return made
  }

  /** A link that changes what is asked, without loading the page again. */
  const change = (now, ...content) => {
    const made = link(address(now), ...content)
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      go(now)
      field.value = now.question
      page.scrollIntoView()
    })
    return made
  }

  // ── What was found ──

  const hit = (found, question) => {
    const query = question ? `?q=${encodeURIComponent(question)}` : ""
    const item = element("li", "vb-hit")
    const title = link(`${root}/${found.address}${found.held ? query : ""}`, ...marked(found.titlePieces))
    title.className = "vb-hit__title"
    item.append(element("h2", "vb-hit__name", title))
    if (found.subject && !found.title.toLowerCase().includes(found.subject.toLowerCase())) {
      item.append(element("p", "vb-hit__subject", ...marked(found.subjectPieces)))
    }
    const facts = element("p", "vb-hit__facts", found.issuer || "Chưa rõ cơ quan ban hành", " · ", found.date ? "" : "ngày ")
    if (found.date) {
      const time = element("time", "", found.when)
      time.dateTime = found.date
      facts.append(time)
    } else facts.append(found.when || "chưa rõ")
    if (found.note) facts.append(` · ${found.note}`)
    if (found.status) facts.append(" · ", element("strong", "", found.status))
    if (!found.held) facts.append(" · ", element("strong", "", "chưa có trong kho"), "; xem những nơi dẫn văn bản này")
    if (found.otherDate) facts.append(" · ", element("strong", "", "khác ngày với câu hỏi"))
    item.append(facts)
    if (found.sections.length) {
      const sections = element("ul", "vb-hit__sections")
      sections.setAttribute("role", "list")
      for (const section of found.sections) {
        const row = element("li", "vb-hit__section")
        if (section.anchor) {
          const label = section.label.charAt(0).toUpperCase() + section.label.slice(1)
          row.append(link(`${root}/${found.address}${query}#${encodeURIComponent(section.anchor)}`, label), ": ")
        } else if (section.label) row.append(element("span", "vb-hit__place", `${section.label.charAt(0).toUpperCase()}${section.label.slice(1)}: `))
        row.append(...marked(section.pieces))
        sections.append(row)
      }
      item.append(sections)
    }
    return item
  }

  const sentence = (now, found) => {
    const many = found.total.toLocaleString("vi-VN")
    if (!now.question) return `${many} văn bản`
    if (found.empty) return `“${now.question}” không có chữ hay số nào để tìm. Mọi văn bản, mới nhất trước:`
    if (!found.total) return `Không tìm thấy văn bản nào cho “${now.question}”.`
    if (found.relaxed) return `Không văn bản nào có đủ mọi từ của “${now.question}”. ${many} văn bản có nhiều từ nhất:`
    return `${found.about ? "Khoảng " : ""}${many} văn bản cho “${now.question}”`
  }

  const without = (now, kind, value) => ({
    ...now,
    number: 1,
    filters: { ...now.filters, [kind]: now.filters[kind].filter((other) => other !== value) },
  })

  const narrowed = (now) => Object.values(now.filters).some((values) => values.length) || now.since || now.until

  const cleared = (now) => ({ ...now, number: 1, since: "", until: "", filters: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) })

  const explain = (now, found, names) => {
    told.replaceChildren()
    if (found.meant) {
      told.append(element("p", "vb-results__meant", "Có phải bạn tìm ", change({ ...now, question: found.meant, number: 1 }, found.meant), "?"))
    }
    const chips = element("ul", "vb-chips")
    chips.setAttribute("role", "list")
    const chip = (next, text) => {
      const button = change(next, text, element("span", "vb-chips__cross", " ×"))
      button.setAttribute("aria-label", `Bỏ lọc: ${text}`)
      chips.append(element("li", "", button))
    }
    for (const [kind, values] of Object.entries(now.filters)) {
      for (const value of values) chip(without(now, kind, value), names[kind]?.find(([name]) => name === value)?.[1] ?? value)
    }
    const day = (iso) => iso.split("-").reverse().join("/")
    if (now.since) chip({ ...now, since: "", number: 1 }, `từ ${day(now.since)}`)
    if (now.until) chip({ ...now, until: "", number: 1 }, `đến ${day(now.until)}`)
    if (chips.children.length > 1) chips.append(element("li", "", change(cleared(now), "Bỏ mọi điều kiện lọc")))
    if (chips.children.length) told.append(chips)
    if (found.total || !now.question) return
    const advice = element("ul", "vb-results__advice")
    if (found.missing.length) advice.append(element("li", "", `Không văn bản nào có từ: ${found.missing.map((word) => `“${word}”`).join(", ")}.`))
    if (narrowed(now)) advice.append(element("li", "", change(cleared(now), "Tìm lại, bỏ mọi điều kiện lọc")))
    const words = now.question.replace(/["“”]/g, "").split(/\s+/)
    if (/["“”]/.test(now.question)) advice.append(element("li", "", "Tìm các từ này ở bất cứ chỗ nào: ", change({ ...now, question: words.join(" "), number: 1 }, words.join(" "))))
    const fewer = words.filter((word) => !found.missing.includes(word) && !word.startsWith("-"))
    if (fewer.length && fewer.length < words.length) advice.append(element("li", "", "Bớt từ: ", change({ ...now, question: fewer.join(" "), number: 1 }, fewer.join(" "))))
    advice.append(element("li", "", "Xem lại chính tả, hoặc chỉ gõ số và loại văn bản, ví dụ “kết luận 177”."))
    advice.append(element("li", "", "Hoặc tìm theo ", link(`${root}/duyet/loai/index.html`, "loại văn bản"), ", ", link(`${root}/duyet/co-quan/index.html`, "cơ quan ban hành"), ", ", link(`${root}/duyet/nam/index.html`, "năm"), "."))
    told.append(advice)
  }

  // ── Facets ──

  const facet = (now, kind, values) => {
    const chosen = now.filters[kind]
    const shown = values.filter(({ value, count }) => count || chosen.includes(value))
    // One value that all have leaves nothing to choose; a task that is open is worth knowing all the same.
    if (shown.length < (kind === "nhiem-vu" ? 1 : 2) && !chosen.length) return null
    shown.sort((a, b) => (kind === "nam" ? b.value.localeCompare(a.value) : b.count - a.count || a.label.localeCompare(b.label, "vi")))
    const box = element("fieldset", "vb-facet", element("legend", "", KINDS[kind]))
    shown.forEach(({ value, label, count }, n) => {
      const input = document.createElement("input")
      input.type = "checkbox"
      input.name = kind
      input.value = value
      input.checked = chosen.includes(value)
      const row = element("label", "vb-facet__row", input, element("span", "", label), " ", element("span", "vb-facet__count", count.toLocaleString("vi-VN")))
      row.hidden = n >= SHOWN && !input.checked && !more.has(kind)
      box.append(row)
    })
    if (shown.length > SHOWN && !more.has(kind)) {
      const button = element("button", "vb-facet__more", `Xem cả ${shown.length}`)
      button.type = "button"
      button.addEventListener("click", () => {
        more.add(kind)
        const hidden = [...box.querySelectorAll("[hidden]")]
        for (const row of hidden) row.hidden = false
        button.remove()
        hidden[0]?.querySelector("input").focus()
      })
      box.append(button)
    }
    return box
  }

  const days = (now) => {
    const box = element("fieldset", "vb-facet", element("legend", "", "Khoảng ngày"))
    for (const [name, text, value] of [["tu", "Từ ngày", now.since], ["den", "Đến ngày", now.until]]) {
      const input = document.createElement("input")
      input.type = "date"
      input.name = name
      input.value = value
      box.append(element("label", "vb-facet__day", `${text} `, input))
    }
    return box
  }

  const drawFacets = (now, found) => {
    const focused = facetForm.contains(document.activeElement) ? document.activeElement : null
    const boxes = Object.keys(KINDS).map((kind) => facet(now, kind, found.facets[kind] ?? []))
    facetForm.replaceChildren(...boxes.filter(Boolean), days(now))
    facetBox.hidden = !found.total && !narrowed(now)
    if (focused) facetForm.querySelector(`[name="${focused.name}"]${focused.type === "checkbox" ? `[value="${CSS.escape(focused.value)}"]` : ""}`)?.focus()
  }

  facetForm.addEventListener("change", () => {
    const now = state()
    const given = new FormData(facetForm)
    now.filters = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, given.getAll(kind)]))
    now.since = given.get("tu") ?? ""
    now.until = given.get("den") ?? ""
    go({ ...now, number: 1 })
  })

  // ── Pages ──

  const drawPages = (now, total) => {
    pages.replaceChildren()
    const last = Math.ceil(total / SIZE)
    if (last < 2) return
    const before = change({ ...now, number: now.number - 1 }, "Trang trước")
    const after = change({ ...now, number: now.number + 1 }, "Trang sau")
    if (now.number > 1) pages.append(before, " ")
    pages.append(element("span", "", `Trang ${now.number.toLocaleString("vi-VN")} trên ${last.toLocaleString("vi-VN")}`))
    if (now.number < last) pages.append(" ", after)
  }

  // ── Asking ──

  const show = async ({ typing = false } = {}) => {
    const now = state()
    const mine = ++asked
    if (!typing) field.value = now.question
    sort.value = now.sort
    document.title = now.question ? `${now.question} - Tìm kiếm` : "Tìm kiếm"
    page.setAttribute("aria-busy", "true")
    try {
      const engine = await chidaoIndex(root)
      const { filters, since, until } = now
      const found = await engine.search(now.question, { filters, since, until, sort: now.sort, from: (now.number - 1) * SIZE, size: SIZE, typing })
      const names = await engine.facets()
      if (mine !== asked) return
      status.textContent = sentence(now, found)
      explain(now, found, names)
      list.replaceChildren(...found.hits.map((one) => hit(one, now.question)))
      list.start = (now.number - 1) * SIZE + 1
      sortBox.hidden = !now.question || found.total < 2
      drawFacets(now, found)
      drawPages(now, found.total)
      columns.hidden = false // once they stand under what is told: nothing moves
    } catch (error) {
      if (mine !== asked) return
      list.replaceChildren()
      pages.replaceChildren()
      told.replaceChildren(element("p", "", "Hãy tải lại trang. Nếu vẫn vậy, có thể bản sao này thiếu tệp trong thư mục search: hãy chép lại toàn bộ, hoặc báo người quản trị."))
      status.textContent = "Không mở được dữ liệu tìm kiếm."
    } finally {
      if (mine === asked) page.removeAttribute("aria-busy")
    }
  }

  let waiting
  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => go({ ...state(), question: field.value.trim(), number: 1 }, { keep: true }), 200)
  })
  page.querySelector(".vb-results__form").addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    go({ ...state(), question: field.value.trim(), number: 1 })
  })
  sort.addEventListener("change", () => go({ ...state(), sort: sort.value, number: 1 }))
  addEventListener("popstate", () => show())

  show()
  if (!state().question) field.focus()
})()
