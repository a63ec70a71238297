import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { ScrollRegion } from './ScrollRegion.tsx'
import classes from './WideTable.module.css'

interface WideTableProps {
  /** The accessible name of the table and of the region that scrolls it. */
  label: string
  headers: string[]
  children: ReactNode
}

/** A table that scrolls inside its own region, in both directions; its header row stays visible. */
export function WideTable({ label, headers, children }: WideTableProps) {
  return (
    <ScrollRegion label={label} className={classes.scroll}>
      <Table verticalSpacing="xs" horizontalSpacing="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {headers.map((header) => (
              <Table.Th key={header}>{header}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
