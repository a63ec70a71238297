import { type NativeImage, nativeImage } from 'electron'
import attentionDark2 from '../../build/icons/tray/attention-dark@2x.png?inline'
import attentionDark from '../../build/icons/tray/attention-dark.png?inline'
import attentionLight2 from '../../build/icons/tray/attention-light@2x.png?inline'
import attentionLight from '../../build/icons/tray/attention-light.png?inline'
import blockedDark2 from '../../build/icons/tray/blocked-dark@2x.png?inline'
import blockedDark from '../../build/icons/tray/blocked-dark.png?inline'
import blockedLight2 from '../../build/icons/tray/blocked-light@2x.png?inline'
import blockedLight from '../../build/icons/tray/blocked-light.png?inline'
import readyDark2 from '../../build/icons/tray/ready-dark@2x.png?inline'
import readyDark from '../../build/icons/tray/ready-dark.png?inline'
import readyLight2 from '../../build/icons/tray/ready-light@2x.png?inline'
import readyLight from '../../build/icons/tray/ready-light.png?inline'
import type { Condition } from '../contract/status.ts'

/** For light bars and for dark ones, plain and for fine screens. */
const icons: Record<Condition, Record<'dark' | 'light', [plain: string, fine: string]>> = {
  ready: { dark: [readyDark, readyDark2], light: [readyLight, readyLight2] },
  attention: { dark: [attentionDark, attentionDark2], light: [attentionLight, attentionLight2] },
  blocked: { dark: [blockedDark, blockedDark2], light: [blockedLight, blockedLight2] },
}

export function trayIcon(condition: Condition, isBarDark: boolean): NativeImage {
  // macOS colours the shape itself, as the bar needs it.
  const isTemplate = process.platform === 'darwin'
  const [plain, fine] = icons[condition][isBarDark && !isTemplate ? 'light' : 'dark']
  const image = nativeImage.createEmpty()
  image.addRepresentation({ scaleFactor: 1, dataURL: plain })
  image.addRepresentation({ scaleFactor: 2, dataURL: fine })
  image.setTemplateImage(isTemplate)
  return image
}
