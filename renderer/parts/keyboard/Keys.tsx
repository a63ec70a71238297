import { Portal, UnstyledButton } from '@mantine/core'
import { IconArrowBigUp, IconBackspace, IconKeyboardHide } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Keys.module.css'
import { keysOf, latinLayoutOf, ownLayoutOf, symbols } from './layouts.ts'
import { eraseIn, isLatinField, type TextField, typeInto } from './textField.ts'

interface KeysProps {
  field: TextField
  onClose: () => void
}

type Layer = 'plain' | 'shifted' | 'symbols'

/** The keys, at the lower edge. A touch leaves the focus in the field; the Tab key skips them. */
export default function Keys({ field, onClose }: KeysProps) {
  const { t, i18n } = useTranslation()
  const own = ownLayoutOf(i18n.language)
  const [isLatin, setLatin] = useState(true)
  const [layer, setLayer] = useState<Layer>('plain')
  const box = useRef<HTMLElement>(null)
  useEffect(() => setLatin(!own || isLatinField(field)), [own, field])
  useEffect(() => {
    // The page ends above the keys, so that nothing is under them.
    const root = document.documentElement
    root.style.setProperty('--keyboard', `${box.current?.offsetHeight ?? 0}px`)
    field.scrollIntoView({ block: 'nearest' })
    return () => void root.style.removeProperty('--keyboard')
  }, [field])
  const layout = isLatin || !own ? latinLayoutOf(i18n.language) : own
  const otherLetters = isLatin ? keysOf(own?.plain[1] ?? '')[0] : 'abc'
  const rows = layer === 'symbols' ? symbols : layout[layer]
  const type = (text: string) => {
    typeInto(field, text)
    if (layer === 'shifted' && isLatin) setLayer('plain')
  }
  const toggle = (other: Layer) => setLayer(layer === other ? 'plain' : other)
  return (
    <Portal>
      <section
        ref={box}
        data-keyboard
        className={classes.keyboard}
        aria-label={t('parts.keyboard.label')}
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
      >
        {rows.map((row) => (
          <div key={row} className={classes.row} dir={!isLatin && i18n.language === 'ar' ? 'rtl' : 'ltr'}>
            {keysOf(row).map((key) => (
              <UnstyledButton key={key} tabIndex={-1} className={classes.key} onClick={() => type(key)}>
                {key}
              </UnstyledButton>
            ))}
          </div>
        ))}
        <div className={classes.row} dir="ltr">
          <UnstyledButton
            tabIndex={-1}
            className={classes.key}
            aria-label={t('parts.keyboard.shift')}
            aria-pressed={layer === 'shifted'}
            onClick={() => toggle('shifted')}
          >
            <IconArrowBigUp aria-hidden />
          </UnstyledButton>
          <UnstyledButton
            tabIndex={-1}
            className={classes.key}
            aria-label={`123 ${t('parts.keyboard.symbols')}`}
            aria-pressed={layer === 'symbols'}
            onClick={() => toggle('symbols')}
          >
            123
          </UnstyledButton>
          {own && (
            <UnstyledButton
              tabIndex={-1}
              className={classes.key}
              aria-label={`${otherLetters} ${t('parts.keyboard.letters')}`}
              onClick={() => {
                setLatin(!isLatin)
                setLayer('plain')
              }}
            >
              {otherLetters}
            </UnstyledButton>
          )}
          {['@', '.'].map((key) => (
            <UnstyledButton key={key} tabIndex={-1} className={classes.key} onClick={() => type(key)}>
              {key}
            </UnstyledButton>
          ))}
          <UnstyledButton
            tabIndex={-1}
            className={`${classes.key} ${classes.wide}`}
            aria-label={t('parts.keyboard.space')}
            onClick={() => type(' ')}
          />
          <UnstyledButton
            tabIndex={-1}
            className={classes.key}
            aria-label={t('customer.erase')}
            onClick={() => eraseIn(field)}
          >
            <IconBackspace aria-hidden />
          </UnstyledButton>
          <UnstyledButton tabIndex={-1} className={classes.key} aria-label={t('parts.keyboard.hide')} onClick={onClose}>
            <IconKeyboardHide aria-hidden />
          </UnstyledButton>
        </div>
      </section>
    </Portal>
  )
}
