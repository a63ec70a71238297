import type { Words } from '../en/en.ts'
import { shell } from './shell.ts'

export const ar: Words = { shell }
