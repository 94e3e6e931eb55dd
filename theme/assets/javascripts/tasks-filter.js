/* theme/assets/javascripts/tasks-filter.js
 * Narrows a list of tasks by who, what, kind of time limit and state; typed with accents or without.
 * Where the page shows a part of the list, all of it is loaded when somebody asks: the rows look the same.
 * Without JavaScript the page shows its part. */
(() => {
  const form = document.querySelector("[data-vb-sieve]")
  const table = document.querySelector("table[data-vb-tasks], table[data-vb-counts]")
  if (!form || !table) return

  const MOST = 150 // rows shown at once, as on a page of the list
  const { vbNoun: noun, vbEvery: stem, vbScripts: scripts, vbRoot: root } = form.dataset
  const said = form.querySelector("[role=status]")
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim()
  const number = (count) => count.toLocaleString("vi-VN")

  /** The page's own rows, each with the one that it stands under, which names a month. */
  const bodies = [...table.tBodies].map((body) => {
    const head = body.querySelector(".vb-tasks__month")
    return { body, head, rows: [...body.rows].filter((row) => row !== head) }
  })
  const own = bodies.flatMap(({ head, rows }) => rows.map((row) => ({ head, row })))
  let every = stem ? null : own
  let loading = null
  let shown = MOST
  let narrowed = false

  const more = document.createElement("button")
  more.type = "button"
  more.className = "vb-sieve__more"
  more.hidden = true
  table.parentElement.after(more)

  /** Rows that a script brings: numbers of its texts; U+E000 stands for the way to the root. */
  const brought = ({ texts, rows }) => {
    const made = document.createElement("template")
    const put = (html) => `<table><tbody>${html.replaceAll("\ue000", root)}</tbody></table>`
    const heads = [...new Set(rows.map(([head]) => head))]
    made.innerHTML = put(heads.map((head) => texts[head]).join(""))
    const trs = texts[heads[0]] ? [...made.content.querySelectorAll("tr")] : []
    const head = new Map(heads.map((each, place) => [each, trs[place] ?? null]))
    made.innerHTML = put(rows.map(([, ...cells]) => cells.map((cell) => texts[cell]).join("<td>")).join(""))
    chidaoTasks(made.content)
    return [...made.content.querySelectorAll("tr")].map((row, place) => ({ head: head.get(rows[place][0]), row }))
  }

  const load = async () => {
    const waiting = {}
    globalThis.chidaoRows = (name, data) => (waiting[name] = data)
    const names = Array.from({ length: Number(scripts) }, (_, place) => `${stem.split("/").at(-1)}-${place + 1}`)
    await Promise.all(names.map((_, place) => chidaoScript(`${stem}-${place + 1}.js`)))
    return names.flatMap((name) => brought(waiting[name]))
  }

  const holds = (text, words) => words.every((word) => text.includes(word))
  /** Folded once, when somebody types. */
  const texts = (each) => (each.texts ??= [fold(each.row.textContent), ...[...each.row.cells].map((cell) => fold(cell.textContent))])

  const fits = (wanted) => {
    const words = (name) => fold(wanted[name] ?? "").split(" ").filter(Boolean)
    const [who, what, any] = [words("who"), words("what"), words("any")]
    const typed = who.length + what.length + any.length > 0
    if (!typed && !wanted.kind && !wanted.state) return null
    return (each) => {
      const { vbTask, vbIs } = each.row.dataset
      if ((wanted.kind && vbTask !== wanted.kind) || (wanted.state && vbIs !== wanted.state)) return false
      if (!typed) return true
      const [all, first, second] = texts(each)
      return holds(second ?? "", who) && holds(first ?? "", what) && holds(all, any)
    }
  }

  /** A body of the table for each run of rows under one head. */
  const show = (rows) => {
    const found = []
    rows.forEach(({ head, row }, place) => {
      if (!place || rows[place - 1].head?.textContent !== head?.textContent) {
        found.push(document.createElement("tbody"))
        if (head) found.at(-1).append(head.cloneNode(true))
      }
      found.at(-1).append(row)
    })
    table.replaceChildren(table.tHead, ...found)
  }

  const back = () => {
    for (const { body, head, rows } of bodies) body.replaceChildren(...(head ? [head] : []), ...rows)
    table.replaceChildren(table.tHead, ...bodies.map(({ body }) => body))
  }

  const filter = () => {
    const fit = fits(Object.fromEntries(new FormData(form)))
    if (fit && !every) {
      said.textContent = "Đang mở cả danh sách…"
      loading ??= load().catch(() => null).then((rows) => {
        every = rows ?? own
        filter()
      })
      return
    }
    if (!fit && !narrowed) {
      said.textContent = ""
      return
    }
    narrowed = fit !== null
    const left = fit ? every.filter(fit) : []
    if (fit) show(left.slice(0, shown))
    else back()
    // What tells of the page's own part: its heading, the way to the other parts.
    for (const part of document.querySelectorAll("[data-vb-own]")) part.hidden = narrowed
    more.hidden = left.length <= shown
    more.textContent = `Hiện thêm ${number(Math.min(MOST, left.length - shown))} ${noun}`
    const of = every === own && stem ? `${number(every.length)} ${noun} của trang này (không mở được cả danh sách)` : `${number(every.length)} ${noun}`
    said.textContent = !narrowed ? "" : left.length ? `${number(left.length)} trên ${of}` : `Không ${noun} nào trong ${of} hợp với điều đã chọn`
  }

  form.hidden = false
  form.addEventListener("input", () => {
    shown = MOST
    filter()
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  more.addEventListener("click", () => {
    shown += MOST
    filter()
  })
  // A browser keeps what was typed when one comes back.
  addEventListener("pageshow", filter)
})()
