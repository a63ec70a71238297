/** Of the page that leads through a certification, and of the report, which is printed. */
export const styles = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.1rem; margin: 0 0 .25rem }
section { border-left: 6px solid #8886; padding: .25rem 0 .25rem 1rem; margin: 1rem 0; break-inside: avoid }
section.kept { border-color: #2a8f4a } section.broken { border-color: #c8322b } section.unseen { border-color: #c98a00 }
section.now { background: #8881 }
ul, ol { margin: .25rem 0; padding-left: 1.5rem }
li.kept::marker { content: '✓ '; color: #2a8f4a } li.broken::marker { content: '✗ '; color: #c8322b }
li.unseen::marker { content: '? '; color: #c98a00 }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 }
button { font: inherit; min-height: 44px; padding: 0 1rem }
pre { white-space: pre-wrap }
code { font-size: .9em; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dd { margin: 0 }
.code { font-size: 1.5rem; font-weight: 600; letter-spacing: .1em }
.signature { font: 10px/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
`
