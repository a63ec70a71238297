import { Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

interface DialogProps {
  title: string
  isOpen: boolean
  /** Called on Escape and on a click outside. Absent: only the content can close the dialog. */
  onClose?: () => void
  size?: 'md' | 'xl'
  children: ReactNode
}

const ignore = () => {}

/** A modal dialog that keeps the focus. Built from parts because the library's own one makes its title a page header. */
export function Dialog({ title, isOpen, onClose, size = 'md', children }: DialogProps) {
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose ?? ignore}
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
      centered
      yOffset="2dvh"
      size={size}
      // Locking the scroll needs a style element that the page's content security policy forbids.
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
