import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { nobody } from './statementClient.ts'
import type { StatementChoice } from './useStatementClient.ts'

/** Asks which program gets to know, in a way that its server can check, that this customer was verified. */
export function StatementClientField({ statement: { clients, chosen, choose } }: { statement: StatementChoice }) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={t('customer.statementFor.label')}
      value={chosen ?? nobody}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: nobody, label: t('customer.statementFor.nobody') },
        ...clients.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
