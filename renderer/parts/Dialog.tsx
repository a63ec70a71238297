import { Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

interface DialogProps {
  title: string
  isOpen: boolean
  /** Absent: only what is inside closes it. */
  onClose?: () => void
  size?: 'md' | 'xl'
  children: ReactNode
}

const nothing = () => {}

/** Stands over the screen and keeps the focus. Its title is no page header, so it is not made one. */
export function Dialog({ title, isOpen, onClose, size = 'md', children }: DialogProps) {
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose ?? nothing}
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
      centered
      size={size}
      // Would need a style element that the policy of the page forbids.
      lockScroll={false}
    >
      <Modal.Overlay backgroundOpacity={0.55} />
      <Modal.Content>
        <Modal.Body p="lg">
          <Stack gap="md">
            <Modal.Title fz="xl" fw={650}>
              {title}
            </Modal.Title>
            {children}
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
