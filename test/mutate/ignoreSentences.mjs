import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** Properties whose text is read by people. */
const sentenceNames = new Set(['message', 'detail', 'remedy', 'reason', 'notice', 'description', 'error'])

/** Leaves sentences for people alone: no rule depends on their wording, and the tests of words look after them. */
const sentences = {
  shouldIgnore(path) {
    if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined
    const text = path.isStringLiteral() ? path.node.value : path.node.quasis.map(({ value }) => value.raw).join('…')
    const { parent } = path
    const isNamed = parent?.type === 'ObjectProperty' && sentenceNames.has(parent.key.name)
    const isSentence = /^\p{Lu}.* .*\.$/su.test(text) || (text.match(/ /g)?.length ?? 0) >= 3
    return (isNamed && text.includes(' ')) || isSentence ? 'a sentence for people' : undefined
  },
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'sentences', sentences)]
