/** Hands a file to the browser, as a download. @param content base64 */
export function saveFile(name: string, content: string): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Read by then: the browser takes hold of it as it is clicked.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
