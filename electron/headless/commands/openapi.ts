import type { Command } from 'commander'
import { print } from '../output.ts'
import { version } from '../version.ts'

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI 3.1 document of the POS door')
    .action(async () => {
      const { openApiDocument } = await import('../../doors/pos/openApi.ts')
      print(JSON.stringify(await openApiDocument(version), null, 2))
    })
}
