import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Greys with a little of the product's colour in them: one ramp for light, one for dark. */
const gray = [
  ...['#f5f8f9', '#ecf1f3', '#e1e8eb', '#d2dce0', '#bac7cd'],
  ...['#98a8b0', '#76878f', '#4d5d66', '#33424a', '#1d2930'],
] as const
const dark = [
  ...['#d9e3e7', '#b3c1c8', '#7e9099', '#5c6c75', '#3a4951'],
  ...['#2f3d45', '#243138', '#1b262c', '#151f24', '#0e161a'],
] as const
const cyan = [
  ...['#edf6f8', '#dbedf1', '#bddde5', '#96c9d5', '#6cb4c4'],
  ...['#4a9fb3', '#318fa5', '#1f8298', '#13798f', '#0b7285'],
] as const

/** Shipped with the window (fonts.css); the system draws Chinese, and everything until a file is there. */
const fontFamily = [
  ...["'Noto Sans Variable'", "'Noto Sans Arabic Variable'", "'Noto Sans Thai Variable'"],
  ...['system-ui', "'Microsoft YaHei'", "'PingFang SC'", "'Noto Sans CJK SC'", 'sans-serif'],
].join(', ')

/** app.css gives every touch target a height of at least 44 px. */
export const theme = createTheme({
  colors: { gray, dark, cyan },
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily,
  // 14 · 16 · 20 · 28 · 40
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '2.5rem', lineHeight: '1.2' },
      h2: { fontSize: '1.75rem', lineHeight: '1.25' },
      h3: { fontSize: '1.25rem', lineHeight: '1.35' },
      h4: { fontSize: '1.25rem', lineHeight: '1.35', fontWeight: '500' },
    },
  },
  // By name, not by import: an import would put each component into the first bundle.
  components: {
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
    Button: { defaultProps: { size: 'md', fw: 500 } },
    CloseButton: { defaultProps: { size: 44 } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.55 } } },
    NativeSelect: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
  },
})

/** Dark enough for white text (WCAG 1.4.3). */
const filledHover = {
  '--mantine-primary-color-filled-hover': '#095c6c',
  '--mantine-color-cyan-filled-hover': '#095c6c',
  '--mantine-color-red-filled-hover': '#a61e1e',
}

/** Replaces colours of the library whose contrast is below 4.5:1 (WCAG 1.4.3). */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    ...filledHover,
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-default-border': colors.gray[6],
    '--mantine-color-error': '#b42318',
    '--mantine-primary-color-light-hover': colors.cyan[1],
    '--mantine-color-cyan-light-hover': colors.cyan[1],
    '--mantine-color-red-light-hover': '#ffe3e3',
    '--mantine-color-green-text': '#1f6e30',
    '--mantine-color-green-light-color': '#1f6e30',
    '--mantine-color-orange-text': '#a33a0a',
    '--mantine-color-orange-light-color': '#a33a0a',
    '--mantine-color-yellow-light-color': '#6b4300',
  },
  dark: {
    ...filledHover,
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-default-border': colors.dark[2],
    '--mantine-color-error': '#ffa8a8',
    '--mantine-color-yellow-light-color': '#ffd98a',
  },
})
