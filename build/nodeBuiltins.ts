import { builtinModules } from 'node:module'
import type { Plugin, Rolldown } from 'vite'

/**
 * Takes what a bundle imports of Node's own modules from the modules themselves. An `import` reads every export of one, and
 * those that Node makes when they are first read load streams, an HTTP client, HTTP/2 and the web's cryptography.
 */
export function nodeBuiltins(): Plugin {
  return {
    name: 'node-builtins',
    // Each import keeps its line, and so the source map holds.
    renderChunk(code) {
      return { code: withoutImports(code, this.parse(code).body), map: null }
    },
  }
}

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number]
type Import = Extract<Statement, { type: 'ImportDeclaration' }>

function withoutImports(code: string, statements: readonly Statement[]): string {
  return statements
    .filter((statement) => statement.type === 'ImportDeclaration')
    .filter(({ source }) => isBuiltin(source.value))
    .toReversed()
    .reduce((text, found) => text.slice(0, found.start) + statementFor(found) + text.slice(found.end), code)
}

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name)
}

/** Import statements run first wherever they stand; all of them stand at the top. */
function statementFor({ source, specifiers }: Import): string {
  const from = `globalThis.process.getBuiltinModule(${JSON.stringify(source.value)})`
  const whole = specifiers
    .filter(({ type }) => type !== 'ImportSpecifier')
    .map(({ local }) => `${local.name} = ${from}`)
  const named = specifiers.flatMap((specifier) =>
    specifier.type === 'ImportSpecifier' ? [`${nameOf(specifier.imported)}: ${specifier.local.name}`] : [],
  )
  const parts = named.length > 0 ? [...whole, `{ ${named.join(', ')} } = ${from}`] : whole
  return parts.length > 0 ? `const ${parts.join(', ')};` : ''
}

function nameOf(imported: Extract<Import['specifiers'][number], { type: 'ImportSpecifier' }>['imported']): string {
  return imported.type === 'Identifier' ? imported.name : JSON.stringify(imported.value)
}
