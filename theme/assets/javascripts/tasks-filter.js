/* theme/assets/javascripts/tasks-filter.js
 * Narrows a table of tasks by who, what, kind of time limit and state; typed with accents or without.
 * Without JavaScript the table is whole. */
(() => {
  const form = document.querySelector("[data-vb-sieve]")
  const table = document.querySelector("table[data-vb-tasks], table[data-vb-counts]")
  if (!form || !table) return

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim()
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("vb-tasks__month"))
  let texts = null
  /** Folded once, when somebody types. */
  const folded = () => (texts ??= rows.map((row) => [fold(row.textContent), ...[...row.cells].map((cell) => fold(cell.textContent))]))
  const holds = (text, words) => words.every((word) => text.includes(word))

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form))
    const words = (name) => fold(wanted[name] ?? "").split(" ").filter(Boolean)
    const [who, what, any] = [words("who"), words("what"), words("any")]
    const typed = who.length + what.length + any.length > 0
    let left = 0
    rows.forEach((row, place) => {
      let shown = !(wanted.kind && row.dataset.vbTask !== wanted.kind) && !(wanted.state && row.dataset.vbIs !== wanted.state)
      if (shown && typed) {
        const [all, first, second] = folded()[place]
        shown = holds(second ?? "", who) && holds(first ?? "", what) && holds(all, any)
      }
      row.hidden = !shown
      left += shown
    })
    // The name of a month goes with its tasks.
    for (const body of table.tBodies) body.hidden = rows.length > 0 && [...body.rows].every((row) => row.hidden || row.classList.contains("vb-tasks__month"))
    const narrowed = typed || wanted.kind || wanted.state
    form.querySelector("[role=status]").textContent = narrowed ? (left ? `${left} trên ${rows.length} dòng của trang này` : "Không dòng nào của trang này hợp với điều đã chọn") : ""
  }

  form.hidden = false
  form.addEventListener("input", filter)
  form.addEventListener("submit", (event) => event.preventDefault())
  // A browser keeps what was typed when one comes back.
  addEventListener("pageshow", filter)
})()
