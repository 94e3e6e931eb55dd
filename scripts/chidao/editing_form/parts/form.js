/* scripts/chidao/editing_form/parts/form.js
 * Opens Sveltia on one page (?tep=van-ban/2025/ten-trang.md) or on the pages of one folder (?nhom=2025), so
 * that thousands of others are neither read nor fetched.  Until then the page says why it cannot.
 *
 * What Sveltia would ask of other servers it is given here: its Vietnamese words, its icons, "no news" of newer
 * versions.  The policy of the page forbids the rest. */
(() => {
  const { sveltia, fields, shapes, asked, offers, groups, folder, hosts, words, format } = chidaoForm
  const why = document.querySelector("#why")
  const told = document.querySelector("#told")
  const isHere = /^(127\.0\.0\.1|(.+\.)?localhost)$/.test(location.hostname)

  // ── What is asked for ──

  const asks = new URLSearchParams(location.search)
  // Where a forge sends the editor back after signing in; the window that asked waits for an answer only.
  const isSigningIn = (asks.has("code") && asks.has("state")) || (window.name === "auth" && window.opener)

  const inHash = () => {
    const [, name, stem] = location.hash.match(/^#\/collections\/([^/?]+)(?:\/entries\/([^/?]+))?/) ?? []
    return name && { name: decodeURIComponent(name), stem: stem && decodeURIComponent(stem) }
  }

  const scope = () => {
    const page = asks.get("tep")
    if (page) {
      const [, inside, stem] = page.match(/^(.+)\/([^/]+)\.md$/) ?? []
      const group = groups.find((one) => one.folder === inside)
      return group && !stem.includes("{{") ? { group, stem } : null
    }
    // Sveltia drops what was asked for from the address once it goes from page to page.
    const name = asks.get("nhom") ?? inHash()?.name
    const group = groups.find((one) => one.name === name) ?? (isSigningIn ? groups[0] : undefined)
    return group ? { group } : null
  }

  const collection = ({ group, stem }) => ({
    name: group.name,
    label: group.label,
    label_singular: "văn bản",
    icon: "description",
    folder: `${folder}content/${group.folder}`,
    ...(stem ? { path: stem } : {}),
    // Else, where a path is named, all other files of the folder count as media, and are read to be hashed.
    media_folder: `/${sveltia.media_folder}`,
    public_folder: sveltia.public_folder,
    format,
    create: false,
    delete: false,
    duplicate: false,
    // Who reviews merges in the forge, where the checks of the site have run.
    publish: false,
    identifier_field: "subject",
    summary: "{{type}} {{number}} – {{subject}}",
    sortable_fields: { fields: ["date", "number", "type", "reviewed"], default: { field: "date", direction: "descending" } },
    view_groups: [{ name: "type", label: "Loại văn bản", field: "type" }],
    thumbnail: false,
    fields,
  })

  // ── What Sveltia is given instead of other servers ──

  const supply = () => {
    const ask = globalThis.fetch
    globalThis.fetch = async (input, options) => {
      const { origin, pathname } = new URL(input instanceof Request ? input.url : input, location.href)
      if (origin === location.origin || hosts.includes(origin)) return ask(input, options)
      if (pathname.endsWith("/locales/vi.json")) return ask(words)
      return new Response("", { status: 503 })
    }
    new MutationObserver(dropFonts).observe(document.head, { childList: true })
    // Pages that slide cost an old machine a second, and hang where the window is out of sight.
    document.startViewTransition = undefined
    // Whatever the language of the browser, these pages and their editors speak Vietnamese.
    Object.defineProperty(navigator, "language", { value: "vi" })
    Object.defineProperty(navigator, "languages", { value: ["vi"] })
    // Words of an older build.
    localStorage.removeItem("sveltia-cms.locale")
    // A draft kept by the browser can be joined with a file that became another one in a folder only (toFolder).
    if (!isHere && !localStorage.getItem("sveltia-cms.prefs")) localStorage.setItem("sveltia-cms.prefs", JSON.stringify({ useDraftBackup: false }))
  }

  // Its style sheets name fonts of another server; form.css has the letters.
  const dropFonts = (changes) => {
    for (const { sheet } of changes.flatMap((change) => [...change.addedNodes])) {
      for (let at = (sheet?.cssRules.length ?? 0) - 1; at >= 0; at--) {
        if (sheet.cssRules[at] instanceof CSSFontFaceRule && /url\(["']?https?:/.test(sheet.cssRules[at].cssText)) sheet.deleteRule(at)
      }
    }
  }

  // ── The folder on this machine ──

  let root = null

  const findIn = async (handle, path) => {
    const names = path.split("/")
    for (const name of names.slice(0, -1)) handle = await handle.getDirectoryHandle(name)
    return handle.getFileHandle(names.at(-1))
  }

  const watchFolder = () => {
    const pick = globalThis.showDirectoryPicker
    if (!pick) return
    globalThis.showDirectoryPicker = async () => {
      const handle = await pick.call(globalThis, { id: "chidao", mode: "readwrite" })
      try {
        await findIn(handle, `${folder}mkdocs.yml`)
      } catch {
        const said = `Thư mục «${handle.name}» không phải là thư mục của kho văn bản: hãy chọn thư mục chứa tệp ${folder}mkdocs.yml.`
        throw new Error("not a project", { cause: new Error(said) })
      }
      // Sveltia asks for a Git repository; a project need not be one.
      handle.getDirectoryHandle = async (name, options) => (name === ".git" ? handle : FileSystemDirectoryHandle.prototype.getDirectoryHandle.call(handle, name, options))
      root = handle
      return handle
    }
    const request = FileSystemHandle.prototype.requestPermission
    if (!request) return
    FileSystemHandle.prototype.requestPermission = function (...options) {
      if (this.kind === "directory") root = this
      return request.apply(this, options)
    }
  }

  const refuse = (sentence) => {
    told.querySelector("p").textContent = sentence
    told.showModal()
    throw new Error(sentence)
  }

  // ── Pages ──

  const { read, write, merge, PAGE } = chidaoPageFile
  const TROUBLE = "chidao_trouble"

  const readHere = new Set()

  const fromFile = (text) => {
    readHere.add(text)
    try {
      return read(text, shapes)
    } catch (error) {
      return { subject: `(Không mở được bằng biểu mẫu: ${error.message})`, [PAGE]: text, [TROUBLE]: error.message }
    }
  }

  const toFile = async (form) => {
    if (form[TROUBLE]) refuse(`Không sửa được trang này bằng biểu mẫu: ${form[TROUBLE]}.`)
    if (typeof form[PAGE] !== "string") refuse("Không tạo được trang mới bằng biểu mẫu: hãy dùng lệnh chidao add hoặc chidao new.")
    const path = root && pageInHand()
    if (path) return toFolder(form, path)
    // A draft that the browser kept from another day: the file may have become another one.
    if (!readHere.has(form[PAGE])) refuse("Bản nháp này dựa trên bản cũ của văn bản. Hãy chép phần bạn đã viết ra chỗ khác, tải lại trang, bấm “Bỏ qua” khi được hỏi về bản nháp, rồi sửa lại.")
    return write(form, shapes, asked)
  }

  // Sveltia does not look whether a file in a folder is still as it was read.  What somebody else saved meanwhile
  // stays: of the form only what was changed in it is written.  What both changed is not saved.
  const saved = new Map()
  const tidy = (text) => text.trim().replace(/\r\n?/g, "\n")

  const pageInHand = () => {
    const found = inHash()
    const group = groups.find((one) => one.name === found?.name)
    return group && found.stem ? `${folder}content/${group.folder}/${found.stem}.md` : null
  }

  const toFolder = async (form, path) => {
    const file = await findIn(root, path).catch(() => null)
    if (!file) refuse(`Tệp ${path} không còn nữa. Hãy chép phần bạn vừa viết ra chỗ khác, rồi tải lại trang này.`)
    const standing = tidy(await (await file.getFile()).text())
    const last = saved.get(path)
    const base = last?.of === form[PAGE] ? last : { text: form[PAGE], form: read(form[PAGE], shapes) }
    const { merged, both } = standing === base.text ? { merged: { ...form, [PAGE]: standing }, both: [] } : merge(base.form, form, read(standing, shapes))
    if (both.length) {
      const names = both.map((key) => `“${fields.find((field) => field.name === key)?.label ?? key}”`).join(", ")
      refuse(`${names}: vừa được người khác hoặc chương trình khác sửa trong tệp ${path}. Để không mất phần sửa ấy, biểu mẫu không lưu: hãy chép phần bạn vừa viết ra chỗ khác, tải lại trang này rồi sửa lại.`)
    }
    const page = write(merged, shapes, asked)
    saved.set(path, { of: form[PAGE], text: tidy(page), form })
    return page
  }

  // ── What a field offers while one types ──

  const lists = {}
  const listOf = (name, options) => {
    if (lists[name]) return
    lists[name] = document.createElement("datalist")
    lists[name].id = `offers-${name}`
    for (const [value, label] of options) lists[name].append(new Option(label, value))
    document.body.append(lists[name])
  }

  // The list of thousands of documents is fetched for him who names one.
  const offer = ({ target }) => {
    if (target.tagName !== "INPUT") return
    const name = target.closest("[data-key-path]")?.dataset.keyPath.split(".").at(-1)
    if (offers[name]) listOf(name, offers[name].map((one) => [one, one]))
    else if (name === "document" && !lists[name]) {
      const script = document.createElement("script")
      script.src = "documents.js"
      script.onload = () => listOf(name, chidaoDocuments)
      document.head.append(script)
    } else if (!lists[name]) return
    target.setAttribute("list", `offers-${name}`)
  }

  // ── Begin ──

  const begin = (found) => {
    supply()
    watchFolder()
    document.addEventListener("focusin", offer)
    if (!hosts.length) document.documentElement.classList.add("only-here")
    globalThis.CMS_MANUAL_INIT = true
    const script = document.createElement("script")
    script.src = "sveltia-cms.js"
    script.onload = () => {
      document.querySelector("#start").remove()
      // What a reader comes for is the page; the rest of the address is Sveltia's.
      if (found.stem && !location.hash) location.replace(`#/collections/${encodeURIComponent(found.group.name)}/entries/${encodeURIComponent(found.stem)}`)
      CMS.registerCustomFormat(format, "md", { fromFile, toFile })
      CMS.init({ config: { ...sveltia, logo: { src: new URL("../assets/images/favicon.svg", location.href).href }, collections: [collection(found)] } })
    }
    script.onerror = () => (why.textContent = "Không tải được biểu mẫu; hãy kiểm tra mạng rồi tải lại trang.")
    why.textContent = "Đang mở biểu mẫu…"
    document.head.append(script)
  }

  const found = scope()
  why.textContent = chidaoFormTrouble(hosts.length > 0) || (found ? "" : "Không có văn bản hay thư mục ấy trong kho.")
  if (!why.textContent) begin(found)
})()
