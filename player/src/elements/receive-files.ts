/** Takes the files that are dropped on `target` while `place` is on the page, which shows that it takes them. */
export function receiveFiles(
  target: Document | HTMLElement,
  place: HTMLElement,
  taken: (files: FileList) => void,
): void {
  const show = (isOver: boolean) => place.classList.toggle("cq-dropping", isOver);
  const filesOf = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    return place.isConnected && dataTransfer?.types.includes("Files") ? dataTransfer.files : null;
  };
  target.addEventListener("dragover", (event) => {
    if (!filesOf(event)) return;
    event.preventDefault();
    show(true);
  });
  target.addEventListener("dragleave", (event) => {
    if (!(event as DragEvent).relatedTarget || target === place) show(false);
  });
  target.addEventListener("drop", (event) => {
    const files = filesOf(event);
    if (!files) return;
    event.preventDefault();
    show(false);
    taken(files);
  });
}
