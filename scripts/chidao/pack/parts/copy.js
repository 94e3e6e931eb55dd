/* This is an offline copy: each page says of which day, and that it is old when it is.
 * Written by `chidao pack`; on a server this file says nothing. */
(() => {
  const date = [[date]]
  const warnAfter = [[days]]

  const place = document.querySelector("[data-vb-of-copy]")
  if (place) {
    place.textContent = "Bản ngoại tuyến ngày " + [[day]] + "."
    place.hidden = false
  }

  const age = Math.floor((Date.now() - new Date(date + "T00:00:00").getTime()) / 86400000)
  const header = document.querySelector("header")
  if (!header || !(age > warnAfter)) return
  const warning = document.createElement("p")
  warning.className = "vb-old-copy"
  warning.textContent = "Bản ngoại tuyến này đã " + age + " ngày tuổi (ngày " + [[day]] +
    "). Văn bản ban hành sau ngày ấy không có ở đây; hãy xin bản mới ở nơi đã phát."
  header.append(warning)
})()
