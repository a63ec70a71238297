import classes from './Masked.module.css'

/** A masked number or address. Read from left to right in every language. */
export function Masked({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className={classes.masked}>
      {children}
    </bdi>
  )
}
