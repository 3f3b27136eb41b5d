// A link to a dialog (#id) opens it as a modal; without this the :target rule shows it.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash.length > 1) {
    const dialog = document.getElementById(link.hash.slice(1));
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) {
    const dialog = closer.closest("dialog");
    if (dialog?.open) {
      event.preventDefault();
      dialog.close();
    }
  }
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});
