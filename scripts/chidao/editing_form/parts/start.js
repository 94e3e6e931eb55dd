/* scripts/chidao/editing_form/parts/start.js
 * On the page that leads to the form: says at once why the form cannot be used here. */
(() => {
  const place = document.querySelector("[data-vb-form-trouble]")
  place.textContent = chidaoFormTrouble(place.dataset.vbFormTrouble === "forge")
  place.parentNode.hidden = !place.textContent
})()
