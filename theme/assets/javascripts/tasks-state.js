/* theme/assets/javascripts/tasks-state.js
 * Says of each task what today, by the reader's clock, has to do with it: còn n ngày, sắp đến hạn, quá hạn;
 * chidaoTasks(place) says so of tasks that come later.
 * Without JavaScript the page gives the last day. */
(() => {
  const SOON = 15 // days before the last one from which a task is "sắp đến hạn"
  const DAY = 86_400_000
  const now = new Date()
  // Noon has no summer time: a day is a day.
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  const iso = new Date(today).toISOString().slice(0, 10)

  const left = (day) => Math.round((Date.parse(day) - today) / DAY)
  const sort = (day) => (left(day) < 0 ? "qua" : left(day) <= SOON ? "sap" : "con")
  const shown = (time) => {
    const date = new Date(time)
    const number = (n) => String(n).padStart(2, "0")
    const month = date.getUTCMonth() + 1
    return `${number(date.getUTCDate())}/${month < 3 ? number(month) : month}/${date.getUTCFullYear()}`
  }

  const said = (day) => {
    const days = left(day)
    const many = Math.abs(days).toLocaleString("vi-VN")
    if (days < 0) return `quá hạn ${many} ngày`
    if (days === 0) return "sắp đến hạn: hôm nay"
    return days <= SOON ? `sắp đến hạn: còn ${many} ngày` : `còn ${many} ngày`
  }

  /** The next of the days that return, "7-31" each year or "0-25" each month. */
  const next = (on) => {
    const found = []
    for (const [month, day] of on.split(",").map((each) => each.split("-").map(Number))) {
      for (let ahead = 0; ahead < 26; ahead++) {
        const at = new Date(Date.UTC(now.getFullYear(), now.getMonth() + ahead, day))
        const fits = at.getUTCDate() === day && (!month || at.getUTCMonth() + 1 === month)
        if (fits && at.getTime() >= today) {
          found.push(at.getTime())
          break
        }
      }
    }
    return found.length ? Math.min(...found) : null
  }

  const tell = (task) => {
    const { vbDue: due, vbOn: on, vbDone: done } = task.dataset
    const place = task.querySelector("[data-vb-state]")
    task.dataset.vbIs = done !== undefined ? "xong" : due ? sort(due) : "khac"
    if (done !== undefined || !place) return
    if (due) place.textContent = said(due)
    const time = !due && on ? next(on) : null
    if (time !== null) place.textContent = `định kỳ, kỳ tới ${shown(time)}`
  }

  const counted = (days) => {
    const count = { qua: 0, sap: 0, con: 0 }
    for (const day of days.split(" ").filter(Boolean)) count[sort(day)]++
    return Object.fromEntries(Object.entries(count).map(([name, n]) => [name, n && n.toLocaleString("vi-VN")]))
  }
  const NAMES = { qua: "quá hạn", sap: "sắp đến hạn", con: "còn hạn" }

  const count = (cell) => {
    const found = counted(cell.dataset.vbDues)
    const parts = Object.keys(NAMES).filter((name) => found[name]).map((name) => `${found[name]} ${NAMES[name]}`)
    if (parts.length) cell.textContent = parts.join(", ")
  }

  globalThis.chidaoTasks = (place) => {
    place.querySelectorAll("[data-vb-task]").forEach(tell)
    place.querySelectorAll("[data-vb-dues]").forEach(count)
  }
  chidaoTasks(document)

  for (const line of document.querySelectorAll("[data-vb-today]")) {
    const found = counted(line.dataset.vbToday)
    const parts = Object.keys(NAMES).map((name) => `${found[name]} việc ${NAMES[name]}`)
    line.textContent = `Hôm nay, ${shown(today)}: ${parts.join(", ")}. “Quá hạn” là ngày cuối đã qua mà kho chưa ghi là đã xong.`
  }
  document.querySelector(`[data-vb-day="${iso}"]`)?.setAttribute("data-vb-is", "nay")
  document.querySelector(`[data-vb-month="${iso.slice(0, 7)}"]`)?.setAttribute("data-vb-is", "nay")

  // The calendar begins with the last month: a link leads to this one, or to the next that has a task.
  const months = [...document.querySelectorAll("[data-vb-calendar]")]
  const near = months.findLast((month) => month.dataset.vbCalendar >= iso.slice(0, 7)) ?? months[0]
  const way = document.querySelector("[data-vb-to-now]")
  if (near && way) {
    const [year, month] = near.dataset.vbCalendar.split("-").map(Number)
    way.hidden = false
    way.firstElementChild.href = `#lich-${near.dataset.vbCalendar}`
    way.firstElementChild.textContent = `Đến tháng ${month}/${year}`
  }

  // The picture begins with the first month: this month, or the one after it, is brought into sight.
  const box = document.querySelector("[data-vb-months]")
  const bars = box ? [...box.querySelectorAll("[data-vb-month]")] : []
  const here = bars.find((bar) => bar.dataset.vbMonth >= iso.slice(0, 7)) ?? bars.at(-1)
  if (here) box.scrollLeft = here.x.baseVal.value - box.clientWidth / 2
})()
