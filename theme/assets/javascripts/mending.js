/* theme/assets/javascripts/mending.js
 * "Sửa trang này" and "Báo lỗi": adds to their links the clause that is being read, its line in the file, and
 * the chosen words; offers both beside the text and in the choice that the label of a clause opens.  Where
 * there is no forge, both show a ready text, to be sent by mail or copied.
 * Without JavaScript the links lead to the file, and to a report that names the page. */
(() => {
  const bar = document.querySelector("[data-vb-mending]")
  if (!bar) return

  const byMail = bar.dataset.vbMending === "mail"
  const text = document.querySelector("[data-vb-text]")
  const labels = text ? [...text.querySelectorAll("[data-vb-copy]")] : []
  const edit = bar.querySelector("[data-vb-edit]")
  const report = bar.querySelector("[data-vb-report]")
  const plain = new Map([edit, report].filter(Boolean).map((link) => [link, link.getAttribute("href")]))

  // GitHub's servers take addresses of 8 KB; the mail programs of Windows 2,048 letters.
  const LONGEST = byMail ? 1900 : 6000
  const MANY_WORDS = 1500

  // ── What is meant ──

  // The last label that satisfies *before*; labels stand in reading order.
  const last = (before) => {
    let low = 0
    let high = labels.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(labels[middle])) low = middle + 1
      else high = middle
    }
    return labels[low - 1] ?? null
  }

  const chosen = () => {
    const selection = getSelection()
    const words = String(selection).replace(/\s+/g, " ").trim()
    if (!words || !selection.rangeCount) return null
    const range = selection.getRangeAt(0)
    const inside = text?.contains(range.commonAncestorContainer)
    return { words: words.length > MANY_WORDS ? `${words.slice(0, MANY_WORDS)}…` : words, label: inside ? around(range) : null }
  }

  // The clause in which a range begins: that of the label before it, or of one with which its words begin.
  const around = (range) => {
    const label = last((each) => range.comparePoint(each, 0) < 0)
    const next = labels[labels.indexOf(label) + 1]
    if (!next || range.comparePoint(next, 0)) return label
    const between = range.cloneRange()
    between.setEndBefore(next)
    return String(between).trim() ? label : next
  }

  const inView = () => {
    const box = text?.getBoundingClientRect()
    if (!box?.height || box.top > innerHeight || box.bottom < 0) return null
    // The clause that was asked for, as long as it stands where one begins to read.
    const asked = document.querySelector(":target")
    const top = asked?.getBoundingClientRect().top ?? -1
    const label = asked && (asked.matches("[data-vb-copy]") ? asked : asked.querySelector("[data-vb-copy]"))
    if (label && top >= 0 && top < innerHeight / 3) return label
    return last((label) => label.getBoundingClientRect().top < innerHeight / 3)
  }

  const here = () => chosen() ?? { words: "", label: inView() }

  // ── The links ──

  // What a link says of title and text, and the link with others.  No "+" for a blank: mail keeps it.
  const parts = (href) => {
    const [, front, first, title, second, body] = href.match(/^([^?]*\?)([^=]*=)([^&]*)&([^=]*=)(.*)$/)
    const join = (title, body) => front + first + encodeURIComponent(title) + "&" + second + encodeURIComponent(body)
    return { title: decodeURIComponent(title), body: decodeURIComponent(body).replaceAll("\r\n", "\n"), join }
  }

  const written = ({ title, body }, { words, label }, short = words) => {
    const [facts, ...rest] = body.split("\n\n")
    const indent = byMail ? "" : "    "
    const lines = [facts]
    if (label) {
      const line = label.dataset.vbLine ? `, dòng ${label.dataset.vbLine}` : ""
      lines.push(`${indent}Chỗ: ${label.dataset.vbCopy} (${label.getAttribute("href")}${line})`)
    }
    if (short) lines.push(`${indent}Chữ: “${short}”`)
    return { title: label ? `${title}, ${label.dataset.vbCopy}` : title, body: [lines.join("\n"), ...rest].join("\n\n") }
  }

  const filled = (href, place) => {
    const { join, ...link } = parts(href)
    const whole = (words) => {
      const { title, body } = written(link, place, words)
      return join(title, byMail ? body.replaceAll("\n", "\r\n") : body)
    }
    let words = place.words
    while (words && whole(words).length > LONGEST) words = `${[...words].slice(0, words.length * 0.8 - 1).join("")}…`
    return whole(words)
  }

  const aim = (place) => {
    for (const [link, href] of plain) {
      const isFile = link === edit && !byMail
      link.href = isFile ? href + (place.label?.dataset.vbLine ? `#L${place.label.dataset.vbLine}` : "") : filled(href, place)
    }
  }

  // ── Without a forge: a text to send or to copy ──

  const box = document.createElement("section")
  const field = document.createElement("textarea")
  const send = document.createElement("a")
  const told = document.createElement("p")
  let opener = null

  const close = () => {
    box.hidden = true
    opener?.focus()
  }

  // A mail program takes no address of any length; what is longer is copied.
  const fit = () => {
    const href = parts(send.href).join(box.querySelector("h2").textContent, field.value.replaceAll("\n", "\r\n"))
    send.hidden = href.length > LONGEST
    if (!send.hidden) send.href = href
    told.textContent = send.hidden
      ? "Lời đã quá dài để tự mở thư: bấm “Sao chép”, rồi dán vào thư gửi người quản trị kho."
      : "Viết thêm vào dưới, rồi gửi thư cho người quản trị kho, hoặc sao chép để gửi bằng cách khác."
  }

  const make = () => {
    box.className = "vb-mending-box"
    box.setAttribute("role", "dialog")
    box.setAttribute("aria-labelledby", "vb-mending-title")
    const title = document.createElement("h2")
    title.id = "vb-mending-title"
    field.rows = 10
    field.setAttribute("aria-labelledby", title.id)
    field.addEventListener("input", fit)
    send.textContent = "Gửi thư"
    send.className = "vb-mending-box__button"
    box.append(title, told, field, send)
    for (const [name, act] of [["Sao chép", () => chidaoCopy(`${title.textContent}\n\n${field.value}`, "Đã sao chép.")], ["Đóng", close]]) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "vb-mending-box__button"
      button.textContent = name
      button.addEventListener("click", act)
      box.append(button)
    }
    box.addEventListener("keydown", (event) => event.key === "Escape" && close())
    document.body.append(box)
  }

  const show = (link, place, from) => {
    if (!box.parentNode) make()
    opener = from
    const { title, body } = written(parts(plain.get(link)), place)
    box.querySelector("h2").textContent = title
    field.value = body
    send.href = link.href
    fit()
    box.hidden = false
    field.focus()
    field.setSelectionRange(body.length, body.length)
  }

  // ── Where they are offered ──

  const follow = (link, place, from) => {
    aim(place)
    if (byMail) show(link, place, from)
    else link.click()
  }

  // A press on a link ends a choice of words: what was chosen counts from before it.
  let pressed = null
  for (const link of plain.keys()) {
    link.addEventListener("pointerdown", () => aim((pressed = here())))
    link.addEventListener("click", (event) => {
      if (!event.isTrusted) return
      const place = event.detail && pressed ? pressed : here()
      pressed = null
      aim(place)
      if (!byMail) return
      event.preventDefault()
      show(link, place, link)
    })
  }

  for (const link of plain.keys()) {
    let place = null
    const button = globalThis.chidaoTool?.(link.textContent, () => {
      follow(link, place ?? here(), button)
      place = null
    })
    button?.addEventListener("pointerdown", () => (place = here()))
    globalThis.chidaoClauseMenu?.(`${link === edit ? "Sửa" : "Báo lỗi"} ở đây`, (label) => {
      const words = chosen()
      follow(link, words?.label === label ? words : { words: "", label }, label)
    })
  }
})()
