/* scripts/chidao/editing_form/parts/trouble.js
 * Why the form cannot be used here, in a sentence; "" where it can.  *inForge*: whether pages lie in a forge. */
globalThis.chidaoFormTrouble = (inForge) => {
  const isHere = /^(127\.0\.0\.1|(.+\.)?localhost)$/.test(location.hostname)
  if (location.protocol === "file:") return "Biểu mẫu không dùng được khi mở trang từ ổ đĩa hoặc USB: hãy mở trang này trên mạng, hoặc chạy lệnh chidao serve rồi mở http://127.0.0.1:8000/bien-tap/index.html."
  if (!isSecureContext) return "Biểu mẫu chỉ dùng được ở địa chỉ https://, hoặc trên chính máy này (http://127.0.0.1:8000/)."
  if (!inForge && !isHere) return "Kho này không nằm trên một máy chủ Git mà biểu mẫu biết: biểu mẫu chỉ sửa được thư mục trên máy của bạn. Hãy chạy lệnh chidao serve trên máy ấy rồi mở http://127.0.0.1:8000/bien-tap/index.html."
  if (!inForge && !globalThis.showDirectoryPicker) return "Trình duyệt này không cho trang web ghi vào thư mục trên máy: hãy mở trang này bằng Chrome, Edge hoặc Cốc Cốc. Firefox và Safari chưa làm được."
  return ""
}
