import type { Locator } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'

/** The text of a QR code, read from the pixels of a screenshot as a phone's camera would. */
export async function readQrCode(code: Locator): Promise<string> {
  const picture = (await code.screenshot()).toString('base64')
  const page = await code.page().context().newPage()
  const { width, height, rgba } = await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
    context?.drawImage(image, 0, 0)
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? []
    return { width: image.width, height: image.height, rgba: [...data] }
  }, picture)
  await page.close()
  return decodeQR({ width, height, data: Uint8ClampedArray.from(rgba) })
}
