import { Menu } from 'electron'

/** Removes the menu, whose shortcuts would reload or zoom the page. macOS needs one to copy and paste. */
export function setAppMenu(): void {
  const macMenu = Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
  Menu.setApplicationMenu(process.platform === 'darwin' ? macMenu : null)
}
