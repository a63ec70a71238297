import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { ScrollRegion } from './ScrollRegion.tsx'
import classes from './WideTable.module.css'

interface WideTableProps {
  /** Said to those who do not see it. */
  label: string
  heads: string[]
  children: ReactNode
}

/** A table that is scrolled by itself where it is too long or the screen too narrow; its heads stay in sight. */
export function WideTable({ label, heads, children }: WideTableProps) {
  return (
    <ScrollRegion label={label} className={classes.scroll}>
      <Table verticalSpacing="xs" horizontalSpacing="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
