/** Gives the browser a file to save. */
export function save(name: string, content: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The present time as part of a file's name, such as `2030-01-31T12-00-00Z`. */
export function stamp(): string {
  return new Date().toISOString().replace(/\.\d+/, "").replaceAll(":", "-");
}
