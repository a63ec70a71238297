import type { Command } from 'commander'
import { optionsOf } from '../globals.ts'
import { identityText } from '../identityText.ts'
import { answer, complain, print } from '../output.ts'

interface BrowserOptions {
  printUrl?: boolean
}

const printUrlHelp = 'print the address for a browser instead of opening one'

export function addSignIn(upstream: Command): void {
  upstream
    .command('sign-in')
    .description('sign in with the browser, for an upstream whose scheme is oidc')
    .argument('<id>')
    .option('--print-url', `${printUrlHelp}; it must run on this machine`)
    .addHelpText('after', '\nExample:\n  till-agent upstream sign-in sso')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<BrowserOptions>(command)
      const { withControl } = await import('../withControl.ts')
      const signedIn = await withControl(
        options,
        async ({ upstreams }) => {
          const { signInId, url, expiresAt } = await upstreams.signIn.start({ id })
          if (options.printUrl) answer(options.json, { url, expiresAt }, () => url)
          else if (await opened(url)) complain('Go on in the browser. This command waits.')
          else complain(`No browser could be opened. Open this address on this machine:\n${url}`)
          return upstreams.signIn.finish({ id, signInId })
        },
        { lastingVault: true },
      )
      answer(options.json, signedIn, () => identityText(id, signedIn))
    })
}

export function addSignOut(upstream: Command): void {
  upstream
    .command('sign-out')
    .description('forget who signed in with the browser, here and at the identity provider')
    .argument('<id>')
    .option('--print-url', printUrlHelp)
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<BrowserOptions>(command)
      const { withControl } = await import('../withControl.ts')
      const signedOut = await withControl(options, (control) => control.upstreams.signOut({ id }), {
        lastingVault: true,
      })
      const { revocation, endSessionUrl } = signedOut
      answer(options.json, signedOut, () => `Nobody is signed in to "${id}" any more.${told[revocation]}`)
      if (options.json || !endSessionUrl) return
      if (options.printUrl) print(`To sign the browser out too: ${endSessionUrl}`)
      else if (!(await opened(endSessionUrl))) complain(`To sign the browser out too, open ${endSessionUrl}`)
    })
}

const told = {
  done: ' The identity provider has revoked the tokens.',
  failed: ' The identity provider could not be told: have the session ended there, or wait until it runs out.',
  'not-offered': ' The identity provider revokes no tokens: they run out there by themselves.',
}

async function opened(url: string): Promise<boolean> {
  const { openSystemBrowser } = await import('../../adapters/systemBrowser.ts')
  return openSystemBrowser(url)
}
