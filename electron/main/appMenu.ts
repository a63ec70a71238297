import { Menu } from 'electron'

/** None, so that no key of it reloads or zooms the page; but macOS copies and pastes by its menu alone. */
export function setAppMenu(): void {
  const needed = Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
  Menu.setApplicationMenu(process.platform === 'darwin' ? needed : null)
}
