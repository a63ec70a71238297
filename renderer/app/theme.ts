import { createTheme } from '@mantine/core'

/** Fingers and scanners: everything that is touched is at least 44 px high. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 5 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
})
