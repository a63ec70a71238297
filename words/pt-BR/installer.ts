import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'pt-BR', typeof english> = {
  busy: 'O Till Agent está ocupado. Tente de novo quando a venda terminar.',
  forget: 'Remover também os segredos do caixa do chaveiro? Depois o caixa precisará ser configurado de novo.',
  summary: 'Conecta o PDV à fidelidade e a outros serviços na nuvem',
}
