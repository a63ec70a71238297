/** Downloads a ZIP file. @param content base64 */
export function saveFile(name: string, content: string): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the blob right after the click; a minute is more than enough.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
