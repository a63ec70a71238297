import { EventEmitter } from 'node:events'

/** State of the desktop that tests read; spy.cjs keeps the same for a real Electron. */
globalThis.tillSpy = { trays: [], opened: [], menu: undefined }

class NativeImage {
  representations = []
  isTemplate = false

  addRepresentation(representation) {
    this.representations.push(representation)
  }

  setTemplateImage(isTemplate) {
    this.isTemplate = isTemplate
  }

  isEmpty() {
    return this.representations.length === 0
  }

  toDataURL() {
    return this.representations[0]?.dataURL ?? 'data:image/png;base64,'
  }
}

export const nativeImage = { createEmpty: () => new NativeImage() }

export class Tray extends EventEmitter {
  constructor(image) {
    super()
    this.setImage(image)
    globalThis.tillSpy.trays.push(this)
  }

  setImage(image) {
    if (image.isEmpty()) throw new Error('The image of the tray is empty')
    this.image = image
  }

  setContextMenu(menu) {
    this.menu = menu
  }

  setToolTip(text) {
    this.toolTip = text
  }

  destroy() {
    globalThis.tillSpy.trays = globalThis.tillSpy.trays.filter((tray) => tray !== this)
  }
}

export class Menu {
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = template.map((item) => ({ ...item, click: () => item.click?.() }))
    return menu
  }

  static setApplicationMenu(menu) {
    globalThis.tillSpy.menu = menu
  }
}

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false })
