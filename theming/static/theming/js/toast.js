// Toasts can be closed, and the calm ones go by themselves after eight seconds unless looked at.
const leave = (toast) => {
  toast.classList.add("toast-gone");
  setTimeout(() => toast.remove(), 300);
};
const arm = (toast) => {
  const closer = toast.querySelector("[data-toast-close]");
  closer.hidden = false;
  closer.addEventListener("click", () => leave(toast));
  if (toast.matches(".toast-error, .toast-warning")) return;
  let timer = setTimeout(() => leave(toast), 8000);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => { timer = setTimeout(() => leave(toast), 4000); });
};
document.querySelectorAll("[data-toast]").forEach(arm);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) arm(node);
}).observe(document.querySelector("[data-toasts]") ?? document.body, { childList: true });
