import { type Command, Option } from 'commander'
import { print } from '#host/terminal/output.ts'
import { version } from '#host/version.ts'

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI document of the POS API')
    .addOption(
      new Option('--openapi <version>', 'version of OpenAPI; 3.0 is for generators that read no 3.1')
        .choices(['3.1', '3.0'])
        .default('3.1'),
    )
    .action(async ({ openapi }: { openapi: '3.1' | '3.0' }) => {
      const { openApiDocument, openApi30Document } = await import('#api/pos/openApi.ts')
      print(JSON.stringify(await (openapi === '3.1' ? openApiDocument(version) : openApi30Document(version)), null, 2))
    })
}
