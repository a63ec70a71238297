import type { Command } from 'commander'
import { print } from '#host/terminal/output.ts'
import { version } from '#host/version.ts'

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI 3.1 document of the POS API')
    .action(async () => {
      const { openApiDocument } = await import('#api/pos/openApi.ts')
      print(JSON.stringify(await openApiDocument(version), null, 2))
    })
}
