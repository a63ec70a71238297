import { type NativeImage, nativeImage } from 'electron'
import type { Condition } from '#contract/status.ts'
import attentionDark2 from '#icons/tray/attention-dark@2x.png?inline'
import attentionDark from '#icons/tray/attention-dark.png?inline'
import attentionLight2 from '#icons/tray/attention-light@2x.png?inline'
import attentionLight from '#icons/tray/attention-light.png?inline'
import blockedDark2 from '#icons/tray/blocked-dark@2x.png?inline'
import blockedDark from '#icons/tray/blocked-dark.png?inline'
import blockedLight2 from '#icons/tray/blocked-light@2x.png?inline'
import blockedLight from '#icons/tray/blocked-light.png?inline'
import readyDark2 from '#icons/tray/ready-dark@2x.png?inline'
import readyDark from '#icons/tray/ready-dark.png?inline'
import readyLight2 from '#icons/tray/ready-light@2x.png?inline'
import readyLight from '#icons/tray/ready-light.png?inline'

/** For light and dark bars, at normal and at double resolution. */
type Icon = Record<'dark' | 'light', [normal: string, double: string]>

const attention: Icon = { dark: [attentionDark, attentionDark2], light: [attentionLight, attentionLight2] }
const icons: Record<Condition, Icon> = {
  ready: { dark: [readyDark, readyDark2], light: [readyLight, readyLight2] },
  attention,
  offline: attention,
  blocked: { dark: [blockedDark, blockedDark2], light: [blockedLight, blockedLight2] },
}

export function trayIcon(condition: Condition, isBarDark: boolean): NativeImage {
  // macOS colours the shape to fit the bar.
  const isTemplate = process.platform === 'darwin'
  const [normal, double] = icons[condition][isBarDark && !isTemplate ? 'light' : 'dark']
  const image = nativeImage.createEmpty()
  image.addRepresentation({ scaleFactor: 1, dataURL: normal })
  image.addRepresentation({ scaleFactor: 2, dataURL: double })
  image.setTemplateImage(isTemplate)
  return image
}
