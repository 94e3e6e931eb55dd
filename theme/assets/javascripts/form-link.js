/* theme/assets/javascripts/form-link.js
 * "Sửa bằng biểu mẫu" beside "Sửa trang này", where the form can be used: on a server that has a forge, or on
 * the editor's own machine; neither from a disk nor in an offline copy, which has no form. */
(() => {
  const bar = document.querySelector("[data-vb-form]")
  if (!bar || !location.protocol.startsWith("http")) return
  const isHere = /^(127\.0\.0\.1|(.+\.)?localhost)$/.test(location.hostname)
  if (bar.dataset.vbMending !== "forge" && !isHere) return

  // Once all scripts have run: that of a copy comes later.
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-vb-of-copy]:not([hidden])")) return
    const link = document.createElement("a")
    link.href = bar.dataset.vbForm
    link.textContent = "Sửa bằng biểu mẫu"
    bar.querySelector("[data-vb-edit]").after(" · ", link)
  })
})()
