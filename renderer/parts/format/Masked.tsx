import classes from './Masked.module.css'

/** A masked number or address. Runs from left to right in every language and does not wrap. */
export function Masked({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className={classes.masked}>
      {children}
    </bdi>
  )
}
