import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** app.css gives every touch target a height of at least 44 px. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif",
  headings: { fontFamily: "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif", fontWeight: '650' },
  // By name, not by import: an import would put each component into the first bundle.
  components: {
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
    Button: { defaultProps: { size: 'md' } },
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
    '--mantine-primary-color-light-hover': '#c5f6fa',
    '--mantine-color-cyan-light-hover': '#c5f6fa',
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
