import classes from './customer.module.css'

/** `classNames` of a button whose words wrap where the screen is narrow. @param own a class of the button itself */
export function wrapping(own = '') {
  return {
    root: `${classes.wrapping} ${own}`,
    label: classes.wrappingLabel ?? '',
    section: classes.wrappingSection ?? '',
  }
}
