/** For how long a program may be let in: days, or until somebody shuts it out. */
export type Period = number | 'ever'

const shorter = [30, 1]

/** As it asked first, then what is shorter: nobody grants more than was asked for. */
export function periodsFor(askedDays: number | undefined): Period[] {
  const asked: Period = askedDays ?? 'ever'
  return [asked, ...shorter.filter((days) => asked === 'ever' || days < asked)]
}
